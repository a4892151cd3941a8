"""Two sets of rows side by side: what came, what went, what says or counts otherwise.

Rows are compared by what they say: the same facts again from another file are no difference.
"""

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from kernel.schema import UNIT_KINDS
from metrics.editions.row_sets import RowSets

RenamedUnits = Mapping[tuple[str, str], str]  # kind and name -> name today
Member = tuple[str, str]  # component and part
_KEY = ["table_name", "record_key"]
_SAID = [*UNIT_KINDS, "share", "content"]


@dataclass(frozen=True)
class RowChange:
    """A record that differs. kind: came | went | changed | counted (what it says is the same, but
    it counts otherwise). file, sheet, line: where it came from, of one that went as it was frozen.
    fields: field -> (then, now); before, after: the components and parts in which it counted and
    counts."""

    kind: str
    table: str
    record: str
    unit: str
    file: str
    sheet: str
    line: int | None
    fields: Mapping[str, tuple[Any, Any]]
    before: tuple[Member, ...]
    after: tuple[Member, ...]


def row_changes(then: RowSets, now: RowSets, names: RenamedUnits, kind: str) -> list[RowChange]:
    """Every record that differs, by table and key. names: what units of then are called now; kind:
    of the units that are ranked, of which a change names one."""
    records = [_records(then.records, names), _records(now.records, {})]
    left, right = _unlike(*records)
    members = [_members(then.counted, names, kind), _members(now.counted, {}, kind)]
    counted = {key for key in members[0].keys() | members[1].keys()
               if members[0].get(key) != members[1].get(key)}  # fmt: skip
    where = [_first(frame) for frame in records]
    found = []
    for key in sorted(left.keys() | right.keys() | counted):
        was, is_ = left.get(key, []), right.get(key, [])
        fields = _fields(was, is_) if was and is_ else {}
        if was and is_ and not fields:  # nothing but columns that only one of the two has
            was, is_ = [], []
        if not was and not is_ and key not in counted:
            continue
        row = where[1].get(key) or where[0].get(key) or {}
        what = "changed" if was and is_ else "came" if is_ else "went" if was else "counted"
        if what in ("came", "went") and key in where[0] and key in where[1]:
            what = "changed"  # one of several lines of a record
        line = row.get("source_row")
        found.append(
            RowChange(
                what,
                *key,
                unit=_text(row.get(kind)),
                file=_text(row.get("source_file")),
                sheet=_text(row.get("source_sheet")),
                line=None if line is None or pd.isna(line) else int(line),
                fields=fields,
                before=_places(members[0].get(key, {})),
                after=_places(members[1].get(key, {})),
            )
        )
    return found


def _records(frame: pd.DataFrame, names: RenamedUnits) -> pd.DataFrame:
    """The records, units by their names now, without what is said twice."""
    frame = frame.assign(record_key=frame["record_key"].fillna(""))
    for kind in UNIT_KINDS:
        frame[kind] = _called(frame[kind], kind, names)
    frame["share"] = frame["share"].fillna(1.0).round(9)
    frame["nth"] = frame.groupby([*_KEY, *_SAID], dropna=False).cumcount()
    return frame


def _called(column: pd.Series, kind: str, names: RenamedUnits) -> pd.Series:
    own = {name: to for (of, name), to in names.items() if of == kind}
    plain = column.astype(object).where(column.notna(), "")
    return plain.replace(own) if own else plain


Lines = dict[tuple[str, str], list[dict[str, Any]]]


def _unlike(then: pd.DataFrame, now: pd.DataFrame) -> tuple[Lines, Lines]:
    """By key, the lines of either side that the other has not."""
    columns = [*_KEY, *_SAID, "nth"]
    both = then[columns].merge(now[columns], "outer", columns, indicator="side")
    return _lines(both[both["side"] == "left_only"]), _lines(both[both["side"] == "right_only"])


def _lines(frame: pd.DataFrame) -> Lines:
    found: Lines = defaultdict(list)
    for row in frame.sort_values([*_KEY, *_SAID]).to_dict("records"):
        said = {kind: row[kind] for kind in UNIT_KINDS} | {"share": row["share"]}
        key = str(row["table_name"]), str(row["record_key"])
        found[key].append(json.loads(row["content"]) | said)
    return dict(found)


def _fields(was: list[dict[str, Any]], now: list[dict[str, Any]]) -> dict[str, tuple[Any, Any]]:
    """The fields that differ, as far as both sides know them."""
    found: dict[str, tuple[Any, Any]] = {}
    for one, other in zip(was, now, strict=False):
        for name in one.keys() & other.keys():
            if one[name] != other[name]:
                found[name] = one[name], other[name]
    if len(was) != len(now):
        found["share"] = len(was), len(now)
    return dict(sorted(found.items()))


def _members(
    counted: pd.DataFrame, names: RenamedUnits, kind: str
) -> dict[tuple[str, str], dict[tuple[str, str, str], float]]:
    """By record: (component, part, unit) -> the share that counts."""
    unit = _called(counted["unit"], kind, names)
    found: dict[tuple[str, str], dict[tuple[str, str, str], float]] = defaultdict(dict)
    columns = [counted[name] for name in ("table_name", "record_key", "component", "part")]
    shares = counted["share"].fillna(1.0).round(9)
    for table, key, component, part, whose, share in zip(*columns, unit, shares, strict=True):
        own = found[str(table), str(key)]
        place = component, part, whose
        own[place] = round(own.get(place, 0.0) + share, 9)
    return dict(found)


def _places(own: Mapping[tuple[str, str, str], float]) -> tuple[Member, ...]:
    return tuple(sorted({(component, part) for component, part, _ in own}))


def _first(frame: pd.DataFrame) -> dict[tuple[str, str], dict[Any, Any]]:
    """By key, where the first line of a record came from."""
    wanted = [*_KEY, "source_file", "source_sheet", "source_row", *UNIT_KINDS]
    rows = frame[wanted].drop_duplicates(_KEY).to_dict("records")
    return {(str(row["table_name"]), str(row["record_key"])): {**row} for row in rows}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
