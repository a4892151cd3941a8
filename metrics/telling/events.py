"""What happened that somebody is told of: events out of a ranking, piles, actions and editions.

Pure functions over what others computed. Of a period that still runs nothing is said, of chance
nothing, of no data nothing.
"""

import hashlib
import json
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
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
    def id(self) -> str: ...
    @property
    def name(self) -> Message: ...
    @property
    def numbered(self) -> Message: ...
    @property
    def kind(self) -> str: ...
    @property
    def scheme(self) -> str: ...
    @property
    def period(self) -> str: ...
    @property
    def state(self) -> str: ...  # draft, published or corrected
    @property
    def corrected_by(self) -> str: ...  # the id of another, or ""
    @property
    def published_at(self) -> datetime | None: ...


@dataclass(frozen=True)
class TellingEvent:
    """One thing that happened to a unit ("": to all of them), once.

    topic: what it is about, whatever is said of it; message: what is said; figures: what of that
    are facts. Two events of one topic whose figures differ are two: the second corrects the first;
    other words for the same figures make no other event. follows: it is said only to who was told
    of its topic; past: when it happened, where the present does not show it any more: who was set
    up later is not told of it; earlier: its keys in logs of versions before 0.12, which knew it by
    its words.
    """

    kind: str
    unit: str
    topic: str
    message: Message = field(compare=False)
    figures: Mapping[str, Any] = field(default_factory=dict, hash=False)
    source: str = ""
    follows: bool = False
    past: datetime | None = field(default=None, compare=False)
    earlier: tuple[str, ...] = field(default=(), compare=False)

    @property
    def kind_name(self) -> Message:
        """What kind of thing it is, in words."""
        return _message(f"tell-kind-{self.kind.replace('_', '-')}")

    @property
    def key(self) -> str:
        """Its topic with its figures: the same in each process, language and wording."""
        return _key(self.topic, json.dumps(self.figures, ensure_ascii=False, sort_keys=True), "=")

    @property
    def keys(self) -> tuple[str, ...]:
        """Each key that it may have in a log, its own first."""
        return self.key, *self.earlier


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
        figures = {
            "group": "" if pd.isna(row["group"]) else str(row["group"]),
            "rank": params["rank"],
            "places": params["places"],
            "score": words.digits_of(row["score"]),
            "points": words.digits_of(abs(row["change"])),
        }
        yield _of_scheme("rank_down", ranking, str(row["unit"]), names, figures, **params)


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
        figures = {"share": params["share"]}  # the line is the scheme's, and no fact of the unit
        yield _of_scheme("early_warning", ranking, unit, names, figures, part=component, **params)


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
            figures = {"n": f"{row['now']:g}", "before": f"{row['before']:g}"}
            params = {**figures, "day": f"{ranking.period.last_day}", "over": over}
            unit = str(row["unit"])
            yield _of_scheme("overdue", ranking, unit, names, figures, code=code, **params)


def due_events(
    outcomes: pd.DataFrame, rule: ActionDue, today: date, names: Names
) -> Iterator[TellingEvent]:
    """Open actions whose deadline is today or within the days of the rule."""
    for row in _rows(outcomes[outcomes["outcome"] == "open"]):
        due = _day(row["due"])
        if 0 <= (due - today).days <= rule.days:
            figures = _promise(row, due)
            yield _of_action("action_due", "tell-action-due", row, due, names, figures)


def missed_events(outcomes: pd.DataFrame, period: Period, names: Names) -> Iterator[TellingEvent]:
    """Promises that were not kept by their deadline, once, whatever the figure is in the periods
    after it; and for who was told of one, that it is kept after all. Those that were due before
    the period are past."""
    for row in _rows(outcomes[outcomes["outcome"].isin(["missed", "met"])]):
        due, met = _day(row["due"]), row["outcome"] == "met"
        code = "tell-promise-missed" if bool(row["certain"]) else "tell-promise-missed-close"
        figures = {"outcome": row["outcome"], **_promise(row, due)}
        kind, said = "promise_missed", "tell-promise-kept" if met else code
        one = _of_action(kind, said, row, due, names, figures)
        words = f"{row['outcome']} {row['measure']} {row['target']} {due}"
        past = datetime.combine(due, time()) if due < period.start else None
        yield replace(one, follows=met, past=past, earlier=(_key(one.topic, words),))


def edition_events(editions: Iterable[ToldEdition]) -> Iterator[TellingEvent]:
    """Published and corrected editions; they concern everybody. Of each kind and scheme all but
    the one that holds of the latest period are past."""
    every = [one for one in editions if one.state in ("published", "corrected")]
    by_id = {one.id: one for one in every}
    newest = {(one.kind, one.scheme): one.id for one in sorted(every, key=_latest)}
    for one in every:
        other = by_id.get(one.corrected_by)
        params: dict[str, Any] = {"name": one.name, "period": one.period, "day": _written(one)}
        code = f"tell-edition-{'out' if one.state == 'published' else 'replaced'}"
        if other is not None:
            code, params = "tell-edition-replaced-by", {**params, "by": other.name}
            params["day"] = _written(other)
        yield TellingEvent(
            "edition",
            "",
            f"edition|{one.scheme}|{one.id}",
            _message(code, **params),
            {"state": one.state},
            past=None if newest[one.kind, one.scheme] == one.id else one.published_at,
            earlier=tuple(_earlier_editions(one)),
        )


def _earlier_editions(one: ToldEdition) -> Iterator[str]:
    zh = one.numbered.text("zh")
    for number in (one.numbered, zh):
        params = {"number": number, "period": one.period, "day": _written(one)}
        yield _earlier(f"edition|{one.scheme}|{zh}", f"tell-edition-{one.state}", params)


def withdrawn(topic: str, unit: str, names: Names, period: Period) -> TellingEvent:
    """That what was told of a topic no longer holds by the data as they are now."""
    kind, code = topic.partition("|")[0], "tell-withdrawn"
    params = {
        "about": _message(f"tell-kind-{kind.replace('_', '-')}"),
        **_unit(unit, names),
        **_period(period),
    }
    earlier = (_earlier(topic, code, params),)
    figures = {"holds": False}
    message = _message(code, **params)
    return TellingEvent(kind, unit, topic, message, figures, follows=True, earlier=earlier)


def _of_scheme(
    kind: str,
    ranking: Ranking,
    unit: str,
    names: Names,
    figures: Mapping[str, Any],
    part: str = "",
    code: str = "",
    **params: Any,
) -> TellingEvent:
    period = ranking.progress.period
    topic = "|".join((kind, ranking.scheme.id, period.id, unit, part)).rstrip("|")
    code = code or f"tell-{kind.replace('_', '-')}"
    params |= {**_unit(unit, names), **_period(period)}
    source = f"{ranking.scheme.id}@{ranking.scheme.version}"
    earlier = [_earlier(topic, code, params)]
    if figures.get("group"):  # once called in Chinese in English texts, too
        earlier.append(_earlier(topic, code, params | {"group": figures["group"]}))
    said = _message(code, **params)
    return TellingEvent(kind, unit, topic, said, figures, source, earlier=tuple(earlier))


def _of_action(
    kind: str,
    code: str,
    row: Mapping[str, Any],
    due: date,
    names: Names,
    figures: Mapping[str, Any],
) -> TellingEvent:
    """What an action is to do is free text and may name others: it is told by its number."""
    params = {name: _number(row[name]) for name in ("target", "before", "after")}
    params |= {"id": f"{row['id']}", "due": f"{due}", **_measure(str(row["measure"]))}
    unit, topic = str(row["unit"]), f"{kind}|{row['id']}"
    params |= _unit(unit, names)
    earlier = (_earlier(topic, code, params),)
    return TellingEvent(kind, unit, topic, _message(code, **params), figures, earlier=earlier)


def _promise(row: Mapping[str, Any], due: date) -> dict[str, Any]:
    """What was promised: by when, and measured by what."""
    return {"due": f"{due}", "measure": f"{row['measure']}", "target": _number(row["target"])}


def _key(topic: str, said: str, mark: str = "") -> str:
    return f"{topic}#{mark}{hashlib.sha256(said.encode()).hexdigest()[:12]}"


def _earlier(topic: str, code: str, params: Mapping[str, Any]) -> str:
    """The key that an event had in logs of versions before 0.12: of its words in all languages."""
    texts = [_message(code, **params).text(lang) for lang in LANGUAGES]
    return _key(topic, json.dumps(texts, ensure_ascii=False))


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


def _latest(one: ToldEdition) -> tuple[str, datetime]:
    return one.period, one.published_at or datetime.min


def _written(one: ToldEdition) -> str:
    return f"{one.published_at:%Y-%m-%d}" if one.published_at else "–"


def _message(code: str, **params: Any) -> Message:
    return Message(code, params, "metrics")
