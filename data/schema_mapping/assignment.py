"""The columns of a sheet laid on the fields of one table: the assignment that fits best."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from data.layouts.matching import companion
from data.parsing.clock import clock_text
from data.parsing.periods import months_of_headers, period_in_title
from data.schema_mapping.content import Content
from data.schema_mapping.names import about, meanings, most_alike
from data.schema_mapping.scores import Fit, fit_of
from data.schema_mapping.targets import ANY_UNIT, COORDINATES, MEASURE, PERSONAL, UNUSED, Names
from data.schema_mapping.together import filled_though_open, is_ahead, one_pair
from kernel.messages import Message
from kernel.schema import TABLES, UNIT_KINDS

THRESHOLD = 0.45  # what fits less is left unused
_MISSING = 0.8  # what a table loses for a required field that no column fills
_TITLE = 0.6  # what a word of a title speaks for it
_LIKELY = 0.6  # how sure a proposal is that the cells alone speak for
_DOUBTED = 0.5  # how sure a proposal is that the cells speak against
BY_LAYOUT = "map-why-layout"  # the reason of a target that a recognised layout gives
_PERSONAL = frozenset(("联系", "姓名", "证件"))  # what names of personal columns are about


@dataclass(frozen=True)
class Given:
    """What a recognised layout says: the target of each of its columns by position, and everything
    that it fills, by columns or for the whole file."""

    columns: Mapping[int, str] = field(default_factory=dict)
    filled: frozenset[str] = frozenset()


class Assignment:
    """The columns of a sheet assigned to the targets of one table, each target once."""

    def __init__(
        self,
        columns: Sequence[str],
        contents: Sequence[Content],
        names: Names,
        titles: Sequence[str],
        given: Given | None = None,
    ) -> None:
        """given: what a layout that is recognised makes of its columns; the others are assigned."""
        self.names, self.rules, self.titles = names, names.rules, titles
        self.given = given or Given()
        self.headers, self.contents = columns, contents
        self.titled = any(period_in_title(text) for text in titles)
        # Every order of a hotline comes through the hotline, however it came in.
        self.hotline = "channel" in self.rules.names and any("12345" in text for text in titles)
        for taken in self.given.filled | ({"channel"} if self.hotline else set()):
            names.targets.pop(taken, None)
        self.months = self._months()
        for taken in ("period", "value") if self.months else ():  # what the months give
            names.targets.pop(taken, None)
        self.idle = [self._idle(i) for i in range(len(columns))]
        self.fits = self._assign()
        self._times_of_days()
        self._first_date()
        self._doubt_ends()
        self._ahead()
        self._pairs()
        self.measures = self._measures()
        self.score = self._score()

    def _months(self) -> list[int]:
        """Columns of scores that are named by their month: each becomes a row of its own."""
        if self.rules.name != "score_entries":
            return []
        named = months_of_headers(self.headers, 2000)
        found = [index for index in named if index not in self.given.columns]
        return found if len(found) > 1 else []

    def _idle(self, index: int) -> tuple[str, Fit]:
        """What becomes of a column that no field takes: personal or unused, and how sure."""
        name, content = self.headers[index], self.contents[index]
        if index in self.given.columns:
            return UNUSED, Fit(THRESHOLD, Message(BY_LAYOUT))
        said, like = most_alike(name, self.names.personal)
        said = said if said > 0.95 or about(name) in _PERSONAL else 0.0
        marked, person = content.share("personal"), content.share("person")
        if content.filled and marked > 0.5:
            why = Message("map-why-personal", {"share": round(100 * marked)})
            return PERSONAL, Fit(1.0 + marked, why)
        if said >= 0.5:
            return PERSONAL, Fit(said + 0.05, Message("map-why-personal-name", {"name": like}))
        if content.filled >= 5 and person > 0.9 and len(content.texts) > 4:
            return PERSONAL, Fit(0.6, Message("map-why-person", {"share": round(100 * person)}))
        said, like = most_alike(name, self.names.unused)
        if said >= 0.75:
            return UNUSED, Fit(said, Message("map-why-unused-name", {"name": like}))
        nothing = "map-why-nothing" if content.filled else "map-why-blank"
        return UNUSED, Fit(THRESHOLD, Message(nothing))

    def _assign(self) -> dict[int, tuple[str, Fit]]:
        """The assignment of columns to targets that fits best as a whole."""
        targets = list(self.names.targets)
        layout = Fit(1.0, Message(BY_LAYOUT))
        fits = [
            [layout] * len(targets)
            if index in self.given.columns
            else [fit_of(name, self.contents[index], target, self.names) for target in targets]
            for index, name in enumerate(self.headers)
        ]
        gain = np.array([[f.score for f in row] for row in fits])
        gain -= np.array([idle.score for _, idle in self.idle])[:, None]
        gain[gain < 0] = 0.0
        gain[self.months] = 0.0
        if "x" in targets:
            one_pair(gain, self.contents, targets.index("x"), targets.index("y"))
        gain[list(self.given.columns)] = 0.0
        found = {r: (targets[c], fits[r][c]) for r, c in _best(gain) if gain[r, c] > 0}
        return found | {index: (target, layout) for index, target in self.given.columns.items()}

    def _times_of_days(self) -> None:
        """Times beside a column of days (办结日期 and 办结时刻) are joined to it when read."""
        types = {column.name: column.type for column in TABLES[self.rules.name].fields}
        for index, (target, _) in list(self.fits.items()):
            mate = companion(self.headers, index) if types.get(target) == "datetime" else None
            if mate is None or mate in self.given.columns or self.contents[index].best_dates <= 0.5:
                continue
            if all(map(clock_text, self.contents[mate].texts)) and self.contents[mate].filled:
                self.fits.pop(mate, None)
                why = Message("map-why-time-of", {"name": self.headers[index]})
                self.idle[mate] = (UNUSED, Fit(0.9, why))

    def _first_date(self) -> None:
        """A record needs its day: where no name speaks for one, the first column of dates is it."""
        taken = {target for target, _ in self.fits.values()}
        days = [
            name
            for name in self.rules.required
            if name not in taken and name in TABLES[self.rules.name].day_from and name != "period"
        ]
        dates = [
            index
            for index, content in enumerate(self.contents)
            if index not in self.fits and content.filled and content.best_dates > 0.7
        ]
        if days and dates:
            self.fits[dates[0]] = (days[0], Fit(0.5, Message("map-why-first-date")))

    def _doubt_ends(self) -> None:
        """A time at which a case ended is blank for open cases: one that is not is a deadline, or
        to be looked at."""
        columns = {target: index for index, (target, _) in self.fits.items()}
        if self.rules.name != "cases" or "stage" not in columns:
            return
        columns = {t: i for t, i in columns.items() if t == "stage" or i not in self.given.columns}
        stages = self.contents[columns["stage"]]
        for name in ("closed_at", "disposed_at"):
            index = columns.get(name)
            if index is None or not filled_though_open(self.contents[index], stages):
                continue
            named = self.fits[index][1].reason.code == "map-why-same-name"
            target = name if named or "due_at" in columns else "due_at"
            columns[target] = index
            self.fits[index] = (target, Fit(_DOUBTED, Message("map-why-filled-though-open")))

    def _ahead(self) -> None:
        """Times after the report that no name explains are deadlines where open cases have one."""
        taken = {target: index for index, (target, _) in self.fits.items()}
        if self.rules.name != "cases" or "due_at" in taken or "reported_at" not in taken:
            return
        if "due_at" not in self.names.targets:
            return
        start = self.contents[taken["reported_at"]]
        ends = [self.contents[taken[n]] for n in ("closed_at", "disposed_at") if n in taken]
        for index, content in enumerate(self.contents):
            named = about(self.headers[index]) not in ("", "截止")  # for something else
            if index not in self.fits and not named and is_ahead(content, start, ends):
                self.fits[index] = ("due_at", Fit(_LIKELY, Message("map-why-ahead")))
                return

    def _pairs(self) -> None:
        """Two coordinates in one cell are x and y, unless columns of their own say them."""
        taken = {target for target, _ in self.fits.values()} | self.given.filled
        for index, content in enumerate(self.contents):
            if index in self.fits or content.share("pair") <= 0.5:
                continue
            share = {"share": round(100 * content.share("pair"))}
            if "x" in self.names.targets and not taken & {"x", "y", COORDINATES}:
                self.fits[index] = (COORDINATES, Fit(0.9, Message("map-why-pair", share)))
                taken.add(COORDINATES)
            else:
                self.idle[index] = (UNUSED, Fit(0.9, Message("map-why-pair-known", share)))

    def _measures(self) -> list[int]:
        """Columns of a wide sheet of scores: months, else numbers that no field takes."""
        if self.months:
            return self.months
        taken = {target: index for index, (target, _) in self.fits.items()}
        if self.rules.name != "score_entries" or "value" in self.given.filled:
            return []
        if "value" in taken:
            return self._scores_beside(taken["value"], "indicator" in taken)
        found = []
        for index, content in enumerate(self.contents):
            plain = content.share("number") > 0.7 and content.filled >= 2
            plain = plain and not {"号", "序", "社区"} & set(meanings(self.headers[index]))
            if index not in self.fits and plain and self.idle[index][1].score <= THRESHOLD:
                found.append(index)
        return found

    def _scores_beside(self, value: int, named: bool) -> list[int]:
        """The column of scores and others called alike (现场检查得分, 群众满意度得分): none is the
        score alone, each is an item. named: another column says the item."""
        same = self.fits[value][1].reason.code in ("map-why-same-name", BY_LAYOUT)
        if same or named or "indicator" in self.given.filled:
            return []
        others = [
            index
            for index, content in enumerate(self.contents)
            if index not in self.fits
            and content.share("number") > 0.7
            and self.headers[index][-2:] == self.headers[value][-2:]
        ]
        if others:
            del self.fits[value]
        return sorted([value, *others]) if others else []

    def _score(self) -> float:
        titles = " ".join(self.titles).casefold()
        spoken = min(2, sum(word in titles for word in self.rules.titles))
        taken = {target for target, _ in self.fits.values()}
        units = bool(taken & {*UNIT_KINDS, ANY_UNIT})
        have = taken | ({"period"} if self.titled else set()) | ({"unit"} if units else set())
        have |= {"value", "indicator"} if self.measures else set()
        have |= {"period"} if self.months else set()
        missing = sum(name not in have for name in self.rules.required)
        fitted = sum(f.score for _, f in self.fits.values()) + 0.2 * min(4, len(self.measures))
        return fitted + _TITLE * spoken - _MISSING * missing

    def target(self, index: int) -> tuple[str, float, Message]:
        """What a column becomes, how sure that is (0: nothing was found), and why."""
        if index in self.measures:
            if self.months:
                return MEASURE, 0.9, Message("map-why-month")
            return MEASURE, 0.6, Message("map-why-measure")
        target, found = self.fits.get(index, self.idle[index])
        nothing = target == UNUSED and found.score <= THRESHOLD
        return target, 0.0 if nothing else min(1.0, found.score), found.reason

    def constants(self) -> dict[str, str]:
        """What the titles say of every row: a hotline's orders come from the hotline."""
        said = {"channel": "12345"} if self.hotline else {}
        named = "indicator" in {target for target, _ in self.fits.values()}
        if self.months and not named and (item := _item(self.titles)):
            said["indicator"] = item
        return said


_PERIOD_WORDS = re.compile(r"[\d\s年月度季第_.\-—～~至份()（）]+")


def _item(titles: Sequence[str]) -> str | None:
    """What a table of scores is about, by the last of its titles, its sheet's name or its file's
    that says more than a period."""
    for text in reversed(titles[:-1] or titles):
        plain = _PERIOD_WORDS.sub("", text)
        if plain and not re.fullmatch(r"(?i)sheet|工作表", plain):
            return plain[:40]
    return _PERIOD_WORDS.sub("", titles[-1])[:40] or None if titles else None


def _best(gain: np.ndarray) -> list[tuple[int, int]]:
    """(row, column) of the assignment with the largest sum, each row and column once."""
    rows = np.flatnonzero(gain.any(axis=1))
    wanted = gain[rows].argmax(axis=1) if len(rows) else rows
    if len(set(wanted.tolist())) < len(rows):  # two columns want one target
        from scipy.optimize import linear_sum_assignment  # half a second to import

        rows, wanted = linear_sum_assignment(-gain)
    return list(zip(rows.tolist(), wanted.tolist(), strict=True))
