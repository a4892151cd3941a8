"""What happened that somebody is told of: events out of a ranking, piles, actions and editions.

Pure functions over what others computed. Of a period that still runs nothing is said, of chance
nothing, of no data nothing.
"""

import hashlib
import json
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Protocol

import pandas as pd

from kernel.messages import LANGUAGES, Message
from kernel.periods import Period
from metrics.action_log.action_file import measure_name
from metrics.narrative.score_words import score_words
from metrics.scoring.ranking import Ranking
from metrics.telling.rules import ActionDue, OverduePile, RankDown

Names = Mapping[str, str]  # of units and groups: what they are called in English, where known


class ToldEdition(Protocol):
    """What is asked of an edition of the bulletin."""

    @property
    def numbered(self) -> Message: ...
    @property
    def scheme(self) -> str: ...
    @property
    def period(self) -> str: ...
    @property
    def state(self) -> str: ...  # draft, published or corrected
    @property
    def published_at(self) -> datetime | None: ...


@dataclass(frozen=True)
class TellingEvent:
    """One thing that happened to a unit ("": to all of them), once.

    topic: what it is about, whatever is said of it; message: what is said. Two events of one topic
    that say something else are two: the second corrects the first. statement: what must differ for
    that, where it is not the whole text; follows: it is said only to who was told of its topic.
    """

    kind: str
    unit: str
    topic: str
    message: Message = field(compare=False)
    source: str = ""
    statement: str = ""
    follows: bool = False

    @property
    def kind_name(self) -> Message:
        """What kind of thing it is, in words."""
        return _message(f"tell-kind-{self.kind.replace('_', '-')}")

    @property
    def key(self) -> str:
        """Its topic with what is said of it: the same in each process and language."""
        texts = [self.message.text(lang) for lang in LANGUAGES]
        said = self.statement or json.dumps(texts, ensure_ascii=False)
        return f"{self.topic}#{hashlib.sha256(said.encode()).hexdigest()[:12]}"


def rank_events(ranking: Ranking, rule: RankDown, names: Names) -> Iterator[TellingEvent]:
    """Units that fell beyond chance and by places, under the same rules in both periods."""
    if not ranking.progress.finished:
        return
    words = score_words(ranking.scheme)
    table = ranking.like_for_like
    for row in _rows(table[table["clear"] == "down"]):
        lost = row["rank_change"]
        if pd.isna(lost) or lost > -rule.places:
            continue
        params: dict[str, Any] = {
            "rank": int(row["rank"]),
            "places": -int(lost),
            "score": words.level(row["score"]),
            "moved": words.moved(better=False),
            "points": words.step(abs(row["change"])),
            "group": _group(row["group"], names),
        }
        yield _of_scheme("rank_down", ranking, str(row["unit"]), names, **params)


def warning_events(ranking: Ranking, names: Names) -> Iterator[TellingEvent]:
    """Components that lost more of their full marks than the scheme's early warning allows."""
    limit = ranking.scheme.early_warning
    if not ranking.progress.finished or limit is None:
        return
    rows = {(row["unit"], row["component"]): row for row in _rows(ranking.components)}
    for unit, component in ranking.lists.warnings:
        row = rows[unit, component]
        params: dict[str, Any] = {
            "zh": row["name_zh"],
            "en": row["name_en"],
            "share": f"{math.floor(float(row['score']) * 100) / 100:.2f}",  # below stays below
            "limit": f"{100 - limit:f}".rstrip("0").rstrip(".") if limit % 1 else f"{100 - limit}",
        }
        yield _of_scheme("early_warning", ranking, unit, names, part=component, **params)


def overdue_events(
    ranking: Ranking, piles: pd.DataFrame, rule: OverduePile, names: Names
) -> Iterator[TellingEvent]:
    """Units whose pile is above the threshold at the end of the period and was not at the end of
    the one before. piles: as `metrics.telling.asked.piles_of` gives them."""
    if not ranking.progress.finished:
        return
    over = f"{rule.over:g}"
    for row in _rows(piles):
        if row["now"] > rule.over and row["before"] <= rule.over:
            code = "tell-overdue-within" if row["within"] else "tell-overdue"
            params = {"n": f"{row['now']:g}", "before": f"{row['before']:g}", "over": over}
            day = f"{ranking.period.last_day}"
            unit = str(row["unit"])
            yield _of_scheme("overdue", ranking, unit, names, code=code, day=day, **params)


def due_events(
    outcomes: pd.DataFrame, rule: ActionDue, today: date, names: Names
) -> Iterator[TellingEvent]:
    """Open actions whose deadline is today or within the days of the rule."""
    for row in _rows(outcomes[outcomes["outcome"] == "open"]):
        due = _day(row["due"])
        if 0 <= (due - today).days <= rule.days:
            yield _of_action("action_due", "tell-action-due", row, due, names)


def missed_events(outcomes: pd.DataFrame, names: Names) -> Iterator[TellingEvent]:
    """Promises that were not kept by their deadline, once, whatever the figure is in the periods
    after it; and for who was told of one, that it is kept after all."""
    for row in _rows(outcomes[outcomes["outcome"].isin(["missed", "met"])]):
        due, met = _day(row["due"]), row["outcome"] == "met"
        code = "tell-promise-missed" if bool(row["certain"]) else "tell-promise-missed-close"
        one = _of_action("promise_missed", "tell-promise-kept" if met else code, row, due, names)
        said = f"{row['outcome']} {row['measure']} {row['target']} {due}"
        yield replace(one, statement=said, follows=met)


def edition_events(editions: Iterable[ToldEdition]) -> Iterator[TellingEvent]:
    """Published and corrected editions; they concern everybody."""
    for one in editions:
        if one.state not in ("published", "corrected"):
            continue
        code = f"tell-edition-{one.state}"
        params = {"number": one.numbered, "period": one.period, "day": _written(one)}
        topic = f"edition|{one.scheme}|{one.numbered.text('zh')}"
        yield TellingEvent("edition", "", topic, _message(code, **params))


def withdrawn(topic: str, unit: str, names: Names, period: Period) -> TellingEvent:
    """That what was told of a topic no longer holds by the data as they are now."""
    kind = topic.partition("|")[0]
    params = {
        "about": _message(f"tell-kind-{kind.replace('_', '-')}"),
        **_unit(unit, names),
        **_period(period),
    }
    return TellingEvent(kind, unit, topic, _message("tell-withdrawn", **params), follows=True)


def _of_scheme(
    kind: str,
    ranking: Ranking,
    unit: str,
    names: Names,
    part: str = "",
    code: str = "",
    **params: Any,
) -> TellingEvent:
    period = ranking.progress.period
    topic = "|".join((kind, ranking.scheme.id, period.id, unit, part)).rstrip("|")
    code = code or f"tell-{kind.replace('_', '-')}"
    said = _message(code, **_unit(unit, names), **_period(period), **params)
    return TellingEvent(kind, unit, topic, said, f"{ranking.scheme.id}@{ranking.scheme.version}")


def _of_action(
    kind: str, code: str, row: Mapping[str, Any], due: date, names: Names
) -> TellingEvent:
    """What an action is to do is free text and may name others: it is told by its number."""
    params = {name: _number(row[name]) for name in ("target", "before", "after")}
    params |= {"id": f"{row['id']}", "due": f"{due}", **_measure(str(row["measure"]))}
    unit = str(row["unit"])
    return TellingEvent(
        kind, unit, f"{kind}|{row['id']}", _message(code, **_unit(unit, names), **params)
    )


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def _measure(measure: str) -> dict[str, str]:
    return {lang: measure_name(measure, lang) for lang in LANGUAGES}


def _unit(unit: str, names: Names) -> dict[str, str]:
    return {"unit": unit, "unit_en": names.get(unit, unit)}


def _group(group: Any, names: Names) -> Message:
    if pd.isna(group):
        return _message("group-all")
    return _message("describe-name", zh=str(group), en=names.get(str(group), str(group)))


def _period(period: Period) -> dict[str, str]:
    return {"period": period.label("zh"), "period_en": period.label("en")}


def _day(value: Any) -> date:
    return pd.Timestamp(value).date()


def _number(value: Any) -> str:
    return "–" if value is None or pd.isna(value) else f"{value:.2f}".rstrip("0").rstrip(".")


def _written(one: ToldEdition) -> str:
    return f"{one.published_at:%Y-%m-%d}" if one.published_at else "–"


def _message(code: str, **params: Any) -> Message:
    return Message(code, params, "metrics")
