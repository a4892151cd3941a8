"""In a random city each sentence is held against its figures, counted here by other means."""

import duckdb
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kernel.periods import Period, parse_period
from metrics.analyses import ledger, occurrence, problems, targets
from metrics.analyses.overdue import overdue_at
from metrics.analyses.overview import problems as kinds_found
from metrics.narrative.headline import headline
from metrics.schemes.scheme import load_scheme
from metrics.scoring.ranking import rank, ranking_history
from tests.metrics.claims import codes, messages
from tests.metrics.random_city import random_city
from ui.ledger import captions as ledger_captions
from ui.overview import captions as overview_captions
from ui.problems import captions as problem_captions
from ui.ranking.captions import standing_clauses
from ui.targets import captions as target_captions

PERIOD = parse_period("2025-10")
SCHEME = load_scheme("sample-district").model_copy(update={"missing_limit": None})
SCHEME = SCHEME.model_copy(update={"n": SCHEME.n.model_copy(update={"minimum": 1})})


def params_of(found: object) -> dict[str, dict]:
    return {message.code: message.params for message in messages(found)}


def number(text: object) -> float:
    return float(str(text).replace(",", "").replace("−", "-").replace("+", ""))


@settings(max_examples=4, deadline=None)
@given(st.integers(0, 10_000))
def test_every_sentence_holds(seed: int) -> None:
    con = random_city(seed)
    for check in (ranked, found_problems, open_items, overdue_pile, tasks, most_places):
        check(con, PERIOD)


def ranked(con: duckdb.DuckDBPyConnection, _: Period) -> None:
    period = SCHEME.parse_period("2025-10")
    table, past = rank(con, SCHEME, period).table, ranking_history(con, SCHEME, period.last(3))
    own = table[table["rank"].notna()].set_index("unit")
    for found in (headline(table, past), standing_clauses(table)):
        said = params_of(found)
        for code in ("headline-lead", "headline-shared-lead", "standing-first", "standing-lead"):
            if code in said:
                leaders = [v for k, v in said[code]["units"].params.items() if k != "n"]
                for name in leaders:
                    assert own.loc[name, "rank"] == 1
                    assert f"{own.loc[name, 'score']:.2f}" == said[code]["score"]
        for code, clear in (("fall", "down"), ("rise", "up"), ("fell-one", "down")):
            for name, params in said.items():
                if code in name and "unit" in params:
                    row = own.loc[params["unit"]]
                    assert row["clear"] == clear
                    moved = number(params["points"]) - abs(row["score"] - row["previous_score"])
                    assert abs(moved) < 0.011
        if "headline-fall-to-last" in said:
            row = own.loc[said["headline-fall-to-last"]["unit"]]
            same = own[own["group"].isna() | (own["group"] == row["group"])]
            assert row["rank"] == same["rank"].max() and row["rank_change"] != 0
        for code in ("headline-no-clear-change", "standing-no-clear-change"):
            if code in said:
                assert not own["clear"].isin(["up", "down"]).any()
                assert said[code]["n"] == own["clear"].ne("unknown").sum() > 0


def found_problems(con: duckdb.DuckDBPyConnection, period: Period) -> None:
    table = problems.categories(con, period)
    said = params_of(problem_captions.of_categories(table))
    if "problems-top" in said:
        named = table[table["category"] != "–"]
        assert named["count"].max() == pytest.approx(number(said["problems-top"]["n"]), abs=0.06)
    kinds = kinds_found(con, period)
    said = params_of(overview_captions.of_problems(kinds))
    if "caption-problems" in said:
        assert not (kinds["change"] >= 0.05).any()
    if "caption-problems-rise" in said:
        most = kinds.loc[kinds["change"].idxmax()]
        assert said["caption-problems-rise"]["riser"] == most["subcategory"]


def open_items(con: duckdb.DuckDBPyConnection, period: Period) -> None:
    items = ledger.items(con, period)
    found = ledger_captions.of_ledger(items)
    still = items[items["open"].astype(bool)]
    late = still[(still["deadline"] < ledger.moment_of(con, period)) & still["overdue"]]
    said = params_of(found)
    for code in ("ledger", "ledger-no-owner"):
        if code in said:
            assert number(said[code]["n"]) == pytest.approx(still["share"].sum(), abs=0.51)
            assert number(said[code]["red"]) == pytest.approx(late["share"].sum(), abs=0.51)
    if "ledger-made-of" in said:
        parts = said["ledger-made-of"]
        whole = number(parts["cases"]) + number(parts["findings"])
        assert whole == pytest.approx(late["share"].sum(), abs=1.1)
    if not {"ledger", "ledger-no-owner"} & codes(found):
        assert late.empty


def overdue_pile(con: duckdb.DuckDBPyConnection, period: Period) -> None:
    """The pile of overdue cases is that part of the ledger that consists of cases."""
    moment = ledger.moment_of(con, period)
    pile = float(overdue_at(con, [moment], (), SCHEME.rules)["overdue"].iloc[0])
    items = ledger.items(con, period, rules=SCHEME.rules)
    cases = items[items["overdue"] & (items["item"] == "case")]["share"].sum()
    assert (0.0 if pd.isna(pile) else pile) == pytest.approx(cases)


def tasks(con: duckdb.DuckDBPyConnection, period: Period) -> None:
    table = targets.progress(con, period)
    said = params_of(target_captions.of_targets(table))
    late = table["state"].isin(["behind", "missed"])
    behind = table[late & (table["plan"] != "level")]
    for code in ("targets-behind", "targets-behind-among"):
        if code not in said:
            continue
        params = said[code]
        assert params["behind"] == len(behind) > 0
        gaps = (behind["share_done"] - behind["time_gone"]).round(6)
        last = behind[gaps == gaps.min()]
        own = last[last["task"] == params["task"]]
        names = {v for k, v in params["units"].params.items() if k != "n"}
        assert names <= set(own["unit"])
        assert params["done"] in {f"{share:.0f}" for share in own["share_done"]}
        assert params["gone"] in {f"{share:.0f}" for share in own["time_gone"]}
        assert code == "targets-behind-among" or len(last) == params["units"].params["n"]
    level = table[table["plan"] == "level"]
    broken = level[level["state"].isin(["over", "missed"])]
    if "targets-on-pace" in said:
        assert behind.empty
        assert (
            said["targets-on-pace"]["n"]
            == (table["state"].isin(["ahead", "done"]) & ~table.index.isin(level.index)).sum()
        )
    if "targets-limits-kept" in said:
        assert broken.empty and len(level)
    if "targets-limits" in said:
        params = said["targets-limits"]
        assert params["broken"] == len(broken) > 0
        assert ((broken["unit"] == params["unit"]) & (broken["task"] == params["task"])).any()
    if "targets-unjudged" in said:
        unknown = table["state"].isin(["undated", "unclear"]).sum()
        assert said["targets-unjudged"]["n"] == unknown > 0


def most_places(con: duckdb.DuckDBPyConnection, period: Period) -> None:
    table = occurrence.places(con, period)
    said = params_of(problem_captions.of_places(table))
    for code in ("places-top", "places-top-unnamed"):
        if code in said:
            assert number(said[code]["n"]) == pytest.approx(table["n"].max(), abs=0.06)
