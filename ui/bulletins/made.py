"""The notice of what a page shows, and the steps of the meeting, kept per version of the store."""

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from metrics.analyses.family import english_names
from metrics.bulletin.content import Notice
from metrics.bulletin.facts import Facts, promised_and_noted
from metrics.bulletin.notice import BRIEFING, said_in_both, unsaid_notice
from metrics.bulletin.wording import FOLDER, Wording
from metrics.editions.difference_tables import corrections
from metrics.editions.edition_folder import Editions
from metrics.schemes.scheme import Scheme, scheme_key
from ui import store
from ui.bulletins.plain import plain_notice
from ui.header import Shown
from ui.kept_results import kept_beside
from ui.store import Snapshot, connection

_BESIDE = (
    FOLDER,
    "actions",
    "notes",
    "editions",
)  # folders beside the store whose files a notice depends on


def notice_shown(shown: Shown, plain: bool = False) -> Notice:
    """The notice of the period, plain: without words of chance; raises KindError for a period that
    has none, ConfigurationError where the office's wording cannot be used."""
    return _maker(shown, "", plain)()


def briefing_shown(shown: Shown, plain: bool = False) -> Notice:
    """The steps of the meeting about the period; plain, and raises, as `notice_shown`."""
    return _maker(shown, BRIEFING, plain)()


def later_briefing(shown: Shown) -> Callable[[], Notice]:
    """The same, whole, when it is asked for, also after the page's run."""
    return _maker(shown, BRIEFING, plain=False)


def _maker(shown: Shown, kind: str, plain: bool) -> Callable[[], Notice]:
    at, scheme, period = shown.snapshot, shown.scheme, shown.period.whole().id
    key, stamp = scheme_key(scheme), stamp_beside(Path(at.folder))
    folders = store.places_of_schemes()
    return lambda: _said(at, key, period, kind, stamp, plain, scheme, folders)


def stamp_beside(folder: Path) -> str:
    """Changes with every file that the office has beside the store."""
    files = [path for name in _BESIDE for path in sorted((folder / name).glob("*.*"))]
    return " ".join(f"{path.name}:{path.stat().st_mtime_ns}" for path in files)


def facts_behind(at: Snapshot, scheme: Scheme, period: str, folders: tuple[Path, ...]) -> Facts:
    """What the notice of a period is made of. folders: where schemes are looked for."""
    con = connection(at)
    known = store.city_overview(at, scheme, scheme.parse_period(period))
    own, asked = known.ranking.scheme, known.ranking.period
    promised, notes = promised_and_noted(Path(at.folder), con, own, asked)
    editions = Editions(Path(at.folder)).all()
    changed = corrections(editions, con, own.id, folders)
    return Facts(con, known, store.known_scores(at, scheme, period), promised, notes, changed)


@st.cache_data(max_entries=16, show_spinner=False)
def _said(
    at: Snapshot,
    key: str,
    period: str,
    kind: str,
    stamp: str,
    plain: bool,
    _scheme: Scheme,
    _folders: tuple[Path, ...],
) -> Notice:
    content = _unsaid(at, key, period, kind, stamp, _scheme, _folders)
    wording = Wording(Path(at.folder), english_names(connection(at), [_scheme]))
    return said_in_both(plain_notice(content) if plain else content, wording)


@st.cache_data(max_entries=16, show_spinner=False)
@kept_beside
def _unsaid(
    at: Snapshot,
    key: str,
    period: str,
    kind: str,
    stamp: str,
    _scheme: Scheme,
    _folders: tuple[Path, ...],
) -> Notice:
    facts = facts_behind(at, _scheme, period, _folders)
    kinds = Wording(Path(at.folder)).kinds
    return unsaid_notice(facts, kinds, at.version, kind or None)
