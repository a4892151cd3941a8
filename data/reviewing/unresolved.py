"""Names of units in the stored facts that no register resolves, as of now.

Looked up again with the register as it stands, never taken from old accounts: a name that has been
resolved since is gone.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

import duckdb
import pyarrow as pa

from data.layouts.profile import Profile
from data.unit_resolution.placing import profiles_of
from data.unit_resolution.units import Registry, exact_key, guess_kind, shown_name
from kernel.schema import TABLES, Table


@dataclass
class Unresolved:
    """One name of a unit that means none.

    kind: what its ending says, else the column; kinds: as which it is looked up; registered:
    whether units of the kind are registered at all (the name is then unknown; else the register has
    yet to be made).
    rows: records that name it, from `first` to `last`, in `files`; districts: of those records;
    spellings: how they write it.
    """

    kind: str
    name: str
    kinds: tuple[str, ...]
    registered: bool = False
    rows: int = 0
    first: date | None = None
    last: date | None = None
    files: list[str] = field(default_factory=list)
    districts: Counter[str] = field(default_factory=Counter)
    spellings: set[str] = field(default_factory=set)

    @property
    def district(self) -> str | None:
        """The district that more than half of the records name."""
        found = self.districts.most_common(1)
        return found[0][0] if found and 2 * found[0][1] > self.rows else None


_SPANS = pa.schema(
    [
        *((name, pa.string()) for name in ("profile", "text", "name")),
        *((name, pa.date32()) for name in ("begin_on", "end_on")),
    ]
)


def unresolved(con: duckdb.DuckDBPyConnection, profiles: Mapping[str, Profile]) -> list[Unresolved]:
    """The names in all facts that mean no unit, the most frequent first.

    One that resolves on some days only counts the records of the other days.
    """
    registry = Registry.load(con)
    found: dict[str, Unresolved] = {}
    for table in (t for t in TABLES.values() if t.units):
        used = profiles_of(con, table, profiles)
        for storage in dict.fromkeys(s for profile in used for s in profile.unit_sources()):
            spans = list(_spans(con, registry, table, storage, used, found))
            if spans:
                _count(con, table, storage, spans, found)
    listed = [name for name in found.values() if name.rows]
    return sorted(listed, key=lambda name: (-name.rows, name.kind, name.name))


def _spans(
    con: duckdb.DuckDBPyConnection,
    registry: Registry,
    table: Table,
    storage: str,
    profiles: Iterable[Profile],
    found: dict[str, Unresolved],
) -> Iterable[tuple[object, ...]]:
    """The written texts that name something unresolved, and the days on which they do."""
    sources = {p.id: p.unit_sources()[storage] for p in profiles if storage in p.unit_sources()}
    written = con.execute(
        f"SELECT DISTINCT b.profile, f.{storage}_written FROM {table.name} AS f "
        f"JOIN import_batches AS b USING (batch_id) WHERE f.{storage}_written IS NOT NULL "
        "ORDER BY ALL"
    ).fetchall()
    for profile, text in written:
        if profile not in sources:
            continue
        source = sources[profile]
        for name, _ in registry.shares(text, source.kinds):
            for m in registry.meanings(name, source.kinds, storage, source.guess_kind):
                if m.registered or registry.is_other(name):
                    continue
                kinds = tuple(dict.fromkeys((m.kind, *source.kinds)))
                said = guess_kind(name)
                kind = said if said in kinds else m.kind
                one = found.setdefault(exact_key(name), Unresolved(kind, name, kinds))
                one.spellings.add(shown_name(name))
                one.kinds = tuple(dict.fromkeys((*one.kinds, *kinds)))
                one.registered |= not m.known or kind in registry.kinds
                yield profile, text, exact_key(name), m.begin, m.end


def _count(
    con: duckdb.DuckDBPyConnection,
    table: Table,
    storage: str,
    spans: list[tuple[object, ...]],
    found: dict[str, Unresolved],
) -> None:
    """Add the records behind these texts to what was found."""
    columns = zip(*spans, strict=True)
    arrays = [pa.array(c, f.type) for c, f in zip(columns, _SPANS, strict=True)]
    con.register("spans", pa.table(arrays, schema=_SPANS))
    own = "f.day, " if table.day_from else ""
    day = f"coalesce({own}CAST(f.as_of AS DATE), DATE '9999-12-31')"
    dated = "f.day" if table.day_from else "CAST(NULL AS DATE)"
    rows = con.execute(
        # The shares of the rows of one record sum to 1, so that each record counts once.
        f"SELECT s.name, f.district, f.source_file, sum(f.share) AS records, "
        f"min({dated}) AS first, max({dated}) AS last FROM {table.name} AS f "
        "JOIN import_batches AS b USING (batch_id) JOIN spans AS s "
        f"ON s.profile = b.profile AND s.text = f.{storage}_written "
        f"AND {day} BETWEEN s.begin_on AND s.end_on GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    con.unregister("spans")
    for name, district, file, records, first, last in rows:
        one = found[name]
        one.rows += round(records)
        one.districts[district] += round(records) if district else 0
        one.first = min(filter(None, (one.first, first)), default=None)
        one.last = max(filter(None, (one.last, last)), default=None)
        if file not in one.files:
            one.files.append(file)
