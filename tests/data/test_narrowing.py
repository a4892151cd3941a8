"""What a connection shows to whom: rows of other units count and say nothing."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import duckdb
import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from data.access.narrowing import (
    KEYS,
    NARROWED,
    OPEN_TEXTS,
    OTHERS,
    PEOPLE,
    TEXTS,
    others_are_one,
    views,
)
from data.access.rights import (
    ALL_RIGHTS,
    LOCAL,
    NOBODY,
    Person,
    RightMissingError,
    acting_as,
)
from data.store import Store
from kernel.messages import Message
from kernel.periods import parse_period
from kernel.schema import TABLES, UNIT_KINDS, columns
from metrics.schemes.scheme import load_scheme
from metrics.scoring.own_alone import own_ranking, own_table
from metrics.scoring.ranking import rank
from tests.metrics.tiny import tiny_store, units

DISTRICTS = ("东屏区", "柳溪区")
STREETS = {"东屏区": ("东一街道", "东二街道"), "柳溪区": ("柳一街道",)}
FACTS = ("cases", "inspections", "findings", "enforcement_cases", "score_entries", "adjustments")
REGISTER = [
    *units("district", *DISTRICTS),
    *(one for d in DISTRICTS for one in units("street", *STREETS[d], parent=d)),
    *units("team", "一中队", parent="东一街道"),
]
BELOW = {"东屏区": {"东屏区", "东一街道", "东二街道", "一中队"}, "东一街道": {"东一街道", "一中队"}}


def hidden_columns(table: str) -> list[str]:
    """The columns of free or identifying text that are made up for the test."""
    given = {field.name for field in TABLES[table].fields}
    texts = [f.name for f in columns(TABLES[table]) if f.type == "text" and f.name in given]
    return [name for name in texts if name not in OPEN_TEXTS | {"officers"}]


def made(table: str, number: int, where: tuple[str, str, str]) -> dict[str, Any]:
    """A row all of whose texts can be told from those of any other."""
    row: dict[str, Any] = {name: f"«{table}.{number}.{name}»" for name in hidden_columns(table)}
    row |= {"x": float(number), "y": 1.0} if table == "cases" else {}
    kinds = ("district", "street", "team")
    return row | {kind: name or None for kind, name in zip(kinds, where, strict=True)}


def shown_to(con: duckdb.DuckDBPyConnection, person: Person) -> duckdb.DuckDBPyConnection:
    con.execute("ATTACH ':memory:' AS shown; USE shown")
    for statement in views(con, "memory.main", person):
        con.execute(statement)
    return con


PLACES = st.sampled_from(
    [
        ("", "", ""),
        *((d, s, t) for d in DISTRICTS for s in ("", *STREETS[d]) for t in ("", "一中队")),
    ]
)
PEOPLE_OF = st.builds(
    Person,
    name=st.just("one"),
    role=st.just("unit"),
    rights=st.frozensets(st.sampled_from(("texts", "inspectors", "others", "view"))),
    units=st.none() | st.frozensets(st.sampled_from((*DISTRICTS, "东一街道", "一中队", "别处"))),
    salt=st.just("salt"),
)


@settings(max_examples=15, phases=[Phase.explicit, Phase.generate])
@given(st.lists(st.tuples(st.sampled_from(FACTS), PLACES), max_size=8), PEOPLE_OF)
def test_rows_of_others_count_and_say_nothing(
    rows: list[tuple[str, tuple[str, str, str]]], person: Person
) -> None:
    given: dict[str, list[dict[str, Any]]] = {table: [] for table in FACTS}
    for number, (table, where) in enumerate(rows):
        given[table].append(made(table, number, where))
    con = shown_to(tiny_store(units=REGISTER, **given), person)
    within = set()
    for name in person.units or ():
        within |= BELOW.get(name, {name} | set(STREETS.get(name, ())))
    for table in FACTS:
        frame = con.execute(f"SELECT * FROM {table}").df()
        assert len(frame) == len(given[table])
        text = frame.to_csv()
        for row in given[table]:
            named = {row[kind] for kind in ("district", "street", "team")}
            own = person.units is None or bool(within & named)
            for name in hidden_columns(table):
                right = "inspectors" if name in PEOPLE else "texts" if name in TEXTS else ""
                seen = own and (not right or right in person.rights)
                assert (row[name] in text) is seen, (table, name, row, person)
        for key in KEYS & {field.name for field in columns(TABLES[table])}:
            sql = f'SELECT count(DISTINCT "{key}") FROM '
            assert (
                con.execute(sql + table).fetchone()
                == con.execute(f"{sql} memory.main.{table}").fetchone()
            )


@settings(max_examples=15, phases=[Phase.explicit, Phase.generate])
@given(st.lists(st.tuples(st.sampled_from(FACTS), PLACES), max_size=8), PEOPLE_OF)
def test_no_question_tells_other_units_apart(
    rows: list[tuple[str, tuple[str, str, str]]], person: Person
) -> None:
    person = replace(
        person, units=person.units or frozenset({"东屏区"}), rights=person.rights - {"others"}
    )
    given: dict[str, list[dict[str, Any]]] = {table: [] for table in FACTS}
    for number, (table, where) in enumerate(rows):
        row = made(table, number, where)
        if "point" in {field.name for field in TABLES[table].fields}:
            row["point"] = f"{where}的点位"
        given[table].append(row)
    con = shown_to(tiny_store(units=REGISTER, **given), person)
    own = set().union(*(BELOW.get(n, {n} | set(STREETS.get(n, ()))) for n in person.units or ()))
    others = {name for names in BELOW.values() for name in names} | set(DISTRICTS) | {"柳一街道"}
    for table in (*FACTS, "units", "unit_stays"):
        frame = con.execute(f"SELECT * FROM {table}").df()
        if table in FACTS:
            assert len(frame) == len(given[table])
            frame = frame[(frame[[*UNIT_KINDS]].isin(own)).sum(axis=1) == 0]
        assert not {name for name in others - own if name in frame.to_csv()}, (table, person)
    assert others_are_one(con)
    with pytest.raises(RightMissingError):
        rank(con, load_scheme("sample-district"), parse_period("2025-10"))


def test_the_others_are_what_is_left_of_the_city(sample_store: Store, unit_reader: Person) -> None:
    sql = "SELECT district, count(*) FROM cases GROUP BY district"
    with sample_store.connect() as con:
        whole = dict(con.execute(sql).fetchall())
    with acting_as(unit_reader), sample_store.connect() as con:
        shown = dict(con.execute(sql).fetchall())
    own, unknown = whole.pop("东屏区"), whole.pop(None, 0)
    assert shown.pop(None, 0) == unknown
    assert shown == {"东屏区": own, OTHERS: sum(whole.values())}


@pytest.fixture(scope="module")
def unit_reader() -> Person:
    return Person("wang", "unit", frozenset({"texts"}), frozenset({"东屏区"}), "salt")


def tables(store: Store, person: Person) -> Iterator[tuple[str, duckdb.DuckDBPyConnection]]:
    with acting_as(person), store.connect() as con:
        for table in NARROWED:
            yield table, con


def test_the_sample_says_nothing_of_others(sample_store: Store, unit_reader: Person) -> None:
    with sample_store.connect() as con:
        others = con.execute(
            "SELECT DISTINCT text FROM cases WHERE text IS NOT NULL AND text NOT IN"
            " (SELECT text FROM cases WHERE district = '东屏区' AND text IS NOT NULL)"
        ).fetchall()
        inspectors = con.execute("SELECT DISTINCT inspector FROM inspections").fetchall()
    secret = {text for (text,) in [*others, *inspectors] if text}
    assert secret
    for table, con in tables(sample_store, unit_reader):
        with con.cursor() as cursor:
            for name, kind, *_ in cursor.execute(f"DESCRIBE {table}").fetchall():
                if kind == "VARCHAR":
                    found = con.execute(f'SELECT DISTINCT "{name}" FROM {table}').fetchall()
                    assert not secret & {value for (value,) in found}, (table, name)
            (own,) = con.execute(
                "SELECT count(*) FROM cases WHERE district = '东屏区' AND text IS NOT NULL"
            ).fetchone() or (0,)
            assert own


def test_raw_rows_are_for_those_who_decide(sample_store: Store, unit_reader: Person) -> None:
    def read(person: Person) -> tuple[int, int]:
        with acting_as(person), sample_store.connect() as con:
            rows = con.execute("SELECT count(*) FROM rejected_rows").fetchone()
            said = con.execute("SELECT count(*) FROM import_batches WHERE account <> '{}'")
            return (rows or (0,))[0], (said.fetchone() or (0,))[0]

    assert min(read(LOCAL)) > 0
    for rights in (frozenset({"texts", "inspectors"}), frozenset({"decide"})):
        assert read(replace(unit_reader, units=None, rights=rights)) in ((0, 0), read(LOCAL))
    assert read(unit_reader) == read(NOBODY) == (0, 0)


def test_a_narrowed_connection_leads_nowhere_else(
    sample_store: Store, unit_reader: Person, tmp_path
) -> None:
    with acting_as(unit_reader), sample_store.connect() as con:
        for statement in (
            f"COPY cases TO '{tmp_path / 'out.csv'}'",
            f"SELECT * FROM read_text('{sample_store.folder}/CURRENT')",
            "SET enable_external_access = true",
        ):
            with pytest.raises(duckdb.Error):
                con.execute(statement)


def test_ranks_are_the_same_for_all(sample_store: Store, unit_reader: Person) -> None:
    scheme = load_scheme("sample-district")
    period = scheme.parse_period("2025-10")

    def ranked(person: Person) -> pd.DataFrame:
        with acting_as(person), sample_store.connect(told_apart=True) as con:
            return rank(con, scheme, period).table

    whole = ranked(LOCAL)
    assert_frame_equal(ranked(unit_reader), whole)
    assert_frame_equal(ranked(NOBODY), whole)


def test_of_other_units_places_and_scores_are_handed_on(
    sample_store: Store, unit_reader: Person
) -> None:
    scheme = load_scheme("sample-district")
    with sample_store.connect() as con:
        whole = rank(con, scheme, scheme.parse_period("2025-10"))
    cut = own_ranking(whole, {"东屏区"})
    for name in ("rank", "score", "previous_rank", "previous_score", "grade"):
        assert cut.table[name].equals(whole.table[name]), name
    others = cut.table[cut.table["unit"] != "东屏区"]
    assert others[["n", "low", "high", "p_first", "p_top3", "tier"]].isna().all().all()
    assert set(others["clear"]) == {"unknown"}
    assert set(cut.components["unit"]) == {"东屏区"}
    own = cut.table["unit"] == "东屏区"
    assert cut.table[own]["n"].tolist() == whole.table[own]["n"].tolist()
    assert not [note for note in cut.notes if "柳溪县" in note.text("zh")]


def test_why_another_unit_is_not_ranked_is_held_back() -> None:
    why = Message("rank-below-minimum", {"n": 3, "minimum": 30}, "metrics")
    table = pd.DataFrame({"unit": ["甲区", "乙区", "丙区"], "reason": [why, why, None]})
    said = own_table(table, {"甲区"})["reason"].tolist()
    assert said[0] == why and said[1].code == "rank-own-alone" and said[2] is None


def test_who_sees_all_is_shown_the_file_itself(sample_store: Store) -> None:
    office = Person("li", "office", ALL_RIGHTS - {"audit"}, None, "salt")
    assert office.sees_all and office.scope == ""
    with acting_as(office), sample_store.connect() as con:
        found = con.execute("SELECT count(*) FROM duckdb_views() WHERE NOT internal").fetchall()
        assert found == [(0,)]


def test_scopes_are_told_apart(unit_reader: Person) -> None:
    """They are part of the keys of every cache."""
    others = [
        replace(unit_reader, units=frozenset({"柳溪区"})),
        replace(unit_reader, units=None),
        replace(unit_reader, rights=frozenset()),
        replace(unit_reader, rights=frozenset({"texts", "inspectors"})),
        NOBODY,
    ]
    assert len({one.scope for one in [unit_reader, *others]}) == len(others) + 1
    assert replace(unit_reader, name="other").scope == unit_reader.scope
    assert set(UNIT_KINDS) <= OPEN_TEXTS
