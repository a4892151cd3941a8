"""Two schemes over the same data: what differs, in which order, and in words that are so."""

from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.schemes.scheme import load_scheme, read_scheme, source_of
from metrics.scoring.measure import measure
from metrics.scoring.ranking import rank
from metrics.scoring.scores import periods_scored
from metrics.whatif.comparison import (
    compared,
    measured_by,
    moved,
    over_periods,
    standings,
)
from metrics.whatif.draft import drafted
from metrics.whatif.knobs import edits_of, knobs
from metrics.whatif.weights import Siblings, scaled
from tests.metrics.scheme_files import SMALL
from tests.metrics.tiny import cases, tiny_store, units
from tests.metrics.tiny import given as entry
from ui.scheme.whatif.captions import trial_sentence, trials_sentence

SCHEME = SMALL.replace("n: {indicator: given_score, item: 评分}", "n: {indicator: due}")
NAMES = ("甲区", "乙区", "丙区", "丁区")


@pytest.fixture(scope="module")
def con():
    rows = []
    given_scores = []
    for month in (9, 10):
        for place, name in enumerate(NAMES):
            rows += cases(
                name, on_time=9 - place, open_overdue=1 + place, kind="district", month=month
            )
    for name, points in zip(NAMES, (60, 75, 92, 70), strict=True):
        given_scores.append(entry(name, "评分", points, kind="district"))
        given_scores.append(entry(name, "评分", 80, "2025-09", "district"))
    return tiny_store(units=units("district", *NAMES), cases=rows, score_entries=given_scores)


@pytest.fixture(scope="module")
def small():
    return read_scheme(SCHEME.encode(), "small.yaml")


def trial_of(small, **values):
    named = {key.replace("__", "."): value for key, value in values.items()}
    return drafted(SCHEME.encode(), small, edits_of(knobs(small), named), 2).scheme


def both_of(con, small, trial, *periods):
    found = [small.parse_period(p) for p in periods or ("2025-10",)]
    return compared(standings(con, small, found), standings(con, trial, found))


def test_standings_are_the_ranking(con, small) -> None:
    period = small.parse_period("2025-10")
    found = standings(con, small, [period])
    table = rank(con, small, period).table
    for name in ("unit", "score", "rank", "state"):
        assert found[name].tolist() == table[name].tolist()
    assert found["last"].tolist() == [False, False, False, True]


def test_scores_ranks_and_changes_stand_side_by_side(con, small) -> None:
    trial = trial_of(small, closure__weight=Decimal(10), given__weight=Decimal(90))
    both = both_of(con, small, trial).set_index("unit")
    # 0.6 * 90 + 0.4 * 60 and 0.1 * 90 + 0.9 * 60; the others alike
    assert both["score_official"].to_dict() == {"甲区": 78, "乙区": 78, "丙区": 78.8, "丁区": 64}
    assert both["score_trial"].to_dict() == {"甲区": 63, "乙区": 75.5, "丙区": 89.8, "丁区": 69}
    assert both.loc["甲区", ["rank_official", "rank_trial", "rank_change"]].tolist() == [2, 4, -2]
    assert both["score_change"]["甲区"] == -15
    assert both.index.tolist() == ["丙区", "乙区", "甲区", "丁区"]
    assert set(moved(both.reset_index())["unit"]) == {"甲区", "丁区"}


def test_the_sentence_names_those_who_move_most_first(con, small) -> None:
    trial = trial_of(small, closure__weight=Decimal(10), given__weight=Decimal(90))
    said = trial_sentence(both_of(con, small, trial))
    assert (
        said.text() == "按试算方案，4 个单位中有 2 个名次变化：甲区第 2 → 第 4、丁区第 4 → 第 3。"
    )
    assert "2 of 4 units change rank" in said.text("en")


def test_the_sentence_when_nothing_or_only_scores_move(con, small) -> None:
    assert trial_sentence(both_of(con, small, small)).code == "whatif-same"
    half, more = (
        trial_of(small, closure__weight=Decimal(w), given__weight=Decimal(100 - w))
        for w in (50, 51)
    )
    said = trial_sentence(compared(*(standings(con, scheme, [small.parse_period("2025-10")])
                                     for scheme in (half, more))))  # fmt: skip
    assert said.code == "whatif-no-moves" and "甲区（+0.30）" in said.text()


def test_ranks_lost_and_gained_are_moves(con, small) -> None:
    trial = trial_of(small, scheme__n_minimum=Decimal(11))
    both = both_of(con, small, trial)
    assert len(moved(both)) == 4 and both["rank_change"].isna().all()
    assert both["state_trial"].eq("below_minimum_n").all()
    said = trial_sentence(both)
    assert said.code == "whatif-moves-more" and said.text().count("由排名变为不排名") == 3
    back = trial_sentence(compared(*(standings(con, s, [small.parse_period("2025-10")])
                                     for s in (trial, small))))  # fmt: skip
    assert back.text().count("由不排名变为排名") == 3


def test_many_periods_are_means_and_counts(con, small) -> None:
    trial = trial_of(small, closure__weight=Decimal(10), given__weight=Decimal(90))
    both = both_of(con, small, trial, "2025-09", "2025-10")
    by_unit = over_periods(both).set_index("unit")
    # September: the given scores are equal, so the order is that of the closure rates, both times
    assert by_unit.loc["甲区", ["rank_official", "rank_trial", "periods", "moved"]].tolist() == [
        1.5, 2.5, 2, 1,
    ]  # fmt: skip
    assert by_unit.loc["甲区", ["first_official", "first_trial"]].tolist() == [1, 1]
    assert by_unit.loc["甲区", ["last_official", "last_trial"]].tolist() == [0, 1]
    assert by_unit.loc["丁区", ["last_official", "last_trial"]].tolist() == [2, 1]
    said = trials_sentence(both, over_periods(both))
    assert said.code == "whatif-periods-most"
    assert "2 期中，按试算方案有 1 期名次变化，共 2 处" in said.text() and "甲区" in said.text()
    assert trials_sentence(both_of(con, small, small, "2025-09", "2025-10"), by_unit).code == (
        "whatif-periods-none"
    )


def test_who_is_scored_by_one_scheme_alone_is_shown(con, small) -> None:
    official = standings(con, small, [small.parse_period("2025-10")])
    both = compared(official.iloc[:3], official.iloc[1:])
    assert len(both) == 4
    assert both["rank_official"].isna().sum() == 1 and both["rank_trial"].isna().sum() == 1
    assert len(moved(both)) == 2
    last = over_periods(both)["unit"].tolist()[-2:]
    assert set(last) == set(both.loc[both["rank_change"].isna(), "unit"])


def test_measurements_are_shared_only_where_they_are_the_same(small) -> None:
    same = trial_of(
        small, closure__weight=Decimal(61), given__weight=Decimal(39), closure__best=Decimal(50)
    )
    assert measured_by(same) == measured_by(small)
    assert measured_by(trial_of(small, scheme__due_rule="all_filed")) != measured_by(small)
    sample = load_scheme("sample-district")
    for key, value in (("inspection.key_problem", Decimal(3)), ("scheme.rebound_days", 10)):
        edits = edits_of(knobs(sample), {key: value})
        assert measured_by(drafted(source_of(sample), sample, edits, 2).scheme) != measured_by(
            sample
        )


@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_a_draft_scores_as_its_trial_did_with_shared_measurements(con, small, data) -> None:
    """What the screen shows (measurements of the official scheme, where they serve) is what the
    file that was taken away gives when it is read and scored afresh."""
    closure = data.draw(st.integers(1, 99))
    values = scaled(
        Siblings(None, Decimal(100), {"closure": Decimal(closure), "given": Decimal(100 - closure)})
    )
    chosen = {f"{name}.weight": weight for name, weight in values.items()}
    chosen["closure.best"] = data.draw(st.decimals(1, 200, places=2))
    chosen["given.out_of"] = data.draw(st.sampled_from([Decimal(100), Decimal(120)]))
    chosen["scheme.ties"] = data.draw(st.sampled_from(["min", "dense", "unordered"]))
    chosen["scheme.n_minimum"] = data.draw(st.sampled_from([Decimal(0), Decimal(10), Decimal(11)]))
    chosen["scheme.due_rule"] = data.draw(st.sampled_from(["all_filed", "disposed_or_overdue"]))
    draft = drafted(SCHEME.encode(), small, edits_of(knobs(small), chosen), 2)
    periods = [small.parse_period("2025-09"), small.parse_period("2025-10")]
    shared = None
    if measured_by(draft.scheme) == measured_by(small):
        shared = measure(con, small, periods_scored(small, periods))
    shown = standings(con, draft.scheme, periods, shared)
    taken_away = standings(con, read_scheme(draft.content, "mine.yaml"), periods)
    pd.testing.assert_frame_equal(shown, taken_away)


def test_every_file_of_a_folder_can_be_the_other_side(con, small, tmp_path: Path) -> None:
    """Versions with other components still compare: by unit, over the same days."""
    other = SCHEME.replace("weight: 60", "weight: 100").split("  - id: given")[0] + (
        "groups: none\nties: min\nrounding: {digits: 1, stage: total, mode: half_up}\nn: due\n"
    )
    trial = read_scheme(other.replace("version: 1", "version: 2").encode(), "v2.yaml")
    both = both_of(con, small, trial).set_index("unit")
    assert both["score_trial"].to_dict() == {"甲区": 90, "乙区": 80, "丙区": 70, "丁区": 60}
