"""Which problems are key ones: flags win, the library holds on its days, unknown is unknown."""

from pathlib import Path

import pytest

from data.importer import import_files
from data.storage.key_problems import mark_key_problems
from data.store import Store

FOUND = """问题编号,检查日期,区域,点位,大类,小类,问题描述{flag}
W1,2025-03-31,甲区,一路,街面秩序,店外经营,一{one}
W2,2025-04-01,甲区,一路,街面秩序,店外经营,二{other}
W3,2025-04-01,乙区,二路,街面秩序,店外经营,三{one}
W4,2025-04-30,甲区,一路,市容环境,暴露垃圾,四{one}
W5,2025-05-01,甲区,一路,市容环境,暴露垃圾,五{one}
"""
LIBRARY = """小类,大类,列入日期,移出日期,扣分倍数,适用区域
店外经营,街面秩序,2025-04-01,2025-04-30,2,甲区
,市容环境,2025-04-01,2025-04-30,1.5,全市
"""


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def marks(store: Store) -> dict[str, tuple]:
    with store.connect() as con:
        rows = con.execute("SELECT finding_no, is_key, key_weight FROM findings").fetchall()
    return {number: (key, weight) for number, key, weight in rows}


def findings(folder: Path, flagged: bool) -> Path:
    words = {"flag": ",重点问题", "one": ",是", "other": ",否"} if flagged else {}
    return write(folder, "问题.csv", FOUND.format(**{"flag": "", "one": "", "other": "", **words}))


def test_without_flag_and_library_nobody_knows(store: Store, tmp_path: Path) -> None:
    import_files(store, [findings(tmp_path, False)])
    assert set(marks(store).values()) == {(None, None)}


def test_the_library_holds_on_its_days_in_its_district(store: Store, tmp_path: Path) -> None:
    library = write(tmp_path, "重点问题库.csv", LIBRARY)
    _, account = import_files(store, [findings(tmp_path, False), library])
    assert account.warnings == {}  # a library is of everybody: nothing is lost for a ranking
    assert marks(store) == {
        "W1": (None, None),  # before the library's time
        "W2": (True, 2.0),
        "W3": (False, None),  # in another district
        "W4": (True, 1.5),  # of the class, on its last day
        "W5": (None, None),  # after it
    }


def test_a_flag_of_the_export_wins(store: Store, tmp_path: Path) -> None:
    library = write(tmp_path, "重点问题库.csv", LIBRARY)
    import_files(store, [library, findings(tmp_path, True)])
    assert {name: key for name, (key, _) in marks(store).items()} == {
        "W1": True, "W2": False, "W3": True, "W4": True, "W5": True,
    }  # fmt: skip
    assert marks(store)["W4"] == (True, 1.5) and marks(store)["W2"] == (False, None)


def test_another_date_of_the_library_touches_only_its_own(store: Store, tmp_path: Path) -> None:
    library = write(tmp_path, "重点问题库.csv", LIBRARY)
    import_files(store, [findings(tmp_path, False), library])
    before = marks(store)
    later = write(tmp_path, "重点问题库2.csv", LIBRARY.replace("2025-04-30,2,", "2025-05-31,2,"))
    import_files(store, [later])
    after = marks(store)
    assert {name for name in before if before[name] != after[name]} == {"W5"}
    assert after["W5"] == (False, None)  # now in the library's time, and not named
    with store.writing("again") as draft:
        assert mark_key_problems(draft.con, {"key_problems"}) == {}


def test_cases_follow_the_library_alone(store: Store, tmp_path: Path) -> None:
    cases = write(
        tmp_path,
        "案卷.csv",
        "案件号,上报时间,所属区域,小类名称,监督员\n"
        "A1,2025-04-02 08:00:00,甲区,店外经营,王小明\nA2,2025-04-02 08:00:00,乙区,店外经营,\n",
    )
    import_files(store, [cases, write(tmp_path, "重点问题库.csv", LIBRARY)])
    with store.connect() as con:
        rows = con.execute(
            "SELECT case_no, is_key, collector FROM cases ORDER BY case_no"
        ).fetchall()
    assert rows == [("A1", True, "王小明"), ("A2", False, None)]


@pytest.mark.parametrize("scope", ["全市", "合计", "全区"])
def test_a_plan_for_everybody_is_no_line_of_totals(
    store: Store, tmp_path: Path, scope: str
) -> None:
    plan = write(
        tmp_path,
        "考评计划.csv",
        f"区域,点位类型,考评频次,计划口径\n全市,,每周5次,{scope}\n甲区,公厕,1次/半月,每座\n"
        "合计,,,\n",
    )
    (account,) = import_files(store, [plan])
    assert (account.stored, account.rejected, account.set_aside) == (2, 0, 1)
    with store.connect() as con:
        rows = con.execute(
            "SELECT district, point_type, visits, per, basis FROM check_plans ORDER BY visits"
        ).fetchall()
    assert rows == [("甲区", "公厕", 2.0, "month", "point"), (None, None, 5.0, "week", "total")]
