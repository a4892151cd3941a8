"""The one command: all commands of data and metrics, every answer in every form, and their page."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from streamlit.web import cli

from data.store import Store
from sample_city.workspace import sample_store
from shirong import VERSION, command_page, running
from shirong.command import common_options
from shirong.commands import data_commands, main, metrics_commands

ROOT = Path(__file__).resolve().parents[2]
EVERY = (running.RUN, *data_commands(), *metrics_commands())
HEADER = "任务号,上报时间,处置部门,捆绑处置截止时间,所属街道\n"


def test_the_page_of_commands_is_up_to_date() -> None:
    """An option that is new, renamed or gone: run `python -m shirong.command_page`."""
    written = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert written == command_page.page()


def test_each_name_is_one_command_and_each_option_says_what_it_does() -> None:
    """argparse would let the later of two commands of one name win."""
    names = [command.name for command in EVERY]
    assert len(set(names)) == len(names) > 30
    for command in EVERY:
        for _, settings in (*command.options, *common_options(command.form)):
            assert settings.get("help"), command.name


def test_the_program_has_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    for command in EVERY:
        with pytest.raises(SystemExit) as ended:
            main([command.name, "--help"])
        assert ended.value.code == 0
        assert capsys.readouterr().out.startswith(f"usage: shirong {command.name} ")


def test_a_command_of_data_does_not_wait_for_what_metrics_need() -> None:
    loaded = "import sys; from shirong.commands import data_commands; data_commands()"
    asked = f"{loaded}; sys.exit('scipy.stats' in sys.modules)"
    subprocess.run([sys.executable, "-c", asked], cwd=ROOT, check=True)


def test_the_version_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert (ended.value.code, capsys.readouterr().out) == (0, f"shirong {VERSION}\n")


@pytest.fixture
def export(tmp_path: Path) -> Path:
    path = tmp_path / "案卷.csv"
    path.write_text(f"{HEADER}1001,2025-10-01,九中队,2025-10-02,湖塘镇\n", encoding="utf-8")
    return path


def test_every_answer_of_data_has_every_form(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, export: Path
) -> None:
    """CSV of one width under a header, JSON, and something to read: for accounts, proposals,
    reviews, checks and decisions as for lists."""
    at = ("--store", str(tmp_path / "s"), "--lang", "en")
    assert main(["import", str(export), *at]) == 0
    capsys.readouterr()
    for asked in (
        ["import", export, "--dry-run"], ["read", export], ["map", export], ["profiles"],
        ["kinds"], ["batches"], ["batches", "--all"], ["undo", "1", "--dry-run"],
        ["remap", "1", "--dry-run"], ["review"], ["register"], ["verify"], ["upgrade"],
        ["alias", "team", "九中队"], ["category", "暴露垃圾"],
        ["sample", "--months", "1", "--out", tmp_path / "city"],
    ):  # fmt: skip
        said: dict[str, str] = {}
        for form in ("csv", "json", "table"):
            assert main([*map(str, asked), *at, "--format", form]) == 0, asked
            said[form] = capsys.readouterr().out
        lines = list(csv.reader(io.StringIO(said["csv"])))
        assert len(lines) > 1 and {len(line) for line in lines} == {len(lines[0])}, asked
        assert json.loads(said["json"]) and said["table"].strip() != said["json"].strip()


def test_a_csv_without_rows_has_its_header(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for asked, first in (("batches", "imported_at"), ("conflicts", "table_name")):
        assert main([asked, "--store", str(tmp_path / "s"), "--format", "csv"]) == 0
        assert capsys.readouterr().out.startswith(f"{first},")


def test_read_shows_a_table_in_which_two_columns_have_one_name(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("街道,数量,数量\n湖塘镇,1,22\n", encoding="utf-8")
    assert main(["read", str(path), "--format", "table", "--store", str(tmp_path / "s")]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split() for line in lines] == [["街道", "数量", "数量"], ["湖塘镇", "1", "22"]]


def test_run_serves_the_dashboard_of_the_store_that_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Only --sample loads the sample city, and only where there is neither that nor own data."""
    started: list[list[str]] = []
    filled: list[Any] = []
    monkeypatch.setenv("SHIRONG_STORE", "elsewhere")
    monkeypatch.setattr(cli, "main", lambda arguments, **_: started.append(arguments))
    monkeypatch.setattr(running, "fill_sample", lambda own: filled.append(own.folder))
    folder = tmp_path / "s"
    assert main(["run", "--store", str(folder), "--port", "9000"]) == 0
    assert started == [["run", str(ROOT / "dashboard.py"), "--server.port=9000"]] and not filled
    assert os.environ["SHIRONG_STORE"] == str(folder)
    assert main(["run", "--store", str(folder), "--sample"]) == 0 and filled == [folder]
    for taken in (Store(folder), sample_store(Store(tmp_path / "other"))):
        with taken.writing("test"):
            pass
    for own in (folder, tmp_path / "other"):
        assert main(["run", "--store", str(own), "--sample"]) == 0 and filled == [folder]
    assert len(started) == 4 and started[1] == started[2] == started[0][:2]
