"""The command line of data, as scripts use it."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from data.__main__ import main
from data.store import Store

ROOT = Path(__file__).resolve().parents[2]

HEADER = "任务号,上报时间,处置部门,捆绑处置截止时间,所属街道\n"


@pytest.fixture
def export(tmp_path: Path) -> Path:
    path = tmp_path / "案卷.csv"
    rows = "1001,2025-10-01,一中队,2025-10-02,湖塘镇\n合计,1,,,\n"
    path.write_bytes((f"案卷明细,,,,\n{HEADER}{rows}").encode("gbk"))
    return path


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = main([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    return code, out, err


def test_import_prints_one_object_per_sheet(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, export: Path
) -> None:
    code, out, err = run(capsys, "import", "--store", tmp_path / "s", export, "--json")
    (account,) = json.loads(out)
    assert (code, err) == (0, "")
    assert list(account)[:14] == [
        *("file", "sha256", "profile", "encoding", "sheet", "header_row", "rows_read", "stored"),
        *("updated", "duplicates", "rejected", "set_aside", "reasons", "unknown_units"),
    ]
    assert (account["profile"], account["header_row"], account["rows_read"]) == (
        "grid-case-24",
        2,
        3,
    )
    assert (account["stored"], account["set_aside"]) == (1, 2)


def test_a_folder_stands_for_the_files_in_it(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, export: Path
) -> None:
    (export.parent / "b.csv").write_text(f"{HEADER}1002,2025-10-01,,,\n", encoding="utf-8")
    code, out, _ = run(capsys, "import", "--store", tmp_path / "s", export.parent, "--json")
    assert code == 0
    assert [account["file"] for account in json.loads(out)] == ["b.csv", "案卷.csv"]


def test_an_unreadable_file_is_exit_code_2_and_still_an_object(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, export: Path
) -> None:
    gone = tmp_path / "gone.csv"
    code, out, err = run(capsys, "import", "--store", tmp_path / "s", gone, export, "--json")
    assert code == 2 and "gone.csv" in err
    first, second = json.loads(out)
    assert (first["profile"], first["rows_read"], second["stored"]) == (None, 0, 1)


def test_a_layout_that_nothing_fits_is_no_failure(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("甲,乙\n1,2\n", "utf-8")
    code, out, _ = run(capsys, "import", "--store", tmp_path / "s", path, "--json")
    (account,) = json.loads(out)
    assert (code, account["profile"], account["rejected"]) == (0, None, 1)


def test_read_prints_clean_csv_and_how_it_was_read(
    capsys: pytest.CaptureFixture[str], export: Path
) -> None:
    code, out, err = run(capsys, "read", export)
    rows = list(csv.reader(io.StringIO(out)))
    assert code == 0 and rows[0] == HEADER.strip().split(",")
    assert rows[1] == ["1001", "2025-10-01", "一中队", "2025-10-02", "湖塘镇"]
    assert "gb" in err.lower() and "2" in err
    code, out, err = run(capsys, "read", export, "--sheet", "nothing")
    assert (code, out) == (2, "") and "nothing" in err


def test_profiles_are_listed(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, out, _ = run(capsys, "profiles", "--store", tmp_path, "--json")
    listed = {row["id"]: row for row in json.loads(out)}
    shipped = {path.stem for path in (ROOT / "data" / "profiles").glob("*.yaml")}
    assert code == 0 and set(listed) == shipped and len(shipped) > 15
    assert listed["units"]["table"] == "units" and listed["units"]["fields"] == 12
    _, out, _ = run(capsys, "profiles", "--store", tmp_path, "--lang", "en")
    assert "Register of units" in out and len(out.splitlines()) == len(shipped)


def test_batches_undo_and_verify(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, export: Path
) -> None:
    at = ("--store", tmp_path / "s")
    assert run(capsys, "batches", *at, "--json")[1].strip() == "[]"
    assert run(capsys, "verify", *at)[0] == 2
    run(capsys, "import", *at, export)
    other = tmp_path / "b.csv"
    other.write_text(f"{HEADER}1002,2025-10-01,一中队,2025-10-02,湖塘镇\n", "utf-8")
    run(capsys, "import", *at, other)
    code, out, _ = run(capsys, "batches", *at, "--json")
    assert [batch["batch_id"] for batch in json.loads(out)] == [1, 2]
    code, out, _ = run(capsys, "verify", *at, "--json")
    found = json.loads(out)
    assert code == 0 and (found["batches"], found["facts"], found["problems"]) == (2, 2, [])
    assert run(capsys, "undo", *at, 7)[0] == 2
    assert run(capsys, "undo", *at, 2)[0] == 0
    assert [b["file"] for b in json.loads(run(capsys, "batches", *at, "--json")[1])] == ["案卷.csv"]
    assert "1" in run(capsys, "batches", *at, "--lang", "en")[1]


def test_verify_lists_all_checks_and_fails_with_errors_alone(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    at = ("--store", tmp_path / "s")
    early = tmp_path / "a.csv"
    early.write_text(f"{HEADER}1002,2025-10-03,一中队,2025-10-02,湖塘镇\n", "utf-8")
    run(capsys, "import", *at, early)
    code, out, _ = run(capsys, "verify", *at, "--json")
    checks = {check["id"]: check for check in json.loads(out)["checks"]}
    assert code == 0 and {"books-rows", "ranks-order", "schemes-perfect"} <= checks.keys()
    order = checks["dates-order"]
    assert (order["state"], order["count"], order["looked_at"]) == ("doubtful", 1, 1)
    assert order["sample"][0]["name"] == "1002" and order["sample"][0]["source_file"] == "a.csv"
    with Store(tmp_path / "s").writing("tampered") as draft:
        draft.con.execute("UPDATE cases SET source_row = 99")
        draft.changed.add("cases")
    code, out, _ = run(capsys, "verify", *at, "--lang", "en")
    assert code == 1
    assert re.search(r"^failed +Row of origin +1 / 1$", out, re.M)
    assert re.search(r"^to verify +Order of dates", out, re.M)
    code, out, _ = run(capsys, "verify", *at, "--json")
    assert code == 1 and len(json.loads(out)["problems"]) == 1


def test_nothing_new_is_said(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, export: Path
) -> None:
    at = ("--store", tmp_path / "s", "--lang", "en")
    assert "Store version 1" in run(capsys, "import", *at, export)[1]
    assert "unchanged" in run(capsys, "import", *at, export)[1]


def test_sample_writes_files(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, out, _ = run(capsys, "sample", "--months", 1, "--out", tmp_path / "x", "--json")
    assert code == 0 and all(Path(path).exists() for path in json.loads(out))


def test_undo_says_what_it_changes_and_who_did_it(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, export: Path
) -> None:
    at = ("--store", tmp_path / "s")
    run(capsys, "import", *at, export)
    other = tmp_path / "b.csv"
    other.write_text(f"{HEADER}1002,2025-10-01,一中队,2025-10-02,湖塘镇\n", "utf-8")
    run(capsys, "import", *at, other)
    code, out, _ = run(capsys, "undo", *at, 1, "--dry-run", "--json")
    assert code == 0 and json.loads(out) == {
        "version": None,
        "undone": [1],
        "removed": 1,
        "changed": 0,
        "fields": {},
        "recounted": [],
    }
    code, out, _ = run(capsys, "undo", *at, 1, "--by", "李工", "--reason", "误传")
    assert code == 0 and "移除 1 条记录" in out and "版本 3" in out
    assert [b["batch_id"] for b in json.loads(run(capsys, "batches", *at, "--json")[1])] == [2]
    listed = json.loads(run(capsys, "batches", *at, "--all", "--json")[1])
    assert [(b["batch_id"], b["undone"] and b["undone"]["by"]) for b in listed] == [
        (2, None),
        (1, "李工"),
    ]
    assert "误传" in run(capsys, "batches", *at, "--all")[1]
    code, _, err = run(capsys, "undo", *at, 1)
    assert code == 2 and "1" in err


def test_undo_without_a_batch_steps_back_over_a_damaged_version(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, export: Path
) -> None:
    at = ("--store", tmp_path / "s")
    run(capsys, "import", *at, export)
    assert run(capsys, "undo", *at)[0] == 2
    (tmp_path / "b.csv").write_text(f"{HEADER}1002,2025-10-01,,,\n", "utf-8")
    run(capsys, "import", *at, tmp_path / "b.csv")
    (tmp_path / "s" / "shirong-000002.duckdb").write_bytes(b"broken")
    code, _, err = run(capsys, "batches", *at)
    assert code == 2 and "python -m data undo" in err
    assert run(capsys, "undo", *at)[0] == 0
    assert len(json.loads(run(capsys, "batches", *at, "--json")[1])) == 1


def test_notes_have_no_number_of_rows(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, export: Path
) -> None:
    wide = export.with_name("宽.csv")
    wide.write_text(f"{HEADER.strip()},甲,乙\n1003,2025-10-01,,,,1,2\n", encoding="utf-8")
    _, out, _ = run(capsys, "import", "--store", tmp_path / "s", wide)
    assert "    提示：未使用的列：甲、乙\n" in out
    _, out, _ = run(capsys, "import", "--store", tmp_path / "t", wide, "--lang", "en")
    assert "    Note: Columns not used: 甲, 乙\n" in out and ": 1 row read" in out


def test_a_dry_run_leaves_nothing_behind(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, export: Path
) -> None:
    code, out, _ = run(capsys, "import", "--store", tmp_path / "s", export, "--dry-run", "--json")
    assert code == 0 and json.loads(out)[0]["stored"] == 1
    assert not (tmp_path / "s").exists()


def test_a_store_without_batches_says_so(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert "没有批次" in run(capsys, "batches", "--store", tmp_path / "s")[2]


def strictly(text: str) -> Any:
    """JSON as every parser takes it: no NaN, no Infinity."""
    return json.loads(text, parse_constant=lambda name: pytest.fail(name))


def test_json_is_all_that_stands_on_stdout(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, export: Path
) -> None:
    store = tmp_path / "s"
    for command in (
        ["import", export, "--dry-run"], ["import", export], ["import", export], ["read", export],
        ["map", export], ["profiles"], ["batches"], ["batches", "--all"], ["conflicts"],
        ["review"], ["verify"], ["upgrade"], ["undo", 1, "--dry-run"], ["undo", 1],
        ["sample", "--months", 1, "--out", tmp_path / "city"],
    ):  # fmt: skip
        code, out, _ = run(capsys, *command, "--store", store, "--json")
        assert code == 0, command
        strictly(out)


def test_what_is_read_runs_in_no_spreadsheet(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("编号,=名称,数\n1,＝1+1,-1.5\n2,\u200b@x,-3%\n", encoding="utf-8")
    _, out, _ = run(capsys, "read", path, "--store", tmp_path / "s")
    rows = list(csv.reader(io.StringIO(out)))
    assert rows[0][1] == "'=名称"
    assert [row[1:] for row in rows[1:]] == [["'＝1+1", "-1.5"], ["'\u200b@x", "-3%"]]
