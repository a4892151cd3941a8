"""Results beside the store are found again only where all that they depend on is the same."""

import os
import time
from pathlib import Path

import pytest

from data.store import Store
from ui import kept_results
from ui.kept_results import FOLDER, kept_beside
from ui.store import Snapshot

calls: list[tuple] = []


@kept_beside
def worked_out(at: Snapshot, key: str, period: str, _scheme: object) -> dict[str, str]:
    calls.append((at, key, period))
    return {"key": key, "period": period}


@kept_beside
def otherwise(at: Snapshot, key: str, period: str, _scheme: object) -> str:
    calls.append((at, key, period))
    return "otherwise"


@pytest.fixture
def at(tmp_path: Path) -> Snapshot:
    calls.clear()
    for number in (1, 2):
        (tmp_path / f"shirong-{number:06d}.duckdb").write_bytes(b"version")
    return Snapshot(str(tmp_path), 1)


def results(at: Snapshot) -> list[Path]:
    return sorted((Path(at.folder) / FOLDER).glob("*"), key=lambda path: path.stat().st_mtime_ns)


def test_what_was_worked_out_is_found_by_whoever_asks_the_same(at: Snapshot) -> None:
    first = worked_out(at, "a1", "2025-10", object())
    assert worked_out(at, "a1", "2025-10", object()) == first == {"key": "a1", "period": "2025-10"}
    assert len(calls) == 1 and len(results(at)) == 1


def test_each_part_of_the_question_counts(at: Snapshot, monkeypatch) -> None:
    worked_out(at, "a1", "2025-10", None)
    worked_out(at, "a2", "2025-10", None)  # the scheme is another
    worked_out(at, "a1", "2025-09", None)
    worked_out(at._replace(version=2), "a1", "2025-10", None)
    assert otherwise(at, "a1", "2025-10", None) == "otherwise"
    assert len(calls) == 5
    file = Path(at.folder) / "shirong-000001.duckdb"
    file.write_bytes(b"another of the same number")
    worked_out(at, "a1", "2025-10", None)
    os.utime(file, ns=(1, 1))
    worked_out(at, "a1", "2025-10", None)
    assert len(calls) == 7
    monkeypatch.setattr(kept_results, "program_stamp", lambda: "another program")
    worked_out(at, "a1", "2025-10", None)
    assert len(calls) == 8


@pytest.mark.parametrize("content", [b"", b"no pickle", b"x\x9c"])
def test_a_damaged_result_is_worked_out_again(at: Snapshot, content: bytes) -> None:
    first = worked_out(at, "a1", "2025-10", None)
    (kept,) = results(at)
    kept.write_bytes(content)
    assert worked_out(at, "a1", "2025-10", None) == first
    assert worked_out(at, "a1", "2025-10", None) == first
    assert len(calls) == 2


def test_where_nothing_can_be_written_it_is_worked_out_each_time(at: Snapshot) -> None:
    (Path(at.folder) / FOLDER).write_text("a file stands where the folder would")
    for _ in range(2):
        assert worked_out(at, "a1", "2025-10", None)["key"] == "a1"
    assert len(calls) == 2


def test_the_oldest_go_first(at: Snapshot, monkeypatch) -> None:
    for day in range(1, 4):
        worked_out(at, "a1", f"2025-10-0{day}", None)
        time.sleep(0.01)
    monkeypatch.setattr(kept_results, "MOST_BYTES", 3 * results(at)[0].stat().st_size)
    oldest = results(at)[0]
    worked_out(at, "a1", "2025-10-04", None)
    assert len(results(at)) == 3 and oldest not in results(at)
    worked_out(at, "a1", "2025-10-04", None)
    assert len(calls) == 4


def test_a_version_that_is_gone_has_no_stamp(tmp_path: Path) -> None:
    assert Store(tmp_path).stamp(3) == ""
