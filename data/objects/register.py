"""The register of objects: who they are, what they are when, and which place means which of them.

An object is what the register of points (table `points`) calls by one name at one place: rows of
one name, district, street and address are its stays (another class from some day on) or its kinds
(a main road that is also a sample point).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from data.objects.kinds import Kind, kind_of
from data.objects.roads import OnRoad, road_of

BEGIN, END = date(1, 1, 1), date(9999, 12, 31)
_PLACES_KEPT = 200_000  # some 60 MB
Placed = tuple[str | None, str | None]  # an object, and a road


@dataclass(frozen=True)
class Listed:
    """A row of the register. key: its name folded (`place_key`); others: those of its aliases."""

    name: str
    key: str | None
    others: tuple[str, ...] = ()
    type: str | None = None
    class_: str | None = None
    district: str | None = None
    street: str | None = None
    parent: str | None = None
    address: str | None = None
    begin: date | None = None
    end: date | None = None


@dataclass(frozen=True)
class Stay:
    """An object of a type in a class, on the days from `begin` to `end`; `first`: the type is the
    one that it has where nothing says of which of its types a visit was."""

    object: str
    type: str | None
    class_: str | None
    begin: date
    end: date
    first: bool


@dataclass
class Register:
    """What the rows of a register say, ready to be asked."""

    kinds: Sequence[Kind]
    stays: list[Stay] = field(default_factory=list)
    labels: dict[Listed, str] = field(default_factory=dict)
    _by_key: dict[str, list[tuple[str, Listed]]] = field(default_factory=lambda: defaultdict(list))
    _roads: dict[str, list[tuple[str, Listed]]] = field(default_factory=lambda: defaultdict(list))
    _road_labels: set[str] = field(default_factory=set)
    _placed: dict[tuple[str | None, ...], Placed] = field(default_factory=dict)

    def kind(self, written: str | None) -> str | None:
        """The type that a word means, by the Chinese name of its kind; else the word itself."""
        found = kind_of(self.kinds, written)
        return found.name.zh if found else (written or "").strip() or None

    def class_of(self, written_type: str | None, written: str | None) -> str | None:
        """The class that a text means among those of a type. A type that is itself a class of its
        kind (背街小巷) says the class where no other text does."""
        kind = kind_of(self.kinds, written_type)
        if kind is None:
            return (written or "").strip() or None
        if written:
            return kind.class_of(written)
        said = kind.class_of(written_type)
        return said if said in {one.name.zh for one in kind.classes} else None

    def is_road(self, written_type: str | None) -> bool:
        """Whether addresses lie on objects of a type."""
        kind = kind_of(self.kinds, written_type)
        return kind is not None and kind.address

    def place(self, text: str, key: str | None, district: str | None, street: str | None) -> Placed:
        """The object that a place is (None: none, or several could be), and the road that it is,
        lies on or belongs to. A road that nobody registered is called as it is written."""
        asked = (text, key, district, street)
        if asked not in self._placed:
            if len(self._placed) >= _PLACES_KEPT:
                self._placed.clear()
            self._placed[asked] = self._place(*asked)
        return self._placed[asked]

    def _place(
        self, text: str, key: str | None, district: str | None, street: str | None
    ) -> Placed:
        own = _only(self._by_key.get(key or "", []), district, street)
        if own is not None:
            label, row = own
            if label in self._road_labels:
                return label, label
            return label, self._road_of_object(row)
        on = road_of(text, self._roads, (district, street))
        road = self._main(on, district, street)
        if road is None:
            return None, None
        plain = on.plain and len(on.roads) == 1 and road in self._road_labels
        return (road if plain else None), road

    def _road_of_object(self, row: Listed) -> str | None:
        if row.parent and (found := _only(self._roads.get(row.parent, []), row.district, None)):
            return found[0]
        for text in (row.address, row.name):
            on = road_of(text, self._roads, (row.district, row.street)) if text else OnRoad()
            if on.roads:
                return self._main(on, row.district, row.street)
        return row.parent if self.is_road("road") and row.parent in self._roads else None

    def _main(self, on: OnRoad, district: str | None, street: str | None) -> str | None:
        """Of the roads of a crossing the registered one of the higher class, else the first."""
        best: tuple[int, str] | None = None
        for name in on.roads:
            found = _only(self._roads.get(name, []), district, street)
            rank = self._class_rank(found[1]) if found else 10_000
            if best is None or rank < best[0]:
                best = rank, found[0] if found else name
        return best[1] if best else None

    def _class_rank(self, row: Listed) -> int:
        kind = kind_of(self.kinds, row.type)
        names = [one.name.zh for one in kind.classes] if kind else []
        own = self.class_of(row.type, row.class_)
        return names.index(own) if own in names else len(names)


def _only(
    found: Sequence[tuple[str, Listed]], district: str | None, street: str | None
) -> tuple[str, Listed] | None:
    """The one object of a name that fits where the fact lies; None where several do."""
    for said, of in ((district, "district"), (street, "street")):
        if said is not None:
            found = [one for one in found if getattr(one[1], of) in (None, said)]
    labels = {label for label, _ in found}
    return found[0] if len(labels) == 1 else None


@lru_cache(maxsize=2)
def _placed_by(rows: tuple[Listed, ...], kinds: str) -> dict[tuple[str | None, ...], Placed]:
    """What was placed by the same register before: an import brings few places that are new."""
    return {}


def read_register(rows: Iterable[Listed], kinds: Sequence[Kind]) -> Register:
    """A register out of its rows. Objects of one name are told apart by district, then street, then
    address: `人民路（云栖区）`."""
    rows = tuple(rows)
    register = Register(kinds, _placed=_placed_by(rows, repr(kinds)))
    by_object: dict[tuple[str | None, ...], list[Listed]] = defaultdict(list)
    for row in rows:
        by_object[row.name, row.district, row.street, row.address].append(row)
    by_name: dict[str | None, list[tuple[str | None, ...]]] = defaultdict(list)
    for key in by_object:
        by_name[key[0]].append(key)
    for key, own in by_object.items():
        label = _label(key, by_name[key[0]])
        road = any(register.is_road(row.type) for row in own)
        if road:
            register._road_labels.add(label)
        for row in own:
            register.labels[row] = label
            for name in (row.key, *row.others):
                if name:
                    register._by_key[name].append((label, row))
            if road:
                for name in (row.name, _bare(row.name)):
                    register._roads[name].append((label, row))
        register.stays += _stays(register, label, own)
    return register


def _bare(name: str) -> str:
    """A road's name without the stretch in brackets."""
    return name.split("（")[0].split("(")[0].strip()


def _label(key: tuple[str | None, ...], same: Sequence[tuple[str | None, ...]]) -> str:
    """The name of an object, with what tells it apart from the `same`, those of its name."""
    name = key[0] or ""
    if len(same) == 1:
        return name
    for at in (1, 2, 3):
        if key[at] and sum(other[at] == key[at] for other in same) == 1:
            return f"{name}（{key[at]}）"
    parts = [part for part in key[1:] if part]
    return f"{name}（{'，'.join(parts)}）" if parts else name


def _stays(register: Register, label: str, rows: Sequence[Listed]) -> list[Stay]:
    """What an object is when: by type, each stay until the next begins. What was before the first
    and after the last day is as in the nearest."""
    by_type: dict[str | None, list[Listed]] = defaultdict(list)
    for row in rows:
        by_type[register.kind(row.type)].append(row)
    order = [kind.name.zh for kind in register.kinds]
    types = sorted(by_type, key=lambda t: (order.index(t) if t in order else len(order), t or ""))
    found: list[Stay] = []
    for at, of_type in enumerate(types):
        own = sorted(by_type[of_type], key=lambda row: row.begin or BEGIN)
        starts = [row.begin or BEGIN for row in own]
        for place, row in enumerate(own):
            if place + 1 < len(own) and starts[place + 1] == starts[place]:
                continue  # the later row of one day stands
            begin = starts[place] if found and found[-1].type == of_type else BEGIN
            later = next((s for s in starts[place + 1 :] if s > starts[place]), None)
            end = later - timedelta(days=1) if later else END
            class_ = register.class_of(row.type, row.class_)
            found.append(Stay(label, of_type, class_, begin, end, at == 0))
    return found
