"""Rankings and figures per head go by what a unit was at the time."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kernel.periods import Period, parse_period
from metrics.aggregation.aggregate import aggregate
from metrics.effect import effect
from metrics.narrative.effect_words import effect_sentence
from metrics.schemes.describe import describe_scheme
from metrics.schemes.model import Scheme
from metrics.scoring.participants import participants
from metrics.scoring.rank_proofs import rank_checks
from metrics.scoring.ranking import rank
from tests.metrics.scheme_files import small
from tests.metrics.test_effect import CLOSURE
from tests.metrics.tiny import cases, tiny_store

TEAM = {"kind": "team"}


def stay(name: str, group: str, parent: str, officers: float,
         begin: date | None = None, end: date | None = None) -> dict[str, Any]:  # fmt: skip
    return TEAM | {"name": name, "group": group, "parent": parent, "officers": officers,
                   "valid_from": begin, "valid_to": end}  # fmt: skip


MOVED = [
    stay("大溪中队", "一组", "东区", 10, None, date(2025, 9, 30)),
    stay("大溪中队", "二组", "西区", 16, date(2025, 10, 1)),
    stay("城南中队", "一组", "东区", 8),
    stay("泽国中队", "二组", "西区", 8),
]
FACTS = [
    row
    for month in (9, 10)
    for team, closed in (("大溪中队", 9), ("城南中队", 8), ("泽国中队", 7))
    for row in cases(team, month=month, on_time=closed, open_overdue=10 - closed)
]


def scheme_of(folder: Path, **more: Any) -> Scheme:
    return small(folder, components=CLOSURE, n="due", scores={"kind": "team"}, **more)


def month(number: int) -> Period:
    return parse_period(f"2025-{number:02d}")


@pytest.mark.parametrize(
    ("by", "september", "october"),
    [("units.group", "一组", "二组"), ("units.parent", "东区", "西区")],
)
def test_a_moved_team_stays_in_its_old_group_s_past_ranking(
    tmp_path: Path, by: str, september: str, october: str
) -> None:
    con = tiny_store(units=MOVED, cases=FACTS)
    scheme = scheme_of(tmp_path, groups={"by": by})
    places = {
        number: rank(con, scheme, month(number)).table.set_index("unit")[["group", "rank"]]
        for number in (9, 10)
    }
    assert places[9].loc["大溪中队"].tolist() == [september, 1]
    assert places[9].loc["城南中队"].tolist() == [september, 2]
    assert places[10].loc["大溪中队"].tolist() == [october, 1]
    assert places[10].loc["城南中队", "rank"] == 1 and places[10].loc["泽国中队", "rank"] == 2
    whole = participants(con, scheme, [parse_period("2025")])["2025"]
    assert whole["大溪中队"] == october  # as it is at the end


def test_a_scheme_says_that_it_groups_by_the_unit_above(tmp_path: Path) -> None:
    scheme = scheme_of(tmp_path, groups={"by": "units.parent"})
    assert "上级单位" in str(describe_scheme(scheme, "zh")) and "parent" in str(
        describe_scheme(scheme, "en")
    )


def per_officer(con: Any, by: tuple[str, ...], *periods: str) -> dict[tuple[Any, ...], float]:
    found = aggregate(con, ["cases_per_officer"], by, [parse_period(p) for p in periods])
    return {
        (*(row[name] for name in by), row["period"]): row["denominator"]
        for row in found.to_dict("records")
    }


def penalty(team: str, day: date) -> dict[str, Any]:
    return {"case_no": f"{team}{day}", "filed_on": day, "team": team, "record_key": f"{team}{day}"}


def test_people_are_those_of_the_time_weighted_by_days() -> None:
    filed = [penalty(row["name"], date(2025, m, 5)) for row in MOVED[1:] for m in (9, 10)]
    con = tiny_store(units=MOVED, enforcement_cases=filed)
    found = per_officer(con, ("team",), "2025-09", "2025-10", "2025-09-01..2025-10-31")
    assert found["大溪中队", "2025-09"] == 10 and found["大溪中队", "2025-10"] == 16
    both = found["大溪中队", "2025-09-01..2025-10-31"]
    assert both == pytest.approx((10 * 30 + 16 * 31) / 61)
    city = per_officer(con, (), "2025-09", "2025-10")
    assert city == {("2025-09",): 26, ("2025-10",): 32}
    for number, east, west in ((9, 18, 8), (10, 8, 24)):
        rows = [
            penalty("大溪中队", date(2025, number, 5)) | {"district": d} for d in ("东区", "西区")
        ]
        rows = [row | {"record_key": row["district"]} for row in rows]
        districts = [{"kind": "district", "name": name} for name in ("东区", "西区")]
        con = tiny_store(units=[*MOVED, *districts], enforcement_cases=rows)
        period = f"2025-{number:02d}"
        assert per_officer(con, ("district",), period) == {
            ("东区", period): east,
            ("西区", period): west,
        }


def test_two_teams_that_became_one_are_not_counted_twice() -> None:
    """Ten and six officers to the 15th; the sixteen are one team from the 16th."""
    units = [
        stay("一中队", "一组", "东区", 10, None, date(2025, 9, 15)),
        stay("一中队", "一组", "东区", 16, date(2025, 9, 16)),
        stay("二中队", "一组", "东区", 6, None, date(2025, 9, 15)),
    ]
    con = tiny_store(units=units, enforcement_cases=[penalty("一中队", date(2025, 9, 20))])
    assert per_officer(con, (), "2025-09") == {("2025-09",): 16}
    assert per_officer(con, ("team",), "2025-09")["一中队", "2025-09"] == 13


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["甲", "乙", "丙"]),
            st.dates(date(2025, 1, 1), date(2025, 3, 31)),
            st.integers(0, 40),
        ),
        max_size=8,
        unique_by=lambda row: row[:2],
    )
)
def test_officer_days_of_months_add_up_to_those_of_their_quarter(
    changes: list[tuple[str, date, int]],
) -> None:
    """Of the city, and of the teams on the way to the city."""
    units = []
    for name in ("甲", "乙", "丙"):
        own = sorted([(date(2024, 1, 1), 5), *((d, n) for who, d, n in changes if who == name)])
        ends = [d for d, _ in own[1:]]
        for i, (begin, officers) in enumerate(own):
            end = date.fromordinal(ends[i].toordinal() - 1) if i < len(ends) else None
            units.append(stay(name, "组", "东区", officers, begin, end))
    months, quarter = ["2025-01", "2025-02", "2025-03"], "2025-Q1"
    filed = [penalty(n, date(2025, m, 5)) for n in ("甲", "乙", "丙") for m in (1, 2, 3)]
    con = tiny_store(units=units, enforcement_cases=filed)
    days = {p: parse_period(p).days for p in (*months, quarter)}
    city = {p: v * days[p] for (p,), v in per_officer(con, (), *months, quarter).items()}
    teams = per_officer(con, ("team",), *months, quarter)
    assert sum(city[m] for m in months) == pytest.approx(city[quarter])
    for period in (*months, quarter):
        own = sum(teams[name, period] * days[period] for name in ("甲", "乙", "丙"))
        assert own == pytest.approx(city[period])


def test_what_a_register_regroups_in_the_past_is_shown(tmp_path: Path) -> None:
    """A register without days puts a team elsewhere for all time; one with days changes no past."""
    scheme = scheme_of(tmp_path, groups={"by": "units.group"})
    later = cases("城南中队", month=11, on_time=1)
    undated = [stay("大溪中队", "一组", "东区", 10), *MOVED[2:]]
    before = tiny_store(units=undated, cases=FACTS + later)
    moved = tiny_store(
        units=[stay("大溪中队", "二组", "东区", 10), *MOVED[2:]], cases=FACTS + later
    )
    found = effect(before, moved, [scheme])
    rows = found.units.set_index(["period", "unit"])
    assert rows.loc[("2025-09", "大溪中队"), ["group_before", "group"]].tolist() == ["一组", "二组"]
    assert found.periods["groups"].tolist() == [1, 1]
    said = effect_sentence(found, stored=False)
    assert "1 个单位换到别的组" in said.text("zh") and "another group" in said.text("en")
    dated = [stay("大溪中队", "一组", "东区", 10, None, date(2025, 10, 31)),
             stay("大溪中队", "二组", "东区", 10, date(2025, 11, 1)), *MOVED[2:]]  # fmt: skip
    assert effect(before, tiny_store(units=dated, cases=FACTS + later), [scheme]).periods.empty


def test_a_group_alone_is_an_effect_too(tmp_path: Path) -> None:
    """Two teams that swap: ranks and scores as they were, in other groups."""
    scheme = scheme_of(tmp_path, groups={"by": "units.group"})
    facts = [row for t in "甲乙" for m in (9, 10) for row in cases(t, month=m, on_time=5)]
    sides = [tiny_store(units=[stay("甲", one, "", 1), stay("乙", other, "", 1)], cases=facts)
             for one, other in (("一组", "二组"), ("二组", "一组"))]  # fmt: skip
    found = effect(*sides, [scheme])
    assert found.periods[["scores", "ranks", "groups"]].iloc[0].tolist() == [0, 0, 2]
    assert "2 个单位换到别的组，得分与名次不变" in effect_sentence(found, True).text("zh")


def test_who_has_facts_and_no_place_is_found(tmp_path: Path) -> None:
    scheme = scheme_of(tmp_path)

    def missing(units: list[dict[str, Any]]) -> Any:
        (check,) = [one for one in rank_checks([scheme]) if one.id == "ranks-everybody"]
        return check.run(tiny_store(units=units, cases=FACTS))

    assert missing(MOVED).state == "passed" and missing(MOVED).looked_at == 6
    found = missing(MOVED[1:])  # as if it had only been set up in October
    assert found.count == 1
    assert [found.sample.iloc[0][c] for c in ("name", "period")] == ["大溪中队", "2025-09"]
    other = [{**row, "type": "大队"} for row in MOVED]
    assert missing(other).state == "passed"
