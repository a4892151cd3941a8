"""Sentences on handling, returns and inspections against complaints, in random cities: held against
the same figures counted here row by row."""

from datetime import datetime, timedelta
from typing import Any

import duckdb
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest, ttest_ind
from statsmodels.stats.multitest import multipletests

from kernel.periods import parse_period
from kernel.schema import TABLES
from metrics.analyses import agreement, clusters, complaints, ledger, pace, rebound, refound
from tests.metrics import independent
from tests.metrics.claims import codes, messages
from tests.metrics.random_city import random_city
from tests.metrics.tiny import tiny_store
from ui.complaints import captions as complaint_captions
from ui.ledger import captions as ledger_captions
from ui.problems import captions as problem_captions

PERIOD = parse_period("2025-10", 21)
DISTRICTS = ("甲区", "乙区", "丙区")


def params_of(found: object) -> dict[str, dict]:
    return {message.code: dict(message.params) for message in messages(found)}


def number(text: object) -> float:
    return float(str(text).replace(",", ""))


def near(text: object, value: float) -> bool:
    """Whether a written number is a value, as far as it was rounded."""
    return abs(number(text) - value) < 0.5001


@settings(max_examples=6, deadline=None)
@given(st.integers(0, 10_000))
def test_sentences_on_handling_hold(seed: int) -> None:
    con = random_city(seed)
    with con.cursor() as cursor:
        tables = {name: cursor.execute(f"SELECT * FROM {name}").df() for name in TABLES}
    facts = independent.Facts(tables, None, PERIOD)
    for check in (handled, half_done, repeated, channels, returned, not_repaired, old, keeps_pace):
        check(con, tables, facts)


def handled(con: duckdb.DuckDBPyConnection, tables: Any, facts: independent.Facts) -> None:
    said = params_of(complaint_captions.of_handling(complaints.handling(con, PERIOD)))
    rows = independent.complaint_rows(facts)
    if rows.empty:
        assert "complaints-no-data" in said
        return
    volume = said.get("complaints-volume") or said["complaints-volume-10k"]
    assert near(volume["n"], independent.complaints(facts).value)
    if "complaints-volume-10k" in said:
        assert abs(number(volume["per"]) - independent.complaints_per_10k(facts).value) < 0.051
    calls = tables | {
        "cases": tables["cases"][independent.is_true(tables["cases"]["is_complaint"])]
    }
    own = independent.Facts(calls, None, PERIOD)
    told = said.get("complaints-judged")
    rate = independent.on_time_closure_rate(own)
    assert (told is None) == (not independent.weight(independent.due(own)))
    if told:
        assert abs(number(told["rate"]) - rate.value) < 0.051
        assert near(told["judged"], rate.denominator)
        cases = independent.due(own)
        late = cases["disposed_at"].isna() & cases["closed_at"].isna()
        assert number(told["overdue"]) <= independent.weight(cases[late]) + 0.51
    if "complaints-no-deadline" in said:
        assert rows["due_at"].isna().all() and rows["bundle_due_at"].isna().all()


def half_done(con: duckdb.DuckDBPyConnection, tables: Any, facts: independent.Facts) -> None:
    said = params_of(complaint_captions.of_curve(complaints.still_open(con, PERIOD)))
    rows = facts.cases(*independent.ALL)
    rows = rows[independent.is_true(rows["is_complaint"])]
    known = rows[rows["handling_hours"].notna()]
    for code in ("curve", "curve-no-half"):
        if code not in said:
            continue
        hours, still = known["handling_hours"].astype(float), independent.is_true(known["is_open"])
        left, at = 1.0, {}
        for moment in sorted(hours[~still].unique()):  # Kaplan-Meier, one moment after the other
            left *= 1 - (hours[~still] == moment).sum() / (hours >= moment).sum()
            at[moment] = left
        week = min((share for moment, share in at.items() if moment <= 168), default=1.0)
        assert number(said[code]["open"]) == pytest.approx(100 * week, abs=0.51)
        half = [moment for moment, share in at.items() if share <= 0.5 + 1e-12]
        assert (code == "curve") == bool(half)
        assert not half or number(said[code]["hours"]) == pytest.approx(half[0], abs=0.51)


def repeated(con: duckdb.DuckDBPyConnection, tables: Any, facts: independent.Facts) -> None:
    said = params_of(complaint_captions.of_repeats(complaints.repeats(con, PERIOD)))
    rows = independent.complaint_rows(facts)
    again = rows[rows["repeat_of"].notna()]
    assert ("repeats-none" in said) == again.empty
    if "repeats" in said:
        assert said["repeats"]["n"] == len(again)
        assert said["repeats"]["matters"] == again["repeat_of"].nunique()


def channels(con: duckdb.DuckDBPyConnection, tables: Any, facts: independent.Facts) -> None:
    found = clusters.clusters(con, PERIOD)
    said = params_of(complaint_captions.of_clusters(found))
    if "clusters" not in said:
        return
    assert said["clusters"]["n"] == len(found) and said["clusters"]["groups"] >= 1
    cases = tables["cases"].set_index("record_key")
    for _, own in found.groupby("cluster"):
        rows = cases.loc[cases.index.isin(own["record_key"])]
        assert rows["channel"].nunique() > 1 and independent.is_true(rows["is_complaint"]).any()
        assert rows["place_key"].nunique() == 1


def returned(con: duckdb.DuckDBPyConnection, tables: Any, facts: independent.Facts) -> None:
    rates = rebound.rebound_rates(con, PERIOD, ("district",))
    said = params_of(problem_captions.of_rebound(rates, days=30))
    own = {
        unit: independent.rebound_rate(independent.Facts(tables, ("district", unit), PERIOD))
        for unit in DISTRICTS
    }
    back = {unit: result for unit, result in own.items() if result.numerator > 0}
    assert ("rebound-none" in said or "rebound-no-closed" in said) == (not back)
    if "rebound-top" in said:
        params = said["rebound-top"]
        least = min(5, max(result.numerator for result in back.values()))
        most = max(r.value for r in back.values() if r.numerator >= least)
        unit = params["where"].params["name1"]
        assert abs(number(params["rate"]) - most) < 0.051
        assert abs(own[unit].value - most) < 1e-9 and near(params["n"], own[unit].numerator)
    table = rebound.chains(con, PERIOD)
    closed = float(rates["closed"].sum())
    told = params_of(problem_captions.of_chains(table, closed))
    if "chains-top" in told:
        sizes = table.groupby("chain")["record_key"].nunique()
        assert told["chains-top"]["chains"] == len(sizes)
        assert told["chains-top"]["returns"] == table["returns"].max() > 0
    if "chains-none" in told:
        assert table.empty and closed


def not_repaired(con: duckdb.DuckDBPyConnection, tables: Any, facts: independent.Facts) -> None:
    table = refound.rectified_findings(con, PERIOD)
    said = params_of(problem_captions.of_not_fixed(refound.not_fixed(table)))
    rows = facts.city("findings")
    rows = rows[rows["district"].notna()]
    checked = rows[rows["recheck"].notna()]
    failed = independent.weight(rows[rows["recheck"] == "failed"])
    if "not-fixed-no-data" in said:
        assert checked.empty
    if "not-fixed-none" in said:
        assert not failed
    if "not-fixed" in said:
        parts = {name: number(said["not-fixed"][name]) for name in ("n", "failed", "refound")}
        assert abs(parts["failed"] - failed) < 0.51
        assert abs(parts["failed"] + parts["refound"] - parts["n"]) < 0.26  # parts of the whole
        assert parts["n"] <= number(said["not-fixed"]["judged"]) + 0.26


def old(con: duckdb.DuckDBPyConnection, tables: Any, facts: independent.Facts) -> None:
    items = ledger.items(con, PERIOD)
    said = params_of(ledger_captions.of_ageing(ledger.ageing(items), items))
    now = ledger.moment_of(con, PERIOD)
    still = items[items["open"]]
    late = still[(still["deadline"] < now) & ~still["held"]]
    aged = late[(now - late["deadline"]).dt.total_seconds() >= 30 * 86_400]
    if "ageing" in said:
        assert near(said["ageing"]["n"], aged["share"].sum())
        share = 100 * aged["share"].sum() / late["share"].sum()
        assert abs(number(said["ageing"]["share"]) - share) < 1.01
    else:
        assert late.empty


def keeps_pace(con: duckdb.DuckDBPyConnection, tables: Any, facts: independent.Facts) -> None:
    table = pace.pace(con, PERIOD)
    said = params_of(ledger_captions.of_pace(table))
    last = table[table["whole"]].tail(4)
    grows = last["inflow"].sum() >= last["done"].sum()
    if "pace-growing" in said:
        assert grows
    if "pace-shrinking" in said:
        assert not grows
    for code in {"pace-growing", "pace-shrinking"} & set(said):
        assert number(said[code]["in"]) == pytest.approx(last["inflow"].mean(), abs=0.51)


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from((1.0, 0.15)), st.sampled_from((1.0, 5.0)))
def test_only_who_is_clean_and_loud_by_both_tests_is_named(
    seed: int, clean: float, loud: float
) -> None:
    """Three districts of 10,000 people; 甲区 has so many times the problems and the complaints."""
    draw = np.random.default_rng(seed)
    day = datetime(2025, 10, 6, 9)
    found = {u: draw.poisson(0.8 * (clean if u == "甲区" else 1.0), 40) for u in DISTRICTS}
    calls = {u: int(draw.poisson(12 * (loud if u == "甲区" else 1.0))) for u in DISTRICTS}
    visits, findings, cases = [], [], []
    for unit, counts in found.items():
        for at, count in enumerate(counts):
            visit = {"visit_no": f"{unit}{at}", "district": unit, "point": f"{unit}点{at}"}
            visits.append(visit | {"inspected_at": day + timedelta(minutes=at), "method": "open"})
            findings += [
                visit | {"found_at": day + timedelta(minutes=at), "finding_no": f"{unit}{at}-{n}"}
                for n in range(count)
            ]
        cases += [
            {"case_no": f"{unit}{n}", "district": unit, "channel": "12345", "reported_at": day}
            for n in range(calls[unit])
        ]
    people = [{"kind": "district", "name": unit, "population": 10_000.0} for unit in DISTRICTS]
    con = tiny_store(inspections=visits, findings=findings, cases=cases, units=people)
    said = complaint_captions.of_quadrant(agreement.quadrant(con, parse_period("2025-10")))
    p = []
    for unit in DISTRICTS:
        rest = np.concatenate([found[other] for other in DISTRICTS if other != unit])
        fewer = ttest_ind(found[unit], rest, equal_var=False, alternative="less").pvalue
        more = binomtest(calls[unit], sum(calls.values()), 1 / 3, alternative="greater").pvalue
        p.append(max(fewer, more))
    clear = multipletests(p, method="holm")[0]
    wanted = [unit for unit, yes in zip(DISTRICTS, clear, strict=True) if yes]
    assert codes(said) == ({"quadrant-loud", "units-1"} if wanted else {"quadrant-agreed"})
    if wanted:
        assert said.params["units"].params["name1"] == wanted[0]
