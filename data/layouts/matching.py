"""Which profile fits a sheet, and which of its columns feeds which field."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from data.layouts.profile import FieldSource, Profile, UnitSource, WideMeasure
from data.layouts.rest import Named, series_columns
from data.parsing.periods import months_of_headers, period_in_title, year_of
from data.parsing.privacy import PERSONAL_COLUMNS, is_personal_header
from data.parsing.units import without_unit
from data.parsing.values import fold_word
from data.parsing.words import vocabularies
from kernel.schema import DAY_ONLY
from kernel.text import fold


@lru_cache(maxsize=20_000)
def fold_header(name: str, brackets: bool = True) -> str:
    """A header for comparing: folded, letters and digits only.

    Without `brackets` what stands in brackets is left out: `扣分（分）` -> `扣分`.
    """
    text = fold(name)
    if not brackets:
        outside, depth = [], 0
        for char in text:
            depth += (char in "([【{") - (char in ")]】}")
            if depth == 0 and char not in ")]】}":
                outside.append(char)
        text = "".join(outside) if any(c.isalnum() for c in outside) else text
    return "".join(c for c in text if c.isalnum())


class Headers:
    """The columns of a sheet, found by any of the names that a profile knows."""

    def __init__(self, columns: Sequence[str]) -> None:
        self.columns = list(columns)
        full: dict[str, int] = {}
        short: dict[str, int] = {}
        lower: dict[str, int] = {}
        for index, name in enumerate(columns):
            full.setdefault(fold_header(name), index)
            short.setdefault(fold_header(name, brackets=False), index)
            short.setdefault(fold_header(without_unit(name)), index)
            if " " in name:  # a header of two rows: `案卷评查 评查结果`
                lower.setdefault(fold_header(name.rsplit(" ", 1)[1]), index)
        self._known = lower | short | full

    def find(self, names: Iterable[str]) -> int | None:
        """The position of the first name that the sheet has."""
        for name in names:
            if (index := self._known.get(fold_header(name))) is not None:
                return index
        return None


@lru_cache(maxsize=512)
def _headers(columns: tuple[str, ...]) -> Headers:
    """Every layout is laid over the same columns, and a layout's own names stay what they are."""
    return Headers(columns)


_DAY_ENDS = ("日期", "日", "date", "day")
_TIME_ENDS = ("时间", "时刻", "钟点", "time")


def companion(columns: Sequence[str], index: int) -> int | None:
    """The column that by its name may hold the time of day to a column of days, or the day to a
    column of times: 受理日期 and 受理时间, 日期 and, right behind it, 时间."""
    whole = [fold_header(name) for name in columns]
    # Of a header of two rows the upper may stand before one of them alone: `基本信息 上报日期`.
    lower = [fold_header(name.rsplit(" ", 1)[-1]) for name in columns]
    found = _companion(whole, index)
    return found if found is not None or whole == lower else _companion(lower, index)


def _companion(names: Sequence[str], index: int) -> int | None:
    for own, others, step in ((_DAY_ENDS, _TIME_ENDS, 1), (_TIME_ENDS, _DAY_ENDS, -1)):
        for end in own:
            if not names[index].endswith(end):
                continue
            stem = names[index].removesuffix(end)
            wanted = {stem + other for other in others}
            of_stem = [i for i, name in enumerate(names) if name in wanted]
            if of_stem:
                return of_stem[0]
            beside = names[index + step] if 0 <= index + step < len(names) else ""
            if beside in others or (not stem and beside.endswith(others)):
                return index + step
    return None


MONTHS = "1月、2月……"  # how columns of months are named in messages


@dataclass
class Match:
    """A profile laid over the columns of one sheet.

    `missing`: required fields without a column, as (field, first header name it is known by).
    `dropped`, `ignored`: positions of columns that are never stored, and that are not wanted.
    `asked`: positions of columns that some layout of the same kind of record asks for.
    `key`: the fields that identify a record in this sheet; None when no key is complete.
    `companions`: of a column of dates the one that may hold its time of day, or the day to it.
    `named`: by the column of its values, a series whose name is that of its column. `sought`: how
    many of the columns that speak for it a layout found that takes all the rest.
    """

    profile: Profile
    fields: list[tuple[str, FieldSource, int]] = field(default_factory=list)
    titles: list[tuple[str, FieldSource]] = field(default_factory=list)
    units: list[tuple[str, UnitSource, int, int | None]] = field(default_factory=list)
    measures: list[tuple[WideMeasure, int]] = field(default_factory=list)
    dropped: set[int] = field(default_factory=set)
    ignored: set[int] = field(default_factory=set)
    asked: set[int] = field(default_factory=set)
    missing: list[tuple[str, str]] = field(default_factory=list)
    key: list[str] | None = None
    companions: dict[int, int] = field(default_factory=dict)
    named: dict[int, Named] = field(default_factory=dict)
    sought: int = 0

    @property
    def used(self) -> set[int]:
        """Positions of the columns that the profile understands."""
        found = {index for _, _, index in self.fields} | {index for _, index in self.measures}
        for _, _, index, kind_index in self.units:
            found |= {index} if kind_index is None else {index, kind_index}
        found |= {index for one in self.named.values() for index in one.beside.values()}
        return found | set(self.companions.values())

    @property
    def known(self) -> set[int]:
        """Positions of the columns that the profile understands, drops or ignores."""
        return self.used | self.dropped | self.ignored

    @property
    def present(self) -> set[str]:
        """The canonical fields that a record of this sheet brings, blank or not."""
        names = {name for name, _, _ in self.fields} | {name for name, _ in self.titles}
        names |= {name for one in self.named.values() for name in one.beside}
        for measure, _ in self.measures:
            names |= {measure.into, *measure.constants}
            if "state" in {field.name for field in self.profile.canonical.fields}:
                names.add("state")
        if self.profile.classes and "subcategory" in names:
            names.add("category")
        if self.adds_cases:
            names |= {flag for name, flag in DAY_ONLY.items() if name in names}
        return names | set(self.profile.constants)

    @property
    def written(self) -> set[str]:
        """The kinds of unit under which a record of this sheet keeps names as written."""
        return {kind for name, _, _, _ in self.units for kind in self.kinds_of(name)}

    @property
    def adds_cases(self) -> bool:
        """Whether the records are cases, and not flags of such as are stored already."""
        return self.profile.table == "cases" and not self.profile.update_only

    @property
    def required(self) -> list[str]:
        """The fields and kinds of unit without which a row is rejected."""
        fields = [name for name, source, _ in self.fields if source.required]
        fields += [name for name, source in self.titles if source.required]
        units = [source.default or name for name, source, _, _ in self.units if source.required]
        return list(dict.fromkeys(fields + units))

    def kinds_of(self, name: str) -> list[str]:
        """The kinds under which one unit column of the profile is stored."""
        source, kind_index = next((u, k) for n, u, _, k in self.units if n == name)
        more = source.kinds if kind_index is not None else []
        return list(dict.fromkeys((source.default or name, *more)))

    @property
    def identified(self) -> bool:
        """Whether a number of its own identifies a record."""
        return self.key is not None and len(self.key) == 1

    @property
    def fits(self) -> bool:
        return not self.missing and self.key is not None


def lay_over(
    profile: Profile,
    columns: Sequence[str],
    titled: bool,
    year: int | None = None,
    titles: Sequence[str] = (),
) -> Match:
    """The profile over the columns. `titled`: a missing period may stand in a title; `year`: that
    of a title, for columns of months; `titles`: what stands outside the table."""
    headers, match = _headers(tuple(columns)), Match(profile)
    match.measures = _measures(profile, headers, year)
    own = {name for measure, _ in match.measures for name in measure.constants}
    by_month = {measure.into for measure, _ in match.measures if measure.months}
    for need in profile.needs:
        sources = profile.fields.get(need, [])
        names = [header for source in sources for header in source.headers] or [need]
        if need not in by_month and headers.find(names) is None:
            match.missing.append((need, names[0]))
    for name, sources in profile.fields.items():
        found = [(s, i) for s in sources if (i := headers.find(s.headers)) is not None]
        if titled and any(s.from_title for s in sources):
            # A title names the month assessed; the day of a row may be that of its entry.
            found = [(s, i) for s, i in found if s.read_as != "day"]
        match.fields += [(name, source, index) for source, index in found]
        if found or name in own:
            continue
        if titled and (source := next((s for s in sources if s.from_title), None)):
            match.titles.append((name, source))
        elif any(source.required for source in sources):
            match.missing.append((name, sources[0].headers[0]))
    dated = {f.name for f in profile.canonical.fields if f.type in ("datetime", "date")}
    for name, _, at in match.fields:
        if name in dated and (mate := companion(columns, at)) is not None:
            match.companions[at] = mate
    for name, unit in profile.units.items():
        index = headers.find(unit.headers)
        if index is not None:
            match.units.append((name, unit, index, headers.find(unit.kind_headers)))
        elif unit.required:
            match.missing.append((name, unit.headers[0]))
    match.dropped = _personal(profile, headers)
    match.ignored = _named(profile.ignore, headers)
    personal = {i for i, name in enumerate(columns) if is_personal_header(name)}
    match.dropped |= personal - match.used
    for measure in profile.measures:
        if measure.rest:
            _take_the_rest(match, measure, headers, titles)
    if profile.measures and not match.measures and profile.measures[0].into not in profile.fields:
        first = profile.measures[0]
        match.missing.append((first.into, first.headers[0] if first.headers else MONTHS))
    brought = match.present | {name for name, _, _, _ in match.units}
    match.key = next(profile.keys(brought), None)
    if match.key:  # what only another key needs may be absent, as the number of a finding
        spare = {name for key in profile.key for name in key} - set(match.key)
        match.missing = [(name, header) for name, header in match.missing if name not in spare]
    return match


def _measures(
    profile: Profile, headers: Headers, year: int | None
) -> list[tuple[WideMeasure, int]]:
    """The columns of a wide sheet that become rows of their own: months only where no column of
    the sheet gives the field."""
    found: list[tuple[WideMeasure, int]] = []
    for measure in profile.measures:
        if measure.rest:
            continue  # what is left is known at the end
        if not measure.months and (index := headers.find(measure.headers)) is not None:
            found.append((measure, index))
        own = profile.fields.get(measure.into, [])
        if not measure.months or any(headers.find(source.headers) is not None for source in own):
            continue
        for index, month in months_of_headers(headers.columns, year).items():
            said = {
                "headers": [headers.columns[index]],
                "constants": {"period": month, **measure.constants},
            }
            found.append((measure.model_copy(update=said), index))
    return found


def _take_the_rest(
    match: Match, measure: WideMeasure, headers: Headers, titles: Sequence[str]
) -> None:
    """Every column that nothing else takes as a series of its own, where the sheet or its titles
    say that it has such."""
    free = [
        (at, name)
        for at, name in enumerate(headers.columns)
        if name.strip() and at not in match.known
    ]
    found = series_columns(free)
    wanted = {fold_header(name) for name in measure.headers}
    match.sought = sum(fold_header(one.name) in wanted for one in found)
    spoken = any(
        fold_header(word) in fold_header(text) for word in measure.titles for text in titles
    )
    if not match.sought and not spoken:
        return
    assert measure.rest is not None
    fields = {field.name for field in match.profile.canonical.fields}
    for one in found:
        one = replace(one, beside={n: at for n, at in one.beside.items() if n in fields})
        said = {
            "headers": [headers.columns[one.at]],
            "constants": {**measure.constants, measure.rest: one.name},
        }
        match.measures.append((measure.model_copy(update=said), one.at))
        match.named[one.at] = one


def _personal(profile: Profile, headers: Headers) -> set[int]:
    """Columns that are never stored: those of the profile, and names, phones, addresses."""
    return _named([*profile.drop, *PERSONAL_COLUMNS], headers)


def _named(names: Sequence[str], headers: Headers) -> set[int]:
    """The columns that go by one of these names."""
    known = _headers(tuple(names))
    return {i for i, name in enumerate(headers.columns) if known.find([name]) is not None}


def choose_profile(
    profiles: Iterable[Profile], columns: Sequence[str], titles: Sequence[str] = ()
) -> tuple[Match | None, Match | None]:
    """The profile that fits and understands most columns, and the nearest one, of which the table
    has most of its columns, when none fits.

    `titles` are texts outside the table that may name its period.
    """
    titled = any(period_in_title(text) for text in titles)
    year = year_of(titles)
    matches = [lay_over(profile, columns, titled, year, titles) for profile in profiles]
    fitting = [match for match in matches if match.fits]
    refined = {name for match in fitting for name in match.profile.extends}
    fitting = [match for match in fitting if match.profile.id not in refined] or fitting
    fitting = [match for match in fitting if not match.named] or fitting
    if fitting:
        # Of two that use as much, the one that knows more of the rest: what an office has decided.
        best = max(fitting, key=lambda match: (len(match.used), match.sought, len(match.known)))
        same = [match for match in matches if match.profile.table == best.profile.table]
        best.asked = set().union(*(match.used for match in same))
        return best, None
    nearest = max(matches, key=lambda m: len(m.used) - 2 * len(m.missing), default=None)
    if nearest is None or 2 * len(nearest.used) <= len(columns):
        return None, None  # what it lacks says nothing about a table that is mostly something else
    return None, nearest


def known_headers(profiles: Iterable[Profile]) -> set[str]:
    """Every column name that any profile knows: what makes a row look like a header."""
    names: set[str] = set()
    for profile in profiles:
        for sources in profile.fields.values():
            names.update(*(source.headers for source in sources))
        for unit in profile.units.values():
            names.update(unit.headers, unit.kind_headers)
        for measure in profile.measures:
            names.update(measure.headers)
        names.update(profile.drop, profile.ignore)
    return names


def words_that_are_meant(match: Match) -> dict[int, set[str]]:
    """By column, the folded words that the layout says mean nothing or a value of the field."""
    found: dict[int, set[str]] = {}
    for _, source, index in match.fields:
        words = {fold_word(word) for word in source.nothing}
        words |= set(vocabularies()[source.vocabulary]) if source.vocabulary else set()
        found.setdefault(index, set()).update(words)
    for _, unit, index, _ in match.units:
        found.setdefault(index, set()).update(fold_word(word) for word in unit.nothing)
    return found
