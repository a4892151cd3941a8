"""Kinds of columns that were misread: deadlines under any name, flags of the source's own, pairs of
coordinates, files without a unit, words that nobody has given a meaning."""

from pathlib import Path

import pytest

from data.importer import import_files
from data.parsing.coordinates import is_pair, longitude_first
from data.reader import read_file
from data.schema_mapping.profile import cautions, to_profile, to_yaml
from data.schema_mapping.profile_folder import save_profile
from data.schema_mapping.proposal import Proposal, propose
from data.schema_mapping.targets import COORDINATES, UNUSED
from data.schema_mapping.words import guess_value
from data.store import Store
from data.unit_resolution.units import Registry

NAMES = {"zh": "试", "en": "Trial"}


def proposed(folder: Path, text: str, name: str = "requests.csv") -> Proposal:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return propose(read_file(path)[0], [], Registry([]))


def targets(proposal: Proposal) -> dict[str, str]:
    return {column.name: column.target for column in proposal.columns}


def cases(deadline: str, flag: str = "note", said: tuple[str, str] = ("a", "b")) -> str:
    rows = [f"request id,created date,{deadline},closed date,status,borough,{flag}"]
    for n in range(1, 9):
        closed = f"2024-03-{n + 2:02} 10:00" if n % 4 else ""
        status = "Closed" if closed else "Open"
        rows.append(
            f"R-{n:05},2024-03-{n:02} 09:00,2024-03-{n + 5:02} 09:00,{closed},{status},"
            f"{'EAST' if n % 2 else 'WEST'},{said[n % 2]}"
        )
    return "\n".join(rows) + "\n"


@pytest.mark.parametrize(
    "name",
    ["target_dt", "SLA Target", "Due", "dueDate", "deadline", "expected_completion_date"]
    + [
        "办理期限",
        "辦理期限",
        "应办结日期",
        "承诺办结时间",
        "最迟反馈时间",
        "Frist",
        "fecha limite",
        "zq_07",
    ],
)
def test_a_deadline_is_proposed_under_any_name(tmp_path: Path, name: str) -> None:
    found = targets(proposed(tmp_path, cases(name)))
    assert found[name] == "due_at" and found["closed date"] == "closed_at"


@pytest.mark.parametrize(
    ("name", "said", "late"),
    [
        ("ontime", ("ONTIME", "OVERDUE"), "OVERDUE"),
        ("within_sla", ("Y", "N"), "N"),
        ("是否按期", ("是", "否"), "否"),
        ("办结时效", ("按期", "超期"), "超期"),
        ("是否逾期", ("是", "否"), "是"),
    ],
)
def test_the_sources_own_judgement_says_what_was_late(
    tmp_path: Path, name: str, said: tuple[str, str], late: str
) -> None:
    found = proposed(tmp_path, cases("due date", name, said))
    if targets(found)[name] != "overdue_flag":
        found = found.with_target(6, "overdue_flag")
    (column,) = found.mapped("overdue_flag")
    assert {w for w, value in column.values.items() if value == "true"} == {late}
    store = Store(tmp_path / "store")
    save_profile(store, to_yaml(found, "mine", NAMES))
    import_files(store, [tmp_path / "requests.csv"])
    with store.connect() as con:
        flags = con.execute("SELECT case_no, overdue_flag FROM cases ORDER BY 1").fetchall()
    assert [flag for _, flag in flags] == [said[n % 2] == late for n in range(1, 9)]


def test_the_word_that_the_first_rows_lack_is_turned_as_well(tmp_path: Path) -> None:
    found = proposed(tmp_path, cases("due date", "是否按期", ("是", "是")))
    store = Store(tmp_path / "store")
    save_profile(store, to_yaml(found, "mine", NAMES))
    later = cases("due date", "是否按期", ("否", "否"))
    (tmp_path / "later.csv").write_text(later, encoding="utf-8")
    import_files(store, [tmp_path / "later.csv"])
    with store.connect() as con:
        assert con.execute("SELECT DISTINCT overdue_flag FROM cases").fetchall() == [(True,)]


# Coordinates


@pytest.mark.parametrize("header", ["Location", "地点", "Neighborhood", "坐标", "geom"])
@pytest.mark.parametrize(
    "written", ["({y}, {x})", "{y},{x}", "POINT ({x} {y})", "{y}；{x}"], ids=range(4)
)
def test_a_pair_of_coordinates_is_no_place(tmp_path: Path, header: str, written: str) -> None:
    rows = [f"request id,created date,borough,{header},street address"]
    for n in range(1, 6):
        pair = written.format(x=f"-73.{n}1", y=f"40.{n}2")
        rows.append(f'R-{n:05},2024-03-0{n} 09:00,EAST,"{pair}",{n} First St')
    found = proposed(tmp_path, "\n".join(rows) + "\n")
    assert targets(found)[header] == COORDINATES and targets(found)["street address"] == "place"
    store = Store(tmp_path / "store")
    save_profile(store, to_yaml(found, "mine", NAMES))
    import_files(store, [tmp_path / "requests.csv"])
    with store.connect() as con:
        got = con.execute("SELECT x, y, place, street FROM cases ORDER BY case_no").fetchall()
    assert got == [
        (float(f"-73.{n}1"), float(f"40.{n}2"), f"{n} First St", None) for n in range(1, 6)
    ]


def test_beside_columns_of_its_own_a_pair_is_left_out(tmp_path: Path) -> None:
    rows = ["request id,created date,borough,Location,Latitude,Longitude"]
    rows += [
        f'R-{n:05},2024-03-0{n} 09:00,EAST,"(40.{n}2, -73.{n}1)",40.{n}2,-73.{n}1'
        for n in range(1, 6)
    ]
    found = targets(proposed(tmp_path, "\n".join(rows) + "\n"))
    assert (found["Location"], found["Latitude"], found["Longitude"]) == (UNUSED, "y", "x")


def test_which_way_round_a_pair_is_written() -> None:
    assert longitude_first(["116.39, 39.91", "116.40,39.92"])
    assert not longitude_first(["39.91, 116.39"]) and not longitude_first(["(40.1, -73.2)"])
    assert longitude_first(["POINT (12.5 41.9)"]) and not longitude_first(["(41.9, 12.5)"])
    assert not is_pair("12.5 元") and not is_pair("3.5, 4") and not is_pair("1200.5, 3.2")


# Units


VISITS = "Inspection_ID,Name,Inspection_Date,Address,Results,officer{more}\n" + "".join(
    f"8000{n}.0,{'ABCDEF'[n]} SHOP,2013-10-1{n},{n} N FIRST ST,{'Pass' if n % 2 else 'Fail'},"
    f"{'green' if n % 2 else 'blue'}{{cell}}\n"
    for n in range(1, 6)
)


def test_a_file_without_a_unit_is_told_so(tmp_path: Path) -> None:
    found = proposed(tmp_path, VISITS.format(more="", cell=""), "visits.csv")
    assert targets(found)["officer"] == "inspector" and targets(found)["Results"] == "passed"
    said = [caution.text("zh") for caution in cautions(found)]
    assert "无法排名" in said[0] and "officer" in said[1] and "队伍" in said[1]
    flagged = VISITS.format(more=",pass_flag", cell=",1").replace("Pass,green,1", "Pass,green,0")
    said = [c.text("en") for c in cautions(proposed(tmp_path, flagged, "visits.csv"))]
    assert "officer" in said[1] and "Results" not in said[1]  # Pass and Fail name nobody
    team = found.with_target(5, "team")
    assert not cautions(team) and to_profile(team, "mine", NAMES).units


def test_outlines_are_offered_where_there_are_coordinates(tmp_path: Path) -> None:
    text = VISITS.format(more="", cell="")
    without = [c.code for c in cautions(proposed(tmp_path, text, "visits.csv"))]
    rows = ["request id,created date,Latitude,Longitude"]
    rows += [f"R-{n:05},2024-03-0{n} 09:00,40.{n}2,-73.{n}1" for n in range(1, 6)]
    with_ = [c.code for c in cautions(proposed(tmp_path, "\n".join(rows) + "\n"))]
    assert "map-outlines" not in without and "map-outlines" in with_


# Words


@pytest.mark.parametrize(
    ("word", "channel"),
    [("ONLINE", "network"), ("web", "network"), ("App", "network"), ("phone", "hotline")]
    + [("Walk-in", "petition"), ("mail", "petition"), ("social media", "network")]
    + [
        ("Self Service", "network"),
        ("Constituent Call", "hotline"),
        ("employee generated", "patrol"),
    ]
    + [("线上", "network"), ("来电", "hotline"), ("窗口", "petition"), ("自助终端", "network")]
    + [("社交媒体", "network"), ("工作人员上报", "patrol"), ("来信", "petition")],
)
def test_ways_in_which_cases_come(word: str, channel: str) -> None:
    assert guess_value("cases", "channel", word) == channel


def test_a_word_without_a_meaning_is_listed_with_its_rows(tmp_path: Path) -> None:
    rows = ["任务号,问题来源,上报时间,当前阶段,所属区域,大类名称,小类名称"]
    sources = ["采集员上报", "飞鸽传书", "飞鸽传书", "烽火", "其他"]
    rows += [
        f"RW2025100{n},{source},2025-10-0{n} 08:00,办结,云栖区,市容环境,暴露垃圾"
        for n, source in enumerate(sources, start=1)
    ]
    path = tmp_path / "案卷.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    (account,) = import_files(Store(tmp_path / "store"), [path])
    found = {
        m.params["value"]: n for m, n in account.warnings.items() if m.code == "import-word-kept"
    }
    assert account.stored == 5 and found == {"飞鸽传书": 2, "烽火": 1}
