"""The same period a year before, beside every ranking."""

import csv
import io
import json
from collections.abc import Sequence
from contextlib import nullcontext
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from kernel.periods import parse_period
from metrics.__main__ import main
from metrics.finished import Progress
from metrics.narrative.year_words import year_notes
from metrics.scoring.ranking import Ranking, periods_ranked, rank
from metrics.scoring.scores import scores
from shirong import scores as command
from shirong.score_rows import ranking_rows
from tests.metrics import test_finished as finished
from tests.metrics.scheme_files import small
from tests.metrics.test_effect import CLOSURE
from tests.metrics.test_reform import LINEAR
from tests.metrics.tiny import cases, given, tiny_store, units

GIVEN = {
    "2024-10": {"甲区": 90, "乙区": 70, "丙区": 80},
    "2025-09": {"甲区": 80, "乙区": 85, "丙区": 88},
    "2025-10": {"甲区": 91, "乙区": 92, "丁区": 60},
}
NONE = {"year_score": None, "year_rank": None, "year_change": None, "year_rank_change": None}


def city(**more: Any) -> Any:
    rows = [
        given(unit, "评分", value, period, "district")
        for period, values in GIVEN.items()
        for unit, value in values.items()
    ]
    return tiny_store(score_entries=rows, **more)


def by_unit(ranking: Ranking) -> dict[str, dict]:
    names = [*NONE, *(n for n in ranking.table if n.startswith("comparable_year"))]
    rows = ranking_rows(ranking, "zh")
    return {row["unit"]: {name: row[name] for name in names} for row in rows}


def codes(ranking: Ranking) -> list[str]:
    return [note.code for note in ranking.year.notes]


def test_score_and_rank_of_a_year_before_stand_beside_those_of_now(tmp_path: Path) -> None:
    scheme = small(tmp_path)
    ranking = rank(city(), scheme, scheme.parse_period("2025-10"))
    found = by_unit(ranking)
    assert found["甲区"] == {
        "year_score": 90, "year_rank": 1, "year_change": 1, "year_rank_change": -1,
    }  # fmt: skip
    assert found["乙区"] == {
        "year_score": 70, "year_rank": 3, "year_change": 22, "year_rank_change": 2,
    }  # fmt: skip
    assert found["丁区"] == NONE  # was not there a year before
    assert ranking.table.set_index("unit").loc["乙区", "previous_score"] == 85  # not the year's
    assert ranking.year.compared and ranking.all_notes == ranking.notes
    row = ranking_rows(ranking, "zh")[0]
    assert (row["year_from"], row["year_to"]) == ("2024-10-01", "2024-10-31")


def test_without_data_a_year_before_there_is_no_figure_and_it_is_said(tmp_path: Path) -> None:
    scheme = small(tmp_path)
    ranking = rank(city(), scheme, scheme.parse_period("2025-09"))
    assert by_unit(ranking)["甲区"] == NONE
    assert not ranking.year.compared and ranking.year.columns == ()
    assert codes(ranking) == ["year-no-data"]
    assert ranking.all_notes[-1].text("zh") == "2024年9月（上年同期）没有可比的得分，不作同比。"
    assert "year_from" not in ranking_rows(ranking, "zh")[0]


def test_a_year_is_compared_once_with_the_year_before(tmp_path: Path) -> None:
    scheme = small(tmp_path)
    ranking = rank(city(), scheme, scheme.parse_period("2025"))
    same = zip(ranking.table["previous_score"], ranking.table["year_score"], strict=True)
    assert all(a == b or (a != a and b != b) for a, b in same)
    assert ranking.year.columns == () and ranking.year.notes == []


def test_one_pass_reads_the_year_before_and_nothing_twice(tmp_path: Path) -> None:
    scheme = small(tmp_path)
    month, year = scheme.parse_period("2025-10"), scheme.parse_period("2025")
    assert [p.id for p in periods_ranked(scheme, month)] == ["2024-10", "2025-09", "2025-10"]
    assert [p.id for p in periods_ranked(scheme, year)] == ["2024", "2025"]
    con = city()
    at_hand = scores(con, scheme, periods_ranked(scheme, month))
    again = rank(con, scheme, month, found=at_hand)
    assert by_unit(again) == by_unit(rank(con, scheme, month))
    assert set(at_hand.draws) == {("2025-10", n) for _, n in at_hand.draws} | {
        ("2025-09", n) for _, n in at_hand.draws
    }  # nothing is drawn for the year before


# ------------------------------------------------------------------ a reform, a part, a gap


def months(*days: tuple[int, int], **closed: Sequence[int]) -> list[dict]:
    """Cases of the months (year, month): of ten due, so many closed."""
    rows = []
    for place, (year, month) in enumerate(days):
        for unit, numbers in closed.items():
            own = cases(unit, on_time=numbers[place], open_overdue=10 - numbers[place],
                        kind="district", month=month)  # fmt: skip
            for row in own:
                for name in ("reported_at", "due_at", "closed_at"):
                    row[name] = row[name] and row[name].replace(year=year)
                row["record_key"] = row["case_no"] = f"{year}-{row['case_no']}"
                row["as_of"] = datetime(2026, 1, 1)
            rows += own
    return rows


def test_a_reform_since_is_published_and_comparable(tmp_path: Path) -> None:
    own = {"n": "due", "status": "in_force"}
    one = small(tmp_path, components=CLOSURE, version=1, effective_from=date(2024, 1, 1),
                effective_to=date(2024, 12, 31), **own)  # fmt: skip
    two = small(tmp_path, components=LINEAR, version=2, effective_from=date(2025, 1, 1), **own)
    scheme = two.among([one, two])
    when = ((2024, 5), (2025, 4), (2025, 5))
    con = tiny_store(
        units=units("district", "甲区", "乙区"),
        cases=months(*when, 甲区=(8, 9, 9), 乙区=(9, 8, 8)),
    )
    ranking = rank(con, scheme, scheme.parse_period("2025-05"))
    found = by_unit(ranking)["甲区"]
    # 9 of 10: 80 by version 2; a year before 8 of 10: 80 as published, 60 by version 2
    assert found["year_score"] == 80 and found["year_change"] == 0
    assert (found["comparable_year_score"], found["comparable_year_change"]) == (60, 20)
    assert (found["comparable_year_rank"], found["comparable_year_rank_change"]) == (2, 1)
    assert ranking.year.columns[0].startswith("comparable_")
    assert codes(ranking) == ["year-reform"]
    text = ranking.year.notes[0].text("zh")
    assert "2024年5月" in text and "第 1 版" in text and "第 2 版" in text
    assert ranking.reform is None  # April is by version 2 too


def test_a_year_before_in_which_a_source_begins_is_compared_with_nothing() -> None:
    def weekly(first: date) -> dict[str, str]:
        days = [first + timedelta(weeks=n) for n in range((date(2025, 10, 20) - first).days // 7)]
        return {f"{day}": "2025-10-21" for day in [*days, date(2025, 10, 20)]}

    early, late = date(2024, 9, 2), date(2024, 10, 7)
    for hotline, said in ((early, ["year-no-data"]), (late, ["year-not-compared-because"])):
        con = finished.city(weekly(early), weekly(hotline), weekly(early))
        ranking = rank(con, finished.SCHEME, finished.SCHEME.parse_period("2025-10"))
        assert codes(ranking) == said and ranking.table["year_score"].isna().all()


@pytest.mark.parametrize(
    ("now", "earlier", "code"),
    [
        ({}, {"begun": (("grid", date(2024, 10, 9)),)}, "year-not-compared-because"),
        ({"begun": (("grid", date(2025, 10, 9)),)}, {}, "year-not-compared-because"),
        ({"behind": (("grid", datetime(2025, 10, 9)),)}, {}, "year-not-compared-because"),
        ({}, {}, "year-not-compared"),
    ],
)
def test_why_nothing_is_compared_is_said(now: dict, earlier: dict, code: str) -> None:
    month = parse_period("2025-10")
    year = month.year_before()
    own = Progress(month, month, not now, **now)
    (note,) = year_notes(
        own, Progress(year, year, not earlier, **earlier), False, False, None, [], {}
    )
    assert note.code == code
    which = "2025年10月" if now else "2024年10月"
    assert which in note.text("zh") and note.text("en")


def test_a_component_that_had_no_data_then_is_named(tmp_path: Path) -> None:
    scheme = small(tmp_path)
    # the source is known since March 2024, and had nothing of October
    earlier = months((2024, 3), (2025, 10), 甲区=(5, 5))
    ranking = rank(city(cases=earlier), scheme, scheme.parse_period("2025-10"))
    (note,) = ranking.year.notes
    assert note.code == "rank-note-reweighted"
    assert "与上年同期" in note.text("zh") and "上年同期无数据" in note.text("zh")
    assert "year before" in note.text("en")


def test_command_line_has_the_figures_in_every_format(
    tmp_path: Path, monkeypatch: Any, capsys: Any
) -> None:
    scheme = small(tmp_path)
    con = city()

    class Stub:
        def __init__(self, folder: Any) -> None: ...

        def connect(self) -> Any:
            return nullcontext(con)

    monkeypatch.setattr(command, "Store", Stub)
    monkeypatch.setattr(command, "scheme_at", lambda *_: (scheme, scheme.parse_period("2025-10")))
    asked = ["rank", "--scheme", "small", "--period", "2025-10", "--lang", "zh"]
    assert main([*asked, "--json"]) == 0
    first = json.loads(capsys.readouterr().out)[0]
    assert (first["unit"], first["year_score"], first["year_change"]) == ("乙区", 70, 22)
    main([*asked, "--format", "csv"])
    line = next(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert (line["year_rank"], line["year_rank_change"]) == ("3", "2")
    main(asked)
    assert "同比变化" in capsys.readouterr().out
