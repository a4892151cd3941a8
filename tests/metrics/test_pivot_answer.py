"""Every answer to a question against a plain computation in pandas, on random facts."""

import math
from datetime import datetime, timedelta
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kernel.schema import TABLES
from metrics.pivot.answer import PivotAnswer, answer
from metrics.pivot.days import part_code, parts_of_days
from metrics.pivot.dimensions import TIMES
from metrics.pivot.question import Question, QuestionError, question
from metrics.pivot.rows import cell_rows
from tests.metrics.independent import FORMULAS, Facts, Result, weight
from tests.metrics.random_city import random_city
from tests.metrics.tiny import tiny_store, units

SEEN = {
    "filed": "cases",
    "rows:cases": "cases",
    "checks": "inspections",
    "rows:findings": "findings",
}
MEASURES = (*SEEN, "on_time_closure_rate", "pass_rate", "findings_per_100_checks")
WHO = ("district", "street", "team")
MOMENT = {"cases": "reported_at", "findings": "found_at", "inspections": "inspected_at"}
MOST_CHECKED = 12
FLAGS = {True: "yes", False: "no"}


class Plain:
    """The tables of a store as frames, their dimensions as texts, in nothing but pandas."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        with con.cursor() as cursor:
            self.tables = {t: cursor.execute(f"SELECT * FROM {t}").df() for t in TABLES}

    def dimension(self, table: str, name: str) -> pd.Series | None:
        """The values of a dimension by row; None where the table has none."""
        frame = self.tables[table]
        if name in ("clock", "daytime"):
            if table not in MOMENT:
                return None
            # A visit or a finding at midnight sharp is one of which the day alone is known.
            values = [
                None if pd.isna(m) or (table != "cases" and m == m.normalize()) else m.hour
                for m in frame[MOMENT[table]]
            ]
            night = {True: "night", False: "day", None: None}
            say = str if name == "clock" else (lambda hour: night[hour >= 18 or hour < 6])
        elif name not in frame or table == "units":
            return None
        else:
            values = [None if pd.isna(one) else one for one in frame[name]]
            say = FLAGS.__getitem__ if values and isinstance(_first(values), bool) else str
        said = [None if one is None else say(one) for one in values]
        return pd.Series(said, index=frame.index, dtype=object)

    def cell(self, asked: Question, key: dict[str, Any], period) -> tuple[Result, bool]:
        """The figure of one cell, and whether a 0 would be a real one. key: dimension -> values."""
        asked_of = {name: list(values) for name, values in asked.filters}
        asked_of |= {name: [v] if not isinstance(v, list) else v for name, v in key.items()}
        left = dict(asked.excluded)
        chosen = {t: self._rows(t, asked_of, left) for t in ("cases", "findings", "inspections")}
        tables = self.tables | chosen
        facts = Facts(tables, None, period)
        if asked.measure.startswith("rows:"):
            total = weight(facts[asked.measure[5:]])
            return Result(total, np.nan, total), self._seen(asked, asked_of, period)
        found, seen = FORMULAS[asked.measure](facts), self._seen(asked, asked_of, period)
        if seen and asked.measure in SEEN and math.isnan(found.value):
            return Result(0.0, np.nan, 0.0), True  # the filters left no row: not "never imported"
        return found, seen

    def _rows(self, table: str, wanted: dict[str, list], left: dict[str, tuple]) -> pd.DataFrame:
        frame = self.tables[table]
        kept = pd.Series(True, index=frame.index)
        for narrowing, inside in ((wanted, True), (left, False)):
            for name, values in narrowing.items():
                column = self.dimension(table, name)
                if column is not None:
                    found = [(None if pd.isna(one) else one) in values for one in column]
                    kept &= np.array(found, dtype=bool) == inside
        return frame[kept]

    def _seen(self, asked: Question, wanted: dict[str, list], period) -> bool:
        table = SEEN.get(asked.measure)
        if table is None:
            return True
        left = dict(asked.excluded)
        who = [{n: v for n, v in some.items() if n in WHO} for some in (wanted, left)]
        frame = self._rows(table, *who)
        for name in {**wanted, **left}:
            column = self.dimension(table, name)
            open_ = None in dict(asked.filters).get(name, ()) or None not in left.get(name, (None,))
            if name not in WHO and column is not None and not open_:
                frame = frame[column.reindex(frame.index).notna()]
        day = pd.to_datetime(frame["day"])
        inside = (day >= pd.Timestamp(period.start)) & (day < pd.Timestamp(period.end))
        return bool(inside.any())


def check(plain: Plain, found: PivotAnswer) -> int:
    """Hold every figure of an answer against pandas; how many have a value."""
    asked, known = found.asked, 0
    cells = found.cells
    if len(cells) > MOST_CHECKED:  # of many, totals and some of all kinds
        cells = cells.sample(MOST_CHECKED, random_state=len(cells))
    for row in cells.to_dict("records"):
        depth, across = row["row_depth"], row["column_depth"]
        names = asked.rows[:depth] + asked.columns[:across]
        period = found.period
        key: dict[str, Any] = {}
        for name in names:
            if row["rest"] and name == asked.rows[-1]:
                shown = {k[-1] for k in found.row_keys if k[:-1] == _outer(row, asked)}
                key[name] = _values_left(plain, found, name, shown)
            elif name in TIMES:
                parts = parts_of_days(found.period, name)
                period = next(one for one in parts if part_code(one, name) == row[name])
            else:
                key[name] = row[name]
        expected, real = plain.cell(asked, key, period)
        value = expected.value
        if not real and (math.isnan(value) or value == 0):
            value = math.nan
        where = (asked.line, {n: row[n] for n in names}, row["rest"])
        assert row["value"] == pytest.approx(value, rel=1e-9, nan_ok=True), where
        state = "no_data" if math.isnan(value) else "value" if value else "zero"
        assert row["state"] == state, where
        if not math.isnan(value):
            known += 1
            assert row["numerator"] == pytest.approx(expected.numerator), where
    return known


def _first(values: list) -> Any:
    known = [one for one in values if one is not None]
    return bool(known[0]) if known and isinstance(known[0], bool | np.bool_) else None


def _outer(row: dict[str, Any], asked: Question) -> tuple:
    return tuple(row[name] for name in asked.rows[:-1])


def _values_left(plain: Plain, found: PivotAnswer, name: str, shown: set) -> list:
    """All values of a dimension that are not among those shown."""
    values: set = set()
    for table in MOMENT:
        column = plain.dimension(table, name)
        if column is not None:
            values |= set(column)
    asked_for = dict(found.asked.filters).get(name, values)
    return [one for one in values if one not in shown and one in asked_for]


@pytest.fixture(scope="module")
def city() -> tuple[duckdb.DuckDBPyConnection, Plain]:
    con = random_city(seed=3)
    return con, Plain(con)


OF_ALL = ["district", "team", "weekday", "daytime", "clock"]
OF_TABLE = {
    "filed": ["category", "channel", "voided", "stage"],
    "rows:cases": ["category", "channel", "held"],
    "on_time_closure_rate": ["category", "channel"],
    "checks": ["method", "passed"],
    "pass_rate": ["method", "point_type"],
    "rows:findings": ["category", "recheck"],
    "findings_per_100_checks": ["category"],
}
VALUES = {
    "district": ["甲区", "乙区", "没有这个区", None],
    "team": ["一中队", "三中队"],
    "category": ["市容环境", None],
    "channel": ["collector", "12345", None],
    "method": ["open", "covert"],
    "daytime": ["night"],
    "weekday": ["6", "7"],
    "voided": ["yes", None],
}


@st.composite
def questions(draw: st.DrawFn) -> Question:
    measure = draw(st.sampled_from(MEASURES))
    names = [*OF_ALL, *OF_TABLE[measure]]
    time = draw(st.sampled_from(["", "", "month", "week", "quarter"]))
    chosen = draw(st.lists(st.sampled_from(names), max_size=3, unique=True))
    split = draw(st.integers(0, len(chosen)))
    rows, columns = chosen[:split][:2], chosen[split:][:2]
    if time and len(columns) < 2:
        columns = [*columns, time]
    filtered = [n for n in names if n in VALUES]
    where = {}
    for name in draw(st.lists(st.sampled_from(filtered), max_size=2, unique=True)):
        where[name] = draw(
            st.lists(st.sampled_from(VALUES[name]), min_size=1, max_size=2, unique=True)
        )
    days = draw(st.sampled_from(["all", "2025-09", "2025-08-25..2025-10-09", "2025-W41"]))
    top = draw(st.sampled_from([0, 1, 2])) if rows else 0
    return question(measure, rows, columns, where, days, top=top)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=questions())
def test_any_answer_equals_pandas(city, asked):
    con, plain = city
    check(plain, answer(con, asked))


LEFT_OUT = ("district", "team", "category", "channel", "method", "voided")


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_what_is_excluded_equals_pandas(city, data):
    con, plain = city
    measure = data.draw(st.sampled_from(MEASURES))
    names = [n for n in ("district", "team", *OF_TABLE[measure]) if n in LEFT_OUT]
    rows = data.draw(st.lists(st.sampled_from(names), max_size=2, unique=True))
    narrowings: list[dict[str, list]] = [{}, {}]
    for name in data.draw(st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True)):
        values = st.lists(st.sampled_from(VALUES[name]), min_size=1, max_size=2, unique=True)
        data.draw(st.sampled_from([*narrowings, narrowings[1]]))[name] = data.draw(values)
    where, without = narrowings
    top = data.draw(st.sampled_from([0, 1])) if rows else 0
    days = data.draw(st.sampled_from(["all", "2025-09", "2025-08-25..2025-10-09"]))
    check(plain, answer(con, question(measure, rows, [], where, days, top=top, without=without)))


def two_years() -> duckdb.DuckDBPyConnection:
    """Three streets of one district and one of another, two years of cases at all hours."""
    random = np.random.default_rng(7)
    streets = [("东屏区", "一街"), ("东屏区", "二街"), ("东屏区", "三街"), ("西坪区", "四街")]
    rows = []
    for number in range(1_500):
        district, street = streets[random.integers(4)]
        reported = datetime(2023, 11, 1) + timedelta(minutes=int(random.integers(731 * 24 * 60)))
        rows.append(
            {
                "case_no": f"{number}",
                "reported_at": reported,
                "reported_day_only": bool(random.random() < 0.1),
                "district": district,
                "street": street,
                "subcategory": str(random.choice(["店外经营", "暴露垃圾"])),
                "voided": bool(random.random() < 0.05),
                "share": float(random.choice([1.0, 0.5])),
                "as_of": datetime(2025, 11, 1, 8),
            }
        )
    named = units("street", "一街", "二街", "三街", "五街", parent="东屏区")
    return tiny_store(cases=rows, units=named)


def test_which_streets_have_the_most_at_night_compared_with_last_year():
    """The golden question, against nothing but pandas."""
    con = two_years()
    asked = question(
        "filed",
        ["street"],
        where={"district": ["东屏区"], "subcategory": ["店外经营"], "daytime": ["night"]},
        days="last 3 months",
        compare="year",
        top=2,
    )
    found = answer(con, asked)
    assert (found.period.id, found.before.id) == (
        "2025-08-01..2025-10-31",
        "2024-08-01..2024-10-31",
    )
    cases = con.execute("SELECT * FROM cases").df()
    hour = cases["reported_at"].dt.hour
    night = ((hour >= 18) | (hour < 6)) & ~cases["reported_day_only"]
    wanted = cases[
        night
        & (cases["district"] == "东屏区")
        & (cases["subcategory"] == "店外经营")
        & ~cases["voided"]
    ]

    def by_street(first: str, last: str) -> pd.Series:
        inside = wanted[(wanted["day"] >= first) & (wanted["day"] <= last)]
        return inside.groupby("street")["share"].sum()

    now, before = by_street("2025-08-01", "2025-10-31"), by_street("2024-08-01", "2024-10-31")
    largest = now.sort_values(ascending=False)
    rows = found.of(1, 0)
    assert rows["street"].tolist() == largest.index[:2].tolist()
    assert rows["value"].tolist() == pytest.approx(largest.iloc[:2].tolist())
    assert rows["compared"].tolist() == pytest.approx([before[s] for s in rows["street"]])
    assert rows["change"].tolist() == pytest.approx((now - before)[rows["street"]].tolist())
    (rest,) = found.of(1, 0, rest=True).to_dict("records")
    assert (rest["value"], found.rest_of) == (pytest.approx(largest.iloc[2:].sum()), {(): 2})
    (total,) = found.of(0, 0).to_dict("records")
    assert (total["value"], total["compared"]) == (
        pytest.approx(now.sum()),
        pytest.approx(before.sum()),
    )
    first = rows["street"].iloc[0]
    behind = cell_rows(con, asked, {"street": first})
    assert behind["share"].sum() == pytest.approx(now[first])
    assert behind["source_file"].notna().all() and behind["source_row"].notna().all()
    assert len(cell_rows(con, asked, {"street": first}, limit=2, offset=1)) == 2


def test_what_is_excluded_leaves_rows_that_say_nothing_and_units_without_rows():
    con = two_years()
    con.execute("UPDATE cases SET subcategory = NULL WHERE street = '二街'")
    asked = question(
        "filed", ["street"], where={"district": ["东屏区"]}, days="all",
        without={"subcategory": ["店外经营"], "street": ["三街"]},
    )  # fmt: skip
    found = answer(con, asked)
    values = found.of(1, 0).set_index("street")["value"]
    said = "district = '东屏区' AND NOT voided AND coalesce(subcategory, '') <> '店外经营'"
    rows = con.execute(f"SELECT street, sum(share) FROM cases WHERE {said} GROUP BY 1").fetchall()
    expected = {street: share for street, share in rows if street != "三街"}
    assert {k: v for k, v in values.items() if v == v} == pytest.approx(expected)
    listed = answer(con, question("filed", ["street"], days="all", without={"street": ["三街"]}))
    assert {key for (key,) in listed.row_keys} == {"一街", "二街", "四街", "五街"}
    behind = cell_rows(con, asked, {})
    assert behind["share"].sum() == pytest.approx(sum(expected.values()))


def test_a_street_without_any_case_is_listed_and_nothing_is_known_of_it():
    """And one with cases of other kinds alone has a real 0."""
    con = two_years()
    asked = question("filed", ["street"], where={"district": ["东屏区"]}, days="2025-10")
    states = answer(con, asked).of(1, 0).set_index("street")["state"]
    assert states["五街"] == "no_data" and states["一街"] == "value"
    con.execute("UPDATE cases SET subcategory = '暴露垃圾' WHERE street = '一街'")
    asked = question(
        "filed",
        ["street"],
        where={"district": ["东屏区"], "subcategory": ["店外经营"]},
        days="2025-10",
    )
    states = answer(con, asked).of(1, 0).set_index("street")["state"]
    assert states["五街"] == "no_data" and states["一街"] == "zero"


def test_of_cases_without_a_time_nobody_knows_that_none_was_at_night():
    con = two_years()
    con.execute("UPDATE cases SET reported_day_only = TRUE WHERE street = '一街'")
    asked = question("filed", ["street"], where={"daytime": ["night"]}, days="2025-10")
    assert answer(con, asked).of(1, 0).set_index("street")["state"]["一街"] == "no_data"


def test_a_total_of_rates_is_made_of_the_rows():
    """Not the mean of 100 % of one visit and 0 % of three."""
    visits = [
        {"district": d, "passed": p, "inspected_at": datetime(2025, 10, 6, 9)}
        for d, p in [("甲", True), ("乙", False), ("乙", False), ("乙", False)]
    ]
    found = answer(tiny_store(inspections=visits), question("pass_rate", ["district"], days="all"))
    (total,) = found.of(0, 0).to_dict("records")
    assert total["value"] == 25 and 0 < total["low"] < 25 < total["high"] < 100


def test_beside_a_unit_and_beside_the_mean_of_the_group():
    visits = [
        {"district": d, "passed": p, "inspected_at": datetime(2025, 10, 6, 9)}
        for d, p in [("甲", True), ("乙", False), ("乙", False), ("乙", True), ("丙", True)]
    ]
    groups = [*units("district", "甲", "乙", group="一组"), *units("district", "丙", group="二组")]
    con = tiny_store(inspections=visits, units=groups)

    def compared(measure: str, compare: str) -> dict[str, float]:
        found = answer(con, question(measure, ["district"], days="all", compare=compare))
        return found.of(1, 0).set_index("district")["compared"].to_dict()

    assert compared("pass_rate", "unit:甲") == {"甲": 100, "乙": 100, "丙": 100}
    assert compared("pass_rate", "group_mean") == {"甲": 50, "乙": 50, "丙": 100}
    assert compared("checks", "group_mean") == {"甲": 2, "乙": 2, "丙": 1}


def test_what_was_before_the_first_day_is_not_compared_with():
    found = answer(two_years(), question("filed", ["street"], days="2024-01", compare="year"))
    assert found.early and found.cells["compared"].isna().all()


def test_persons_are_letters_and_are_asked_for_by_letters():
    visits = [
        {"inspector": name, "inspected_at": datetime(2025, 10, 6, 9)}
        for name in ("张三", "张三", "李四")
    ]
    con = tiny_store(inspections=visits)
    found = answer(con, question("checks", ["inspector"], days="all"))
    assert found.of(1, 0).set_index("inspector")["value"].to_dict() == {"A": 2, "B": 1}
    asked = question("checks", where={"inspector": ["B"]}, days="all")
    assert answer(con, asked).cells["value"].tolist() == [1]
    nobody = question("checks", where={"inspector": ["张三"]}, days="all")
    assert answer(con, nobody).cells["value"].fillna(0).tolist() == [0]


def test_the_first_few_inside_each_outer_row_and_their_rests():
    found = answer(
        two_years(), question("rows:cases", ["district", "street"], ["month"], days="all", top=1)
    )
    assert [key[0] for key in found.row_keys] == ["东屏区", "西坪区"]
    assert found.rest_of == {("东屏区",): 2}
    parts = found.of(2, 0)["value"].sum() + found.of(2, 0, rest=True)["value"].sum()
    assert parts == pytest.approx(found.of(0, 0)["value"].iloc[0])
    months = found.of(2, 1, rest=True)["value"].sum()
    assert months == pytest.approx(found.of(2, 0, rest=True)["value"].iloc[0])


def test_a_store_without_such_facts_says_so():
    with pytest.raises(QuestionError, match="checks"):
        answer(tiny_store(), question("checks"))
