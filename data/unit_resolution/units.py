"""Names of units: one unit, many spellings. Registered names and aliases decide, never a guess.

Three ways in which a written name may mean a registered one, tried in this order:
  exact   the same but for spaces, width, case and numerals (一中队 = 1中队 = 第一中队)
  normal  the same but for the office that stands for the place (湖塘镇人民政府 = 湖塘镇)
  stem    the same but for the kind of place (湖塘 = 湖塘镇, 云栖一中队 = 云栖区综合执法一中队)
A name that two units share stays unresolved. Aliases and units may hold between two dates only.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import duckdb

from data.unit_resolution.former import former_names
from data.unit_resolution.splitting import parts_of, split_shares
from data.unit_resolution.stays import BEGIN, END, stays_sql
from kernel.text import fold, visible

_DAY = timedelta(days=1)
_LEVELS_OF_UNITS = 5  # units above units above units: a ring would never end

_NUMERALS = {c: n for n, c in enumerate("一二三四五六七八九", start=1)}
_ORDINAL = re.compile(
    r"第?([一二三四五六七八九十]{1,3}|\d{1,3})(?=(?:中|大|支|分|小)?队|科|所|组|片)"
)
_OFFICES = (
    (re.compile(r"街道办事处$|街道办公室$|街道办$|街办$"), "街道"),
    (re.compile(r"(?<=[镇乡])(?:人民)?政府$"), ""),
    (re.compile(r"人民政府$|管理委员会$|管委会$|办事处$"), ""),
)
_FORCE = re.compile(
    r"(?:城市管理)?(?:综合)?(?:行政)?执法局?(?=.{0,6}队$)|城市管理局?(?=.{0,6}队$)|城管局?(?=.{0,6}队$)"
)
_PLACE = re.compile(r"(?:街道|新区|[镇乡区县市])(?=\d{0,3}(?:中|大|支|分|小)?队?$)")
_KINDS = (
    ("team", re.compile(r"(?:中|大|支|分)队$|执法队$")),
    ("contractor", re.compile(r"公司$|集团$|企业$|合作社$")),
    ("street", re.compile(r"(?:街道|镇|乡|街道办事处|街道办|镇政府|镇人民政府|办事处)$")),
    ("district", re.compile(r"(?:区|县|市|旗|管委会)$")),
    ("department", re.compile(r"(?:局|委|办|处|科|中心|所|站|部|院)$")),
)


def exact_key(name: str) -> str:
    """The name without spaces, width, case and ways of writing numbers."""
    return _ORDINAL.sub(lambda match: _arabic(match[1]), fold(name))


def ordinal(name: str) -> str | None:
    """The number in the name of a team or section, in Arabic digits: 第一中队 -> 1."""
    found = _ORDINAL.search(name)
    return _arabic(found[1]) if found else None


def _arabic(numeral: str) -> str:
    if numeral.isdigit():
        return str(int(numeral))
    tens, ten, ones = numeral.rpartition("十")
    if not ten:
        return "".join(str(_NUMERALS[c]) for c in numeral)
    return str(10 * _NUMERALS.get(tens, 1) + _NUMERALS.get(ones, 0))


def shown_name(name: str) -> str:
    """The name as it is written and seen: no invisible characters, one blank where blanks are."""
    return " ".join(visible(name).split())


def plain_name(name: str) -> str:
    """The name as it is shown, without the office that stands for the place."""
    return _without_office(shown_name(name))


def _without_office(text: str) -> str:
    for pattern, instead in _OFFICES:
        shorter = pattern.sub(instead, text).rstrip()
        if shorter != text and len(shorter) > 1:
            return shorter
    return text


def normal(name: str) -> str:
    return _FORCE.sub("", _without_office(exact_key(name))) or exact_key(name)


def stem(name: str) -> str:
    shorter = _PLACE.sub("", normal(name))
    return shorter if len(shorter) > 1 else normal(name)


_LEVELS = (exact_key, normal, stem)


def spellings(name: str) -> tuple[str, ...]:
    """The forms under which a register looks a name up, in its order."""
    return tuple(level(name) for level in _LEVELS)


def guess_kind(name: str) -> str | None:
    """What the end of a name says about its kind; None when it says nothing."""
    text = exact_key(name)
    return next((kind for kind, pattern in _KINDS if pattern.search(text)), None)


@dataclass(frozen=True)
class Meaning:
    """What a written name means from `begin` to `end` (both days included).

    `registered`: it is a unit of the register; `district` is then the one that it belongs to.
    `known` is False for a name that no register resolves although units of its kind are registered,
    unless it is known to be no unit that is assessed.
    """

    begin: date
    end: date
    kind: str
    name: str
    district: str | None = None
    known: bool = True
    registered: bool = True


@dataclass(frozen=True)
class _Entry:
    kind: str
    name: str
    begin: date
    end: date


class Registry:
    """The registered units and their aliases."""

    def __init__(
        self,
        units: Iterable[tuple[str, str, str | None, date | None, date | None]],
        aliases: Iterable[tuple[str, str, str, date | None, date | None]] = (),
        others: Sequence[str] = (),
        former: Iterable[tuple[str, str, str]] = (),
        stays: Iterable[tuple[str, str, str | None, date | None]] = (),
    ) -> None:
        """units: (kind, name, parent, valid_from, valid_to); aliases: (kind, alias, name, ...);
        others: names of what is no unit that is assessed; former: (kind, former name, name);
        stays: (kind, name, parent, valid_from), the oldest first."""
        self._by: list[dict[tuple[str, str], list[_Entry]]] = [defaultdict(list) for _ in _LEVELS]
        self._always: dict[tuple[str, str], _Entry] = {}
        self._once: dict[tuple[str, str], _Entry] = {}
        self._parents: dict[tuple[str, str], str | None] = {}
        self._moves: dict[tuple[str, str], list[tuple[date, str | None]]] = defaultdict(list)
        for kind, name, parent, begin in stays:
            self._moves[kind, name].append((begin or BEGIN, parent))
        self._others = {exact_key(name) for name in others}
        self._longest = max((len(parts_of(name)) for name in others), default=1)
        self.kinds: set[str] = set()
        for kind, name, parent, begin, end in units:
            self.kinds.add(kind)
            self._parents[kind, name] = parent
            self._add(name, _Entry(kind, name, begin or BEGIN, end or END))
            self._always[kind, exact_key(name)] = _Entry(kind, name, BEGIN, END)
        for kind, once, name in former:
            self._once[kind, normal(once)] = _Entry(kind, name, BEGIN, END)
        for kind, alias, name, begin, end in aliases:
            self._add(alias, _Entry(kind, name, begin or BEGIN, end or END))

    @classmethod
    def load(cls, con: duckdb.DuckDBPyConnection) -> "Registry":
        """The register of a store."""
        return cls(
            con.execute("SELECT kind, name, parent, valid_from, valid_to FROM units").fetchall(),
            con.execute(
                "SELECT kind, alias, name, valid_from, valid_to FROM unit_aliases"
            ).fetchall(),
            [
                name
                for (name,) in con.execute(
                    "SELECT alias FROM alias_decisions WHERE name IS NULL"
                ).fetchall()
            ],
            [(one.kind, one.former, one.name) for one in former_names(con)],
            con.execute(
                f"SELECT kind, name, parent, valid_from FROM {stays_sql(con)} "
                "ORDER BY kind, name, valid_from NULLS FIRST"
            ).fetchall(),
        )

    def _add(self, written: str, entry: _Entry) -> None:
        self._longest = max(self._longest, len(parts_of(written)))
        for level, known in zip(_LEVELS, self._by, strict=True):
            known[entry.kind, level(written)].append(entry)

    def district_of(self, kind: str, name: str, day: date = END) -> str | None:
        """The district above a unit on a day, itself for a district; None when none is
        registered."""
        for _ in range(_LEVELS_OF_UNITS):
            if kind == "district":
                return name
            above = self._above(self._parent(kind, name, day))
            if above is None:
                return None
            kind, name = above
        return None

    def _parent(self, kind: str, name: str, day: date) -> str | None:
        moves = self._moves.get((kind, name))
        if not moves:
            return self._parents.get((kind, name))
        return next((parent for begin, parent in reversed(moves) if begin <= day), moves[0][1])

    def _above(self, parent: str | None) -> tuple[str, str] | None:
        """The kind and name of a parent."""
        kinds = ("district", "street", "team", "department")
        return next(((k, parent) for k in kinds if parent and (k, parent) in self._parents), None)

    def _moved_on(self, kind: str, name: str, levels: int = _LEVELS_OF_UNITS) -> set[date]:
        """The days on which a unit, or one above it, came under another one."""
        moves = self._moves.get((kind, name), [])
        days = {begin for begin, _ in moves[1:]}
        for parent in {parent for _, parent in moves} or {self._parents.get((kind, name))}:
            above = self._above(parent)
            if above and levels > 1:
                days |= self._moved_on(*above, levels - 1)
        return days

    def shares(self, text: str, kinds: Sequence[str]) -> list[tuple[str, float]]:
        """The units that a cell names, with their shares; a name that is known as one of these
        kinds is never taken apart (`data.unit_resolution.splitting`)."""
        return split_shares(text, lambda name: self._knows(name, kinds), self._longest)

    def _knows(self, written: str, kinds: Sequence[str]) -> bool:
        """Whether the name is that of a unit of one of these kinds at some time, or of none."""
        return self.is_other(written) or any(
            (kind, level(written)) in known
            for level, known in zip(_LEVELS, self._by, strict=True)
            for kind in kinds
        )

    def is_other(self, written: str) -> bool:
        """Whether a person said that this is no unit that is assessed."""
        return exact_key(written) in self._others

    def meanings(
        self, written: str, kinds: Sequence[str], default: str, guess: bool = False
    ) -> list[Meaning]:
        """What a written name means over all time, looked up as the kinds in this order.

        Unresolved it keeps its written name, as a unit of the kind `default` (or of the kind that
        its ending says, with `guess`); without any unit of that kind the office is cut off.
        """
        entries = [
            [e for kind in kinds for e in known.get((kind, level(written)), ())]
            for level, known in zip(_LEVELS, self._by, strict=True)
        ]
        cuts, expired = {BEGIN}, self._expired(written, kinds)
        for known_as in (e for level_entries in entries for e in level_entries):
            cuts |= {known_as.begin, *self._moved_on(known_as.kind, known_as.name)}
            if known_as.end < END:
                cuts.add(known_as.end + _DAY)
        if expired:
            cuts |= self._moved_on(expired.kind, expired.name)
        begins = sorted(cuts)
        ends = [begin - _DAY for begin in begins[1:]] + [END]
        found = []
        for begin, end in zip(begins, ends, strict=True):
            entry = self._at(entries, begin, kinds) or expired
            if entry:
                district = self.district_of(entry.kind, entry.name, begin)
                found.append(Meaning(begin, end, entry.kind, entry.name, district))
            else:
                kind = (guess_kind(written) if guess else None) or default
                name = shown_name(written) if kind in self.kinds else plain_name(written)
                known = kind not in self.kinds or self.is_other(written)
                found.append(Meaning(begin, end, kind, name, None, known, registered=False))
        return found

    def _at(self, entries: list[list[_Entry]], day: date, kinds: Sequence[str]) -> _Entry | None:
        for level_entries in entries:
            valid = [e for e in level_entries if e.begin <= day <= e.end]
            for kind in kinds:
                names = {e.name: e for e in valid if e.kind == kind}
                if len(names) == 1:
                    return next(iter(names.values()))
                if names:
                    return None  # two units share the name: only a person can tell
        return None

    def _expired(self, written: str, kinds: Sequence[str]) -> _Entry | None:
        """A unit that is named after it ended, or by a name that it had, is still itself where
        nothing else is called so."""
        for kind in kinds:
            found = self._always.get((kind, exact_key(written)))
            if found := found or self._once.get((kind, normal(written))):
                return found
        return None
