"""Scores of another scheme as a component: the annual score from the monthly ones."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from metrics.schemes.scheme import Scheme, SchemeError, list_schemes, load_scheme, scheme_key
from metrics.scoring.certainty.past import drawn
from metrics.scoring.explain import explain
from metrics.scoring.ranking import rank
from metrics.scoring.scores import scores
from metrics.scoring.taken_rows import taken_rows
from shirong.score_rows import explanation_content, ranking_rows
from tests.metrics.scheme_files import SMALL, scheme_file
from tests.metrics.tiny import cases, given, tiny_store, units

MONTHLY = SMALL.replace("id: small", "id: monthly", 1)
YEARLY = SMALL.replace("id: small", "id: annual", 1).replace("grain: month", "grain: year")
YEARLY = YEARLY.replace("longer: mean_of_months", "longer: recompute")
TAKES = """\
  - id: usual
    name: {zh: 平时考核, en: Usual}
    weight: 60
    full: 100
    indicator: scheme_score
    scheme: monthly
    rule: {type: proportional}
"""
OWN = YEARLY[YEARLY.index("  - id: closure") : YEARLY.index("  - id: given")]
ANNUAL = YEARLY.replace(OWN, TAKES).replace("评分", "年终")
ONLY_GIVEN = MONTHLY.replace(MONTHLY[MONTHLY.index("  - id: closure") :
                                     MONTHLY.index("  - id: given")], "").replace(
    "weight: 40", "weight: 100"
)  # fmt: skip


def folder_of(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        scheme_file(folder, text, f"{name}.yaml")
    return folder


def annual(folder: Path, monthly: str = ONLY_GIVEN, **more: str) -> Scheme:
    folder_of(folder, annual=ANNUAL, monthly=monthly, **more)
    return load_scheme("annual", folder=folder)


def city(*, missing: tuple[tuple[str, str], ...] = ()) -> Any:
    rows = [
        given(unit, "评分", base + month, f"2025-{month:02d}", "district")
        for unit, base in (("甲区", 80), ("乙区", 70))
        for month in range(1, 13)
        if (unit, f"2025-{month:02d}") not in missing and ("*", f"2025-{month:02d}") not in missing
    ]
    rows += [given(unit, "年终", 90, "2025", "district") for unit in ("甲区", "乙区")]
    return tiny_store(units=units("district", "甲区", "乙区"), score_entries=rows)


def codes(ranking: Any) -> list[str]:
    return [note.code for note in ranking.notes if note.code.startswith("composed")]


def test_the_year_takes_the_mean_of_the_published_months(tmp_path: Path) -> None:
    scheme = annual(tmp_path)
    con = city()
    ranking = rank(con, scheme, scheme.parse_period("2025"))
    rows = {row["unit"]: row for row in ranking_rows(ranking, "zh")}
    usual = rows["甲区"]["components"]["usual"]
    assert (usual["value"], usual["numerator"], usual["denominator"]) == (86.5, 1038, 12)
    assert rows["甲区"]["score"] == 87.9  # 60 % of 86.5 and 40 % of 90
    about = usual["taken"]
    assert about["scheme"] == "monthly" and about["versions"] == [1]
    assert about["periods"][0] == "2025-01" and len(about["periods"]) == 12
    assert codes(ranking) == ["composed"]
    assert "2025-01–2025-12 共 12 期" in ranking.notes[-1].text("zh") + str(
        [note.text("zh") for note in ranking.notes]
    )
    assert ranking.progress.finished


def test_missing_periods_and_units_without_some_are_said(tmp_path: Path) -> None:
    scheme = annual(tmp_path)
    con = city(missing=(("*", "2025-03"), ("乙区", "2025-05")))
    period = scheme.parse_period("2025")
    ranking = rank(con, scheme, period)
    assert codes(ranking) == ["composed", "composed-missing", "composed-units"]
    said = [n.text("zh") for n in ranking.notes if n.code.startswith("composed")]
    assert "2025-01–2025-02、2025-04–2025-12 共 11 期" in said[0]
    assert "2025-03" in said[1] and "乙区" in said[2] and "甲区" not in said[2]
    assert not ranking.progress.finished  # a year without one of its months is not whole
    assert [month.id for month in ranking.progress.missing] == ["2025-03"]
    (one,) = ranking.taken
    table = taken_rows(one, "乙区").set_index("period")
    assert table.loc["2025-05", "state"] == "no_data" and np.isnan(table.loc["2025-05", "score"])
    assert table.loc["2025-03", "state"] == "missing"
    assert (table.loc["2025-12", "score"], table.loc["2025-12", "rank"]) == (82, 2)
    content = explanation_content(explain(con, scheme, period, "乙区"), "zh")
    assert content["taken"][0]["missing"] == ["2025-03"]
    assert len(content["taken"][0]["scores"]) == 12
    assert len(taken_rows(one, "甲区")) == 12


def test_each_month_is_by_the_version_of_the_other_scheme_in_force(tmp_path: Path) -> None:
    first = ONLY_GIVEN.replace("effective_from: 2025-01-01",
                               "effective_from: 2025-01-01\neffective_to: 2025-06-30")  # fmt: skip
    second = ONLY_GIVEN.replace("version: 1", "version: 2").replace("2025-01-01", "2025-07-01")
    second = second.replace("out_of: 100", "out_of: 200")
    scheme = annual(tmp_path, first, monthly2=second)
    ranking = rank(city(), scheme, scheme.parse_period("2025"))
    value = ranking.components.set_index(["unit", "component"]).loc[("甲区", "usual"), "value"]
    whole, halved = sum(80 + m for m in range(1, 7)), sum(80 + m for m in range(7, 13)) / 2
    assert value == pytest.approx((whole + halved) / 12)
    assert ranking.taken[0].versions == (1, 2)
    assert "第 1、2 版" in next(n for n in ranking.notes if n.code == "composed").text("zh")


def test_months_that_are_not_over_do_not_count(tmp_path: Path) -> None:
    scheme = annual(tmp_path, MONTHLY)
    monthly = scheme.others["monthly"]
    rows = [row for m in (8, 9, 10) for row in cases("甲区", kind="district", month=m, on_time=9,
                                                     open_overdue=1)]  # fmt: skip
    rows += cases("甲区", kind="district", month=11, day=3, on_time=2)
    for row in rows:
        row["as_of"] = datetime(2025, row["reported_at"].month + 1, 1, 8)
        if row["reported_at"].month == 11:
            row["as_of"] = datetime(2025, 11, 10, 8)
    con = tiny_store(units=units("district", "甲区"), cases=rows)
    ranking = rank(con, scheme, scheme.parse_period("2025"))
    assert [p.id for p in ranking.taken[0].counted] == ["2025-08", "2025-09", "2025-10"]
    assert [p.id for p in ranking.taken[0].unfinished] == ["2025-11", "2025-12"]
    assert "composed-unfinished" in codes(ranking) and ranking.progress.running
    nothing = rank(con, scheme, scheme.parse_period("2024"))
    assert nothing.table["score"].isna().all()
    # what is certain of the months is carried through
    found = scores(con, scheme, [ranking.period])
    months = scores(con, monthly, list(ranking.taken[0].counted))
    own = drawn(con, [ranking.period], found)[ranking.period.id]
    each = drawn(con, list(ranking.taken[0].counted), months)
    mean = np.mean([draws.of("甲区") for draws in each.values()], axis=0)
    assert own.sampled.all()
    assert own.of("甲区") == pytest.approx(mean)  # the year's end is missing: all weight is theirs


@pytest.mark.parametrize(
    ("files", "code", "words"),
    [
        ({}, "scheme-takes-unknown", "monthly"),
        ({"monthly": ONLY_GIVEN.replace("district", "team")}, "scheme-takes-others", "team"),
        ({"monthly": ANNUAL.replace("id: annual", "id: monthly")}, "scheme-takes-circle",
         "monthly → monthly"),
        ({"monthly": ANNUAL.replace("id: annual", "id: monthly").replace(
            "scheme: monthly", "scheme: annual")}, "scheme-takes-circle",
         "annual → monthly → annual"),
        ({"annual": ANNUAL.replace("grain: year", "grain: week"), "monthly": ONLY_GIVEN},
         "scheme-takes-longer", "monthly"),
        ({"annual": ANNUAL.replace("    scheme: monthly\n", "")}, "scheme-takes-misplaced",
         "scheme"),
        ({"annual": ANNUAL.replace("scheme: monthly", "scheme: monthly\n    filters: {point: [a]}"),
          "monthly": ONLY_GIVEN}, "scheme-takes-whole", "filters"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_named_with_its_line(
    tmp_path: Path, files: dict[str, str], code: str, words: str
) -> None:
    folder_of(tmp_path, **({"annual": ANNUAL} | files))
    errors = [one for one in list_schemes(tmp_path) if isinstance(one, SchemeError)]
    assert errors
    error = next(one for one in errors if one.file in ("annual.yaml", "monthly.yaml"))
    params = error.faults[0].params
    assert params["what"].code == code and params["line"] > 10
    said = [fault.text(lang) for one in errors for fault in one.faults for lang in ("zh", "en")]
    assert any(words in text for text in said)
    with pytest.raises(SchemeError):
        load_scheme("annual", folder=tmp_path)


def test_a_file_finds_the_other_scheme_beside_it_and_a_change_there_is_a_change(
    tmp_path: Path,
) -> None:
    by_id = annual(tmp_path)
    by_path = load_scheme(tmp_path / "annual.yaml")
    assert by_path.others["monthly"] == by_id.others["monthly"]
    before = scheme_key(by_id)
    scheme_file(tmp_path, ONLY_GIVEN.replace("digits: 2", "digits: 1"), "monthly.yaml")
    assert scheme_key(load_scheme("annual", folder=tmp_path)) != before


def test_the_shipped_example_takes_the_monthly_scheme() -> None:
    scheme = load_scheme("sample-year", date(2025, 10, 1))
    assert scheme.takes == ("sample-district",)
    assert scheme.others["sample-district"].id == "sample-district"
