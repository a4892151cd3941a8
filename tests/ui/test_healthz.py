"""/healthz: what a monitor without an account is told, and that it is told nothing else."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from data import health
from data.access.settings import ACCESS_FILE
from data.importer import import_files
from data.store import Store
from kernel.folders import ROOT
from shirong import VERSION
from ui.access.guard import Guard

HEADER = "任务号,上报时间,小类名称,问题来源,当前阶段名称,处置截止时间,地址描述,所属区域"
ROW = "a,2025-10-01 08:00:00,暴露垃圾,采集员上报,[办结],2025-10-02 08:00:00,人民路1号,云栖区"


@pytest.fixture
def filled(store: Store, tmp_path: Path) -> Store:
    path = tmp_path / "a.csv"
    path.write_text(f"{HEADER}\n{ROW}\n", encoding="utf-8")
    import_files(store, [path])
    (store.folder / ACCESS_FILE).write_text("accounts: local\n", encoding="utf-8")
    return store


def ask(store: Store) -> tuple[int, dict]:
    guarded = Guard(Starlette(), lambda: store.folder, version=VERSION)
    answer = TestClient(guarded, client=("10.0.0.9", 50000)).get("/healthz")
    return answer.status_code, answer.json()


def test_a_whole_store_is_well_and_only_numbers_are_told(filled: Store) -> None:
    status, said = ask(filled)
    assert status == 200 and set(said) == {"version", "store", "as_of", "free_mb", "reason"}
    assert (said["version"], said["store"], said["reason"]) == (VERSION, 1, None)
    assert said["as_of"] and said["free_mb"] > 0


def test_an_empty_store_is_well(store: Store) -> None:
    status, said = ask(store)
    assert (status, said["store"], said["as_of"]) == (200, None, None)


@pytest.mark.parametrize("how", ["cut", "gone", "pointer"])
def test_a_damaged_store_is_not(filled: Store, how: str) -> None:
    assert ask(filled)[0] == 200  # what was read before is not answered from memory
    (path,) = filled.folder.glob("shirong-*.duckdb")
    if how == "cut":
        path.write_bytes(path.read_bytes()[:5000])
    elif how == "gone":
        path.unlink()
    else:
        (filled.folder / "CURRENT").unlink()
    status, said = ask(filled)
    assert (status, said["reason"]) == (503, "damaged")
    assert str(filled.folder) not in str(said)


def test_no_room_for_another_version_is_said(
    filled: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "_LEAST", 1 << 62)
    status, said = ask(filled)
    assert (status, said["reason"]) == (503, "no-space")


@pytest.fixture
def server(filled: Store) -> Iterator[str]:
    """A real server of a store with accounts, below a path."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.headless=true"]
    command += [f"--server.port={port}", "--server.baseUrlPath=shirong"]
    process = subprocess.Popen(
        command, cwd=ROOT, env=os.environ | {"SHIRONG_STORE": str(filled.folder)}
    )
    try:
        yield f"http://127.0.0.1:{port}/shirong"
    finally:
        process.terminate()
        process.wait()


def test_a_real_server_answers_below_its_path(server: str) -> None:
    with httpx.Client(
        timeout=60, transport=httpx.HTTPTransport(retries=8)
    ) as client:  # until it listens
        answer = client.get(f"{server}/healthz")
        assert answer.status_code == 200 and answer.json()["version"] == VERSION
        assert client.get(server).status_code in (303, 401)
