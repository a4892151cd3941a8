"""When a period is over: by the as-of of each source that a scheme needs."""

from datetime import datetime
from fractions import Fraction

import pytest

from kernel.periods import parse_period
from metrics.coverage import opening_period, periods_of
from metrics.finished import Reach, comparable, progress, progress_of, reach
from metrics.schemes.scheme import load_scheme
from metrics.scoring.minimum import minimum_n
from metrics.scoring.ranking import rank
from tests.metrics.tiny import tiny_store

SCHEME = load_scheme("sample-district")  # months from the 21st


def at(day: str, hour: int = 8) -> datetime:
    return datetime.fromisoformat(f"{day} {hour:02d}:00")


def city(grid: dict[str, str], hotline: dict[str, str], checks: dict[str, str] | None = None):
    """A store with one case, request and check on each of some days: day -> as-of."""
    rows = {"case_no": "", "district": "甲区", "due_at": None}
    own = []
    for batch, channel, days in ((1, "collector", grid), (2, "12345", hotline)):
        own += [
            rows
            | {"reported_at": at(day), "channel": channel, "as_of": at(as_of), "batch_id": batch}
            | {"record_key": f"{channel} {day}", "case_no": f"{channel} {day}"}
            for day, as_of in days.items()
        ]
    visits = [
        {"inspected_at": at(day), "district": "甲区", "as_of": at(as_of), "batch_id": 3}
        for day, as_of in (grid if checks is None else checks).items()
    ]
    return tiny_store(cases=own, inspections=visits)


def of(con, period: str):
    return progress(con, SCHEME, SCHEME.parse_period(period))


WHOLE = {"2025-09-25": "2025-10-21", "2025-10-20": "2025-10-21"}
LATER = WHOLE | {"2025-10-25": "2025-11-05", "2025-11-05": "2025-11-05"}


def test_a_period_is_over_when_every_source_has_finished_it():
    con = city(WHOLE, WHOLE)
    found = of(con, "2025-10")
    assert found.finished and not found.behind and found.known == found.period


@pytest.mark.parametrize("behind", ["grid", "hotline", "checks"])
def test_one_source_that_is_behind_keeps_a_period_open(behind):
    sources = {"grid": WHOLE, "hotline": WHOLE, "checks": WHOLE}
    con = city(**sources | {behind: {"2025-09-25": "2025-10-10"}})
    found = of(con, "2025-10")
    name = {"grid": "grid", "hotline": "complaints", "checks": "inspections"}[behind]
    assert not found.finished and found.behind == ((name, at("2025-10-10")),)
    assert dict(found.known.reached)[name] == 20  # 21 September to 10 October


def test_the_day_of_the_furthest_source_and_the_source_that_is_behind_are_said():
    con = city(LATER, WHOLE)
    found = of(con, "2025-11")
    assert (found.day, found.period.days, found.finished) == (16, 31, False)
    assert found.known.last_day == at("2025-11-05").date()
    assert dict(found.behind)["complaints"] == at("2025-10-21")
    notes = [note.text("zh") for note in rank(con, SCHEME, found.period).notes]
    assert "进行中：第 16 天，共 31 天；12345 工单截至 10月21日" in notes[0]
    assert "9月21日–10月6日" in notes[-1] or any("9月21日–10月6日" in note for note in notes)


def test_complaints_in_the_export_of_a_platform_do_not_speak_for_the_hotline():
    con = city(LATER, WHOLE)
    con.execute(
        "UPDATE cases SET channel = 'hotline', is_complaint = TRUE WHERE day = '2025-11-05'"
    )
    assert dict(of(con, "2025-11").behind)["complaints"] == at("2025-10-21")


def test_a_hole_between_exports_is_no_finished_period_a_weekly_rhythm_is():
    october = parse_period("2025-10")
    holed = Reach(
        {at("2025-10-05").date(): at("2025-10-10"), at("2025-11-02").date(): at("2025-11-05")}
    )
    assert holed.until(october) == at("2025-10-10")
    weekly = Reach(
        {
            at("2025-10-24").date(): at("2025-10-25"),
            at("2025-11-01").date(): at("2025-11-01", 7),
        }
    )
    assert weekly.until(october) == at("2025-11-01", 7)


def test_an_as_of_that_nothing_states_speaks_for_the_whole_of_its_day():
    con = city({"2025-10-20": "2025-10-20"}, {"2025-10-20": "2025-10-20"})
    assert not of(con, "2025-10").finished
    con.execute(
        "INSERT INTO import_batches (batch_id, account) "
        'SELECT UNNEST([1, 2, 3]), \'{"as_of_by": "last_event"}\''
    )
    assert of(con, "2025-10").finished


def test_a_quarter_says_which_months_are_missing_and_which_are_not_over():
    con = city(LATER, LATER)
    found = of(con, "2025-Q4")
    assert [m.id for m in found.missing] == ["2025-12"]
    assert [m.id for m in found.unfinished] == ["2025-11"]
    year = of(con, "2025-Q3")
    assert not year.finished and not year.running and len(year.missing) == 3
    assert not comparable(year, of(con, "2025-Q2"))


def test_weeks_and_ranges_are_over_by_the_same_rule():
    con = city(LATER, WHOLE)
    assert of(con, "2025-W41").finished and of(con, "2025-10-15").finished
    assert of(con, "2025-07-21..2025-10-20").finished
    assert not of(con, "2025-10-19..2025-10-25").finished


def test_the_default_is_the_last_finished_period():
    con = city(LATER, WHOLE)
    periods = periods_of(con, SCHEME)
    assert periods[0].id == "2025-11"
    opened = opening_period(con, SCHEME, periods)
    assert opened is not None and opened.id == "2025-10"


def test_a_cut_period_reads_each_source_up_to_its_own_day():
    con = city(LATER, WHOLE)
    cut = of(con, "2025-11").known
    assert cut.end_of("grid") > cut.end_of("complaints")
    before = cut.previous()
    assert (before.id, str(before.last_day), before.reached) == (
        "2025-10",
        "2025-10-06",
        cut.reached,
    )
    assert before.whole() == SCHEME.parse_period("2025-10")
    assert cut.year_before().days == cut.days


def test_nobody_is_listed_and_nothing_is_clear_while_a_period_runs():
    con = city(LATER, WHOLE)
    running = rank(con, SCHEME, SCHEME.parse_period("2025-11"))
    assert not running.progress.finished
    assert running.lists.red == running.lists.black == running.lists.statement == ()
    assert set(running.table["clear"]) <= {"unknown"}
    assert running.compared is None or running.compared.days == running.period.days


def test_given_scores_are_waited_for_by_nobody():
    scheme = load_scheme("nyc-scorecard")
    con = tiny_store(
        score_entries=[
            {"district": "甲", "indicator": "Acceptable streets", "value": 90, "period": "2025-10"}
            | {"state": "value", "as_of": at("2025-10-10")}
        ]
    )
    assert progress(con, scheme, scheme.parse_period("2025-10")).finished
    assert [m.id for m in progress(con, scheme, scheme.parse_period("2025-Q4")).missing] == [
        "2025-11",
        "2025-12",
    ]


@pytest.mark.parametrize(
    ("period", "share"),
    [
        ("2025-10", Fraction(1)),
        ("2025-Q4", Fraction(3)),
        ("2025-W41", Fraction(7, 30)),
        ("2025-10-15", Fraction(1, 30)),
        ("2025-09-21..2025-10-05", Fraction(15, 30)),
    ],
)
def test_the_minimum_n_follows_the_length_of_the_period(period, share):
    found = minimum_n(SCHEME, SCHEME.parse_period(period))
    assert share * int(SCHEME.n.minimum) <= found < share * int(SCHEME.n.minimum) + 1


def test_the_minimum_n_of_a_running_month_is_that_of_its_days():
    cut = SCHEME.parse_period("2025-11").so_far({"grid": 16})
    assert minimum_n(SCHEME, cut) == 62  # 120 * 16 / 31, rounded up


def test_progress_of_an_empty_store_is_no_error():
    con = tiny_store()
    assert reach(con, SCHEME) == {}
    assert progress_of(SCHEME, SCHEME.parse_period("2025-10"), {}).known.days == 30


@pytest.mark.parametrize("late", ["grid", "hotline", "checks"])
def test_a_period_in_which_a_source_begins_is_compared_with_nothing(late):
    """The first days that anybody knows are ten of a month: counts and loads are not a month's."""
    every_week = {f"2025-{day}": "2025-11-21" for day in (
        "08-22", "08-29", "09-05", "09-12", "09-19", "09-26", "10-03", "10-10", "10-17", "10-24",
        "11-01", "11-08", "11-15", "11-20",
    )}  # fmt: skip
    sources = {"grid": every_week, "hotline": every_week, "checks": every_week}
    con = city(**sources)
    before, now = (of(con, period) for period in ("2025-09", "2025-10"))
    assert not before.begun and comparable(now, before)
    begins = {day: told for day, told in every_week.items() if day >= "2025-09-10"}
    con = city(**sources | {late: begins})
    before, now, after = (of(con, period) for period in ("2025-09", "2025-10", "2025-11"))
    assert [day.isoformat() for _, day in before.begun] == ["2025-09-12"]
    assert before.finished and not now.begun
    assert not comparable(now, before) and comparable(after, now)
    ranking = rank(con, SCHEME, SCHEME.parse_period("2025-10"))
    assert ranking.compared is None and ranking.table["change"].isna().all()
    assert "9月12日" in ranking.notes[0].text("zh")


def test_rare_facts_do_not_make_a_first_period_short():
    """Facts on one day a month: nobody can say from the first that anything lacks before it."""
    monthly = {f"2025-{month:02d}-15": "2025-12-21" for month in range(6, 13)}
    con = city(monthly, monthly)
    assert not of(con, "2025-06").begun
