"""The numbers inside sentences, at the borders where a small slip would change a claim."""

import pandas as pd
import pytest

from kernel.messages import Message
from metrics.narrative import headline, left_out
from metrics.scoring.certainty.judging import APART
from ui import plainly
from ui.captions import of_history
from ui.ledger import captions as ledger_captions
from ui.problems import captions as problem_captions


def test_rise_and_fall_are_those_of_the_units_named():
    rows = [
        {"unit": unit, "period": period, "score": score}
        for unit, first, last in (("甲", 90.0, 80.0), ("乙", 90.0, 85.0), ("丙", 80.0, 92.0))
        for period, score in (("2025-01", first), ("2025-02", last))
    ]
    said = of_history(pd.DataFrame(rows)).params
    assert (said["down"], said["fall"], said["up"], said["rise"]) == ("甲", "10.00", "丙", "12.00")


def test_a_change_of_version_is_told_even_where_nothing_can_be_compared_since():
    rows = [
        {"unit": "甲", "period": f"2025-0{n}", "score": 80.0 + n, "version": version}
        for n, version in ((1, "1"), (2, "2"))
    ]
    assert of_history(pd.DataFrame(rows)).code == "series-reform"
    rows.append({"unit": "甲", "period": "2025-03", "score": 90.0, "version": "2"})
    both = of_history(pd.DataFrame(rows))
    assert both.code.startswith("caption-history")
    assert both.params["since"].params == {"period": "2025-02", "now": "2"}


@pytest.mark.parametrize(("hour", "share"), [(7, "0"), (8, "100"), (17, "100"), (18, "0")])
def test_office_hours_are_eight_to_seventeen(hour, share):
    table = pd.DataFrame([{"weekday": 1, "hour": hour, "count": 3, "per_day": 1.0}])
    assert problem_captions.of_hours(table).params["office"] == share


def test_old_cases_are_those_from_the_border_on():
    old = ledger_captions.OLD_DAYS
    ages = pd.DataFrame(
        [(old - 1, 1, 10.0), (old, 2, 20.0), (90, 3, 70.0)],
        columns=["from_day", "n", "share"],
    )
    items = pd.DataFrame({"unjudged": [False], "open": [True], "share": [6.0]})
    said = ledger_captions.of_ageing(ages, items).params
    assert (said["n"], said["share"]) == ("5", "90")


def test_reasons_with_rows_are_told_and_none_else():
    row = dict.fromkeys(left_out.LEFT_OUT_REASONS, 0.0)
    assert left_out.left_out(row) == []
    first = left_out.LEFT_OUT_REASONS[0]
    (told,) = left_out.left_out(row | {first: 1.0})
    assert told.params["n"] == "1"


def test_shared_rows_are_counted_in_parts():
    assert [left_out.count_text(n) for n in (2.0, 2.04, 2.5, 1234.0)] == [
        "2", "2", "2.5", "1,234",
    ]  # fmt: skip


def test_who_is_surely_behind_is_not_close():
    group = pd.DataFrame(
        {"rank": [1, 2, 3], "unit": ["甲", "乙", "丙"], "p_behind": [float("nan"), APART, 0.5]}
    )
    assert headline.close_to_first(group) == ["丙"]


def test_words_of_chance_go_from_inside_a_sentence_and_the_rest_stays():
    silent, kept = Message("headline-close", {}, "metrics"), Message("group-all", {}, "metrics")
    whole = Message("x", {"one": silent, "other": kept, "both": [silent, kept, "字"]}, "metrics")
    said = plainly.plainly(whole).params
    assert said == {"one": "", "other": kept, "both": [kept, "字"]}
