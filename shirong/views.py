"""The command views: the saved views of a store, and the one that the dashboard opens with."""

import argparse
from collections.abc import Iterator

from data.store import Store
from kernel.configuration import ConfigurationError
from kernel.messages import Message
from metrics.pivot.question import Question
from metrics.saved_views.view_file import SavedView
from metrics.saved_views.view_folder import SavedViews, good_views
from metrics.saved_views.words import view_words
from shirong.asking import Rows, UsageError, say, table_lines
from shirong.command import Answer, Command

_COLUMNS = ("view", "page", "asked", "days", "saved_by", "saved_at")


def list_views(options: argparse.Namespace) -> Answer:
    """Every view; broken files are told of on stderr, and the exit code is 2 then."""
    views = SavedViews(Store(options.store).folder)
    found = views.all()
    rows = [_row(one, options.lang) for one in good_views(found)]
    broken = [one for one in found if isinstance(one, ConfigurationError)]
    lines = _lines(rows, views.start(), options.lang)
    after = [error.text(options.lang) for error in broken]
    return Answer(rows, lines, _COLUMNS, after=after, code=2 if broken else 0)


def question_of_view(options: argparse.Namespace) -> Question:
    """The question of the saved view that --view names."""
    saved = SavedViews(Store(options.store).folder).find(options.view)
    if (asked := saved.asked) is None:
        params = {"name": saved.name, "page": saved.page}
        raise UsageError(Message("cli-view-no-analysis", params, "metrics"))
    return asked


def _row(saved: SavedView, lang: str) -> dict[str, str]:
    fixed = saved.fixed_days
    return {
        "view": saved.name,
        "page": saved.page,
        "asked": view_words(saved, lang),
        "days": say("cli-views-fixed" if fixed else "cli-views-rolling", lang, days=fixed),
        "saved_by": saved.saved_by,
        "saved_at": saved.saved_at,
    }


def _lines(rows: Rows, start: str, lang: str) -> Iterator[str]:
    if not rows:
        yield say("cli-views-none", lang)
        return
    yield from table_lines(rows, _COLUMNS, lang)
    if start:
        yield say("cli-views-start", lang, name=start)


COMMANDS = (
    Command("views", list_views, "the views that are saved beside the store, and what each asks"),
)
