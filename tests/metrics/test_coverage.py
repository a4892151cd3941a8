"""Which periods the filters offer."""

from metrics.coverage import longer_of, opening_period, periods_of
from metrics.schemes.scheme import load_scheme


def insert(store, *days: str, as_of: str = "2025-10-21 08:00") -> None:
    with store.writing("test") as draft:
        for day in days:
            draft.con.execute(
                "INSERT INTO inspections (visit_no, inspected_at, district, as_of, share, "
                "record_key, batch_id) VALUES (?, ?, '云栖区', ?, 1, ?, 1)",
                [day, f"{day} 09:00", as_of, day],
            )
        draft.con.execute(
            "INSERT INTO import_batches (batch_id, rows_read, stored, updated, duplicates, "
            "rejected, set_aside) VALUES (1, 0, 0, 0, 0, 0, 0)"
        )


def found(store) -> list[str]:
    con = store.connect()
    periods = periods_of(con, load_scheme("sample-district"))
    con.close()
    return [period.id for period in periods]


def test_only_periods_with_facts_newest_first_cut_as_the_scheme_cuts_months(store):
    insert(store, "2025-09-20", "2025-09-21", "2025-10-20", "2025-07-01")
    assert found(store) == ["2025-10", "2025-09", "2025-07"]


def test_days_after_the_latest_export_are_misdated_and_offer_no_period(store):
    insert(store, "2025-10-01", "2031-05-05")
    assert found(store) == ["2025-10"]


def test_facts_of_other_kinds_of_unit_do_not_count(store):
    insert(store, "2025-10-01")
    con = store.connect()
    assert periods_of(con, load_scheme("yuncheng-team")) == []
    con.close()


def opened(store, scheme_id: str) -> str | None:
    con, scheme = store.connect(), load_scheme(scheme_id)
    period = opening_period(con, scheme, periods_of(con, scheme))
    con.close()
    return period.id if period else None


def test_a_page_opens_with_the_newest_period_that_has_ended(store):
    insert(store, "2025-09-21", "2025-10-20", "2025-10-21", as_of="2025-10-21 08:00")
    assert found(store) == ["2025-11", "2025-10"]
    assert opened(store, "sample-district") == "2025-10"


def test_a_page_opens_with_a_running_period_when_there_is_no_other(store):
    insert(store, "2025-10-01", as_of="2025-10-05 08:00")
    assert opened(store, "sample-district") == "2025-10"
    assert opened(store, "yuncheng-team") is None


def test_longer_periods_are_those_that_hold_the_months():
    scheme = load_scheme("sample-district")
    months = [scheme.parse_period(m) for m in ("2025-10", "2025-09", "2024-12")]
    assert [p.id for p in longer_of(scheme, months)] == [
        "2025-Q4", "2025-Q3", "2024-Q4", "2025-H2", "2024-H2", "2025", "2024",
    ]  # fmt: skip
