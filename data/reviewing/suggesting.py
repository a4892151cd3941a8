"""What an unknown name may mean: the nearest names that are known, how near, and why."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import duckdb

from data.parsing.categories import class_names, fold_class, subclass_names
from data.reviewing.alike import alike_key
from data.reviewing.similarity import NameIndex
from data.reviewing.unresolved import Unresolved
from data.unit_resolution.units import END, Registry, exact_key, normal, ordinal, stem
from kernel.messages import Message

SUGGESTIONS = 3
# Below this, names share no more than an ending such as 区 or 中队.
FLOOR = 0.15
# What speaks against a unit whose name is near; each says that it is probably another one.
_OTHER_NUMBER, _ENDED, _OTHER_DISTRICT, _OTHER_KIND = 0.5, 0.5, 0.8, 0.8
_ALIKE = 0.95  # the likeness of names that differ in writing only
_IN_USE = 0.8  # what speaks against another unknown name beside one of the vocabulary


@dataclass(frozen=True)
class Suggestion:
    """A known name that an unknown one may mean: likeness 0 to 1, and why. `kind` is the kind of
    the unit; of a class of problems it is "category" or "subcategory"."""

    kind: str
    name: str
    similarity: float
    why: tuple[Message, ...]


class UnitSuggestions:
    """Finds registered units that are named much like a written name."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self._registry = Registry.load(con)
        units = con.execute("SELECT kind, name, valid_to FROM units ORDER BY ALL").fetchall()
        aliases = con.execute("SELECT kind, alias, name FROM unit_aliases ORDER BY ALL").fetchall()
        self._ends: dict[tuple[str, str], date | None] = {(k, n): end for k, n, end in units}
        names = [(n, (k, n)) for k, n, _ in units] + [(a, (k, n)) for k, a, n in aliases]
        self._written: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
        for alias, (kind, name) in names:
            self._written[kind, alike_key(alias)].append((name, alias))
        kinds = dict.fromkeys(k for k, _, _ in units)
        self._index = {
            kind: NameIndex([one for one in names if one[1][0] == kind], (exact_key, normal, stem))
            for kind in kinds
        }

    def of(self, unknown: Unresolved) -> list[Suggestion]:
        """The best three units that the name may mean, best first."""
        found = []
        for kind in (k for k in unknown.kinds if k in self._index):
            for (_, name), alias, likeness in self._index[kind].nearest(unknown.name):
                if likeness >= FLOOR:
                    found.append(self._weigh(unknown, kind, name, alias, likeness))
            for name, alias in self._written.get((kind, alike_key(unknown.name)), ()):
                found = [one for one in found if (one.kind, one.name) != (kind, name)]
                found.append(self._weigh(unknown, kind, name, alias, _ALIKE))
        best = sorted(found, key=lambda one: (-one.similarity, one.kind, one.name))
        return [one for one in best if one.similarity >= FLOOR][:SUGGESTIONS]

    def _weigh(
        self, unknown: Unresolved, kind: str, name: str, alias: str, likeness: float
    ) -> Suggestion:
        district = self._registry.district_of(kind, name) if kind != "district" else None
        same_district = bool(district) and district == unknown.district
        if kind != unknown.kind:
            likeness *= _OTHER_KIND
        if (one := ordinal(unknown.name)) and (other := ordinal(alias)) and one != other:
            likeness *= _OTHER_NUMBER
        if unknown.first and (self._ends.get((kind, name)) or END) < unknown.first:
            likeness *= _ENDED
        if unknown.district and district and not same_district:
            likeness *= _OTHER_DISTRICT
        why = [_why(unknown.name, alias)]
        if same_district:
            why.append(Message("review-why-district", {"district": district}))
        return Suggestion(kind, name, round(likeness, 3), tuple(why))


def _why(written: str, known: str) -> Message:
    """What the two names have in common, at the first level at which they have it."""
    if exact_key(written) == exact_key(known):
        return Message("review-why-same")
    if normal(written) == normal(known):
        return Message("review-why-office")
    if stem(written) == stem(known):
        return Message("review-why-stem")
    if alike_key(written) == alike_key(known):
        return Message("review-why-alike")
    return _shared(written, known)


def _shared(written: str, known: str) -> Message:
    shared = dict.fromkeys(char for char in written if char in known and not char.isspace())
    return Message("review-why-shared", {"characters": "".join(shared)})


class ClassSuggestions:
    """Finds names of classes of problems that are much like a written one."""

    def __init__(self, level: str, in_use: Iterable[str] = ()) -> None:
        """level: category or subcategory; in_use: names in the facts beside the vocabulary."""
        self._level = level
        words = class_names() if level == "category" else subclass_names()
        self._vocabulary = set(words.values())
        names = [*words.items(), *((name, name) for name in in_use)]
        self._index = NameIndex(names, (fold_class,))

    def of(self, written: str) -> list[Suggestion]:
        """The best three names that the written one may mean, best first."""
        found = []
        for name, alias, likeness in self._index.nearest(written):
            if fold_class(name) == fold_class(written) or likeness < FLOOR:
                continue
            standard = name in self._vocabulary
            where = "review-why-vocabulary" if standard else "review-why-in-use"
            likeness *= 1 if standard else _IN_USE
            why = (_shared(written, alias), Message(where))
            found.append(Suggestion(self._level, name, round(likeness, 3), why))
        best = sorted(found, key=lambda one: (-one.similarity, one.name))
        return [one for one in best if one.similarity >= FLOOR][:SUGGESTIONS]
