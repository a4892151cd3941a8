"""The stories of the inspectors' side are there, as large as the docstring of the sample says."""

import pytest

from sample_city import collectors, plan_files, registers, weather
from sample_city.check_files import inspection_files
from sample_city.sample import Sample, make_sample
from sample_city.stories import LATE_FILE


def test_one_collectors_reports_are_voided(sample: Sample) -> None:
    own = sample.cases[sample.cases["collector"] != ""]
    rate = own.groupby("collector")["voided"].mean()
    assert rate.idxmax() == collectors.CARELESS and len(rate) == collectors.COLLECTORS
    assert rate.max() > 5 * rate.drop(collectors.CARELESS).max()
    share = own.loc[own["voided"], "collector"].eq(collectors.CARELESS).mean()
    assert share == pytest.approx(collectors.CARELESS_SHARE, abs=0.05)


def test_more_is_found_in_rain_and_not_without_stories(sample: Sample) -> None:
    def ratio(city: Sample) -> float:
        visits = city.visits[city.visits["weather"] != ""]
        wet = visits["weather"].isin(weather.RAIN_WORDS)
        found = city.findings["visit_no"].value_counts()
        each = visits["visit_no"].map(found).fillna(0)
        return float(each[wet].mean() / each[~wet].mean())

    assert 1.3 < ratio(sample) < 1.6
    assert 0.8 < ratio(make_sample(planted=False)) < 1.2


def test_one_company_keeps_to_main_streets(sample: Sample) -> None:
    visits = sample.visits[(sample.visits["agency"] != "") & sample.visits["point_type"].eq("道路")]

    classes = registers.assessed_points()["class"].to_numpy()[visits["point_at"]]
    main = visits.assign(main=[kind in collectors.MAIN_CLASSES for kind in classes])
    share = main.groupby("agency")["main"].mean()
    assert share[collectors.MAIN_STREETS] > 0.8
    assert share.drop(collectors.MAIN_STREETS).max() < 0.2


def test_the_plan_and_one_quota_ask_for_more_than_is_made(sample: Sample) -> None:
    last = sample.visits[sample.visits["months_back"] == 0]
    done = last["district"].value_counts()
    assert done[plan_files.MORE_CHECKS] < 0.85 * plan_files.MORE
    assert (done > plan_files.USUAL).all()
    people = last["inspector"].value_counts()
    assert people[plan_files.BEHIND] < 0.85 * plan_files.BEHIND_QUOTA
    assert plan_files.NEVER_THERE not in people


def test_the_late_file_says_nothing_of_key_problems(sample: Sample) -> None:

    files = list(inspection_files(sample.visits, sample.findings, sample.months))
    flagged = {
        export.name: "重点问题" in sheet.columns
        for export in files
        for sheet in export.sheets
        if sheet.profile == "findings"
    }
    late = {name for name, has in flagged.items() if not has}
    assert len(late) == 1 and LATE_FILE[0] in late.pop()
