"""Portraits: losses lead from the full marks to the score, sentences say what the frames say."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from metrics.analyses.evidence import MISSED, RowsQuestion, evidence, question_of
from metrics.analyses.family import ancestors, children, indicators_of, registered_units
from metrics.analyses.portrait import periods_read, portrait
from metrics.schemes.scheme import load_scheme
from metrics.scoring.ranking import rank
from metrics.scoring.scores import scores
from metrics.scoring.tree import Tree
from tests.metrics.scheme_files import small
from tests.metrics.tiny import cases, given, tiny_store, units
from ui.unit.captions import clauses

SAMPLE = load_scheme("sample-district")
PERIOD = SAMPLE.parse_period("2025-10")


@pytest.fixture(scope="module")
def con(sample_store):
    con = sample_store.connect()
    yield con
    con.close()


def test_losses_lead_from_the_full_marks_to_the_score(con) -> None:
    for unit in rank(con, SAMPLE, PERIOD).table["unit"].head(3):
        losses = portrait(con, SAMPLE, PERIOD, unit).losses
        first, *steps, last = losses.to_dict("records")
        assert first["points"] == SAMPLE.full
        assert first["points"] + sum((s["points"] for s in steps), Decimal(0)) == last["points"]
        assert steps[-1]["end"] == last["start"]
        assert all(a["end"] == b["start"] for a, b in zip(steps, steps[1:], strict=False))


def test_history_and_both_comparisons(con) -> None:
    unit = rank(con, SAMPLE, PERIOD).table["unit"].iloc[0]
    found = portrait(con, SAMPLE, PERIOD, unit)
    assert list(found.history["period"]) == [p.id for p in PERIOD.last(13)]
    assert found.before.previous.id == "2025-09"
    assert found.year is not None and found.year.previous.id == "2024-10"
    published = found.history.set_index("period")["score"]
    for against in (found.before, found.year):  # a year ago by the rules of today
        again = rank(con, load_scheme("sample-district@2"), against.previous).table
        old = again.set_index("unit")["score"][unit]
        assert (old == published[against.previous.id]) == (against is found.before)
        assert float(against.change) == pytest.approx(found.history["score"].iloc[-1] - old)
        assert sum(against.attribution["points"], Decimal(0)) == against.change


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_sentence_names_score_rank_and_change(con, lang: str) -> None:
    table = rank(con, SAMPLE, PERIOD).table
    row = table[table["rank"] == 2].iloc[0]
    text = "".join(
        c.message.text(lang) for c in clauses(portrait(con, SAMPLE, PERIOD, row["unit"]))
    )
    assert row["unit"] in text and f"{row['score']:.2f}" in text
    assert f"{abs(row['change']):.2f}" in text and "2025-09" in text


def test_a_unit_without_a_rank_says_why() -> None:
    scheme = load_scheme("yuncheng-team")
    con = tiny_store(cases=cases("一中队", on_time=4))
    found = portrait(con, scheme, scheme.parse_period("2025-10"), "一中队")
    assert found.losses.empty and found.steps == []
    assert "没有名次" in clauses(found)[0].message.text("zh")


def test_strengths_against_the_mean_of_the_group(tmp_path: Path) -> None:
    facts = cases("甲", on_time=10, kind="district") + cases("乙", open_overdue=10, kind="district")
    entries = [given(u, "评分", v, kind="district") for u, v in (("甲", 70), ("乙", 90))]
    con = tiny_store(cases=facts, score_entries=entries)
    scheme = small(tmp_path)
    found = portrait(con, scheme, scheme.parse_period("2025-10"), "甲").strengths
    own = found.set_index("component")
    assert own["difference"].to_dict() == {"closure": 50, "given": -10}
    assert own["points"].to_dict() == {"closure": 30, "given": -4}
    # 10 of 10 against 0 of 10 is no chance; of a given score nobody knows how far chance goes.
    assert own["clear"].to_dict() == {"closure": True, "given": False}


def test_small_differences_of_samples_are_not_clear(tmp_path: Path) -> None:
    facts = cases("甲", on_time=9, open_overdue=1, kind="district")
    facts += cases("乙", on_time=8, open_overdue=2, kind="district")
    entries = [given(u, "评分", 80, kind="district") for u in "甲乙"]
    con = tiny_store(cases=facts, score_entries=entries)
    scheme = small(tmp_path)
    found = portrait(con, scheme, scheme.parse_period("2025-10"), "甲").strengths
    assert not found["clear"].any()


def test_family() -> None:
    con = tiny_store(
        units=[
            *units("district", "甲区"),
            *units("street", "东街", "西街", parent="甲区"),
            *units("team", "一队", parent="东街"),
        ],
        cases=cases("东街", on_time=3, open_overdue=1, kind="street"),
    )
    known = registered_units(con)
    assert children(known, "甲区")["name"].tolist() == ["东街", "西街"]
    assert ancestors(known, "一队") == [("district", "甲区"), ("street", "东街")]
    found = indicators_of(con, PERIOD, "street", ["东街", "西街"])
    rate = found[found["indicator"] == "closure_rate"].set_index("unit")["value"]
    assert rate["东街"] == 75


def test_a_family_is_that_of_the_days_looked_at() -> None:
    def stay(parent: str, begin: date | None, end: date | None) -> dict[str, Any]:
        own = {"kind": "team", "name": "一队", "parent": parent}
        return own | {"valid_from": begin, "valid_to": end}

    con = tiny_store(
        units=[
            *units("district", "甲区", "乙区"),
            stay("甲区", date(2024, 1, 1), date(2025, 3, 20)),
            stay("乙区", date(2025, 3, 21), None),
            {"kind": "team", "name": "二队", "parent": "甲区", "valid_to": date(2025, 4, 20)},
        ]
    )
    seen = {}
    for month in (3, 4, 5):
        known = registered_units(con, date(2025, month, 1), date(2025, month + 1, 1))
        own = [children(known, unit)["name"].tolist() for unit in ("甲区", "乙区")]
        seen[month] = (*own, ancestors(known, "一队"))
    assert seen[3] == (["二队"], ["一队"], [("district", "乙区")])  # as on the last day
    assert seen[4] == (["二队"], ["一队"], [("district", "乙区")])
    assert seen[5] == ([], ["一队"], [("district", "乙区")])
    february = registered_units(con, date(2025, 2, 1), date(2025, 3, 1))
    assert sorted(children(february, "甲区")["name"]) == ["一队", "二队"]
    before = registered_units(con, date(2023, 1, 1), date(2023, 2, 1))  # not there yet: as it began
    assert ancestors(before, "一队") == [("district", "甲区")]
    assert children(before, "甲区")["name"].tolist() == ["二队"]
    assert ancestors(registered_units(con), "一队") == [("district", "乙区")]


def test_missed_rows_are_the_denominator_without_the_numerator(con) -> None:
    table = rank(con, SAMPLE, PERIOD)
    unit = table.table["unit"].iloc[0]
    parts = table.components[table.components["unit"] == unit].set_index("component")
    for leaf in SAMPLE.leaves():
        asked = question_of(SAMPLE, leaf, unit)
        counts = {part: len(evidence(con, asked, PERIOD, part)) for part in asked.parts}
        if MISSED in counts:
            assert counts[MISSED] == counts["denominator"] - counts["numerator"]
            assert counts["denominator"] == parts.loc[leaf.id, "denominator"]
            assert counts["numerator"] == parts.loc[leaf.id, "numerator"]


def test_what_should_be_low_lists_its_numerator_first() -> None:
    assert RowsQuestion("rework_rate", "district", "甲").parts == ("numerator", "denominator")
    assert RowsQuestion("complaints", "district", "甲").parts == ("numerator",)
    assert RowsQuestion("closure_rate", "district", "甲").parts[0] == MISSED
    assert RowsQuestion("closure_rate", "district", "甲", over="filed").parts[0] == MISSED


def test_what_missed_another_denominator_is_listed(con) -> None:
    asked = RowsQuestion("closure_rate", "district", "云栖区", over="filed")
    filed = evidence(con, asked, PERIOD, "denominator")
    met, missed = (evidence(con, asked, PERIOD, part) for part in ("numerator", MISSED))
    assert len(missed) == len(filed) - len(met) > 0
    assert set(missed["record_key"]) == set(filed["record_key"]) - set(met["record_key"])


def number(text: str) -> float:
    return float(text.replace("−", "-"))


def under(gains: pd.DataFrame, tree: Tree, main: str) -> float:
    """Points of all parts below a main component."""
    below = {main}
    for _ in tree.nodes:
        below |= {key for key, node in tree.nodes.items() if node.parent in below}
    return float(sum(gains.loc[gains["part"].isin(below), "points"], Decimal(0)))


@pytest.mark.parametrize("name", ["sample-district", "yuncheng-team"])
def test_every_clause_of_every_unit_holds(con, name: str) -> None:
    """What leads say is the gap to the second, what a cause says is in the attribution, and what a
    step promises is one of the steps, the nearest that reaches a better place."""
    scheme = load_scheme(name)
    period = scheme.parse_period("2025-09")
    table = rank(con, scheme, period).table
    known = scores(con, scheme, periods_read(period))
    told: set[str] = set()
    for unit in table[table["rank"].notna()]["unit"]:
        found = portrait(con, scheme, period, unit, known)
        row = table.set_index("unit").loc[unit]
        group = table["group"].eq(row["group"]) | (table["group"].isna() & pd.isna(row["group"]))
        group = table[group & table["rank"].notna()]
        said = {c.message.code: c.message.params for c in clauses(found)}
        told |= set(said)
        assert said["portrait-standing"]["rank"] == row["rank"]
        assert said["portrait-standing"]["n"] == len(group)
        alone = row["rank"] == 1 and (group["rank"] == 1).sum() == 1
        assert ("portrait-lead" in said) == alone
        if alone:
            second = group["score"].nlargest(2).iloc[1]
            lead = float(said["portrait-lead"]["lead"].params["value"])
            assert lead == pytest.approx(row["score"] - second, abs=0.006)
        if "portrait-step" in said:
            assert said["portrait-step"]["rank"] < row["rank"]
            assert said["portrait-step"]["rank"] in {step.rank for step in found.steps}
        for code in ("portrait-fell", "portrait-rose"):
            why = said[code]["why"] if code in said else None
            if why is None or why.code == "portrait-nothing":
                continue
            told.add(why.code)
            tree, moved = found.before.now.score.tree, number(why.params["points"])
            names = {node.component.name.zh: key for key, node in tree.nodes.items()}
            main = names.get(why.params["zh"])
            if main is None:  # weighting, adjustments: no component
                continue
            assert moved == pytest.approx(under(found.before.attribution, tree, main), abs=0.006)
            assert (moved < 0) == (code == "portrait-fell")
            if why.code == "portrait-why-inside":
                inside = found.before.categories
                inside = inside[inside["category"] == why.params["category"]]
                gain = number(why.params["gain"])
                assert (gain < 0) == (moved < 0)
                assert gain == pytest.approx(under(inside, tree, main), abs=0.006)
    wanted = {"portrait-standing", "portrait-lead", "portrait-step"}
    assert wanted <= told and told & {"portrait-why", "portrait-why-inside"}
    assert name != "sample-district" or "portrait-why-inside" in told
