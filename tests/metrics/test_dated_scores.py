"""A score of a day lies in the assessment month that holds the day, by the scheme's calendar."""

from pathlib import Path

import pytest

from data.importer import import_files
from data.parsing.periods import parse_day, read_period
from data.store import Store
from kernel.periods import parse_period as in_periods
from tests.metrics.test_beyond import ranked, scheme_file, stored


@pytest.mark.parametrize(
    ("text", "period", "day"),
    [
        ("2025-10-25", "2025-10-25", "2025-10-25"),
        ("2025年10月25日", "2025-10-25", "2025-10-25"),
        ("2025/10/1", "2025-10", "2025-10-01"),
        ("2025-10-31", "2025-10", "2025-10-31"),
        ("2025-02-28", "2025-02", "2025-02-28"),
        ("2025-10-25 09:30", None, "2025-10-25"),
        ("2025年10月", "2025-10", "2025-10"),
        ("昨天", None, None),
    ],
)
def test_days_in_columns_of_periods_and_of_days(
    text: str, period: str | None, day: str | None
) -> None:
    assert (read_period(text), parse_day(text)) == (period, day)


def test_a_day_is_a_period_of_one_day() -> None:
    day = in_periods("2025-10-25")
    assert (day.days, str(day.start)) == (1, "2025-10-25")


@pytest.mark.parametrize(
    ("start", "filed"), [(1, {"2025-10": 95}), (21, {"2025-11": 95}), (26, {"2025-10": 95})]
)
@pytest.mark.parametrize("header", ["考核周期", "评分日期", "考核时间"])
def test_a_dated_score_belongs_to_the_schemes_month(
    tmp_path: Path, header: str, start: int, filed: dict[str, float]
) -> None:
    store = stored(tmp_path)
    path = tmp_path / "日.csv"
    path.write_text(
        f"{header},考核单位,评分项目,分值\n2025-10-25,云栖区,市容,95\n", encoding="utf-8"
    )
    import_files(store, [path])
    scheme = scheme_file(tmp_path, start=start)
    found = {p: ranked(store, scheme, p) for p in ("2025-09", "2025-10", "2025-11")}
    assert {p: units["云栖区"] for p, units in found.items() if units} == filed


def test_a_dated_adjustment_does_so_too(tmp_path: Path) -> None:
    store = stored(tmp_path, "2025-10,云栖区 90", "2025-11,云栖区 90")
    path = tmp_path / "加减分.csv"
    path.write_text(
        "日期,考核单位,加减分值,事由\n2025-10-25,云栖区,-1.5,市民投诉\n", encoding="utf-8"
    )
    (account,) = import_files(store, [path])
    assert account.stored == 1
    scheme = scheme_file(tmp_path, start=21)
    text = scheme.read_text(encoding="utf-8") + "adjustments: {bonus: 5, penalty: 5}\n"
    scheme.write_text(text, encoding="utf-8")
    assert ranked(store, scheme, "2025-10")["云栖区"] == 90
    assert ranked(store, scheme, "2025-11")["云栖区"] == 88.5


def test_the_period_of_a_title_goes_before_the_day_of_entry(tmp_path: Path) -> None:
    path = tmp_path / "评.csv"
    path.write_text(
        "2025年10月评分表,,,\n评分日期,考核单位,评分项目,分值\n2025-11-03,云栖区,市容,95\n",
        encoding="utf-8",
    )
    store = Store(tmp_path / "store")
    import_files(store, [path])
    with store.connect() as con:
        assert con.execute("SELECT period FROM score_entries").fetchall() == [("2025-10",)]
