"""The command bulletin: files that open, whole or not there, and errors that say where."""

import json
import os
import shutil
from pathlib import Path

import docx
import pytest

from data.store import Store
from kernel.messages import ShirongError
from shirong.bulletin import write_files
from shirong.commands import main, metrics

WEEK = ("bulletin", "--scheme", "sample-district", "--period", "2025-W41", "--date", "2025-10-13")


@pytest.fixture(scope="module")
def office(sample_store: Store, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The sample city with texts of the office's own."""
    folder = tmp_path_factory.mktemp("office") / "store"
    shutil.copytree(sample_store.folder, folder)
    (folder / "wording").mkdir()
    own = "bulletin-ranking = 排名情况\nbulletin-issuer = 甲市城管办\n"
    (folder / "wording" / "zh.ftl").write_text(own, "utf-8")
    return Store(folder)


def test_the_week_is_written_in_the_words_of_the_office(office, tmp_path, capsys):
    where = ["--out", str(tmp_path / "out"), "--store", str(office.folder), "--json"]
    assert main([*WEEK, "--number", "41", *where]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [Path(row["file"]).name for row in rows] == [
        f"sample-district-2025-W41-weekly-zh.{kind}" for kind in ("docx", "xlsx", "pptx")
    ]
    assert all(Path(row["file"]).stat().st_size == row["bytes"] for row in rows)
    texts = [p.text for p in docx.Document(rows[0]["file"]).paragraphs]
    assert texts[0] == "甲市城管办"
    assert texts[1].startswith("〔2025〕第 41 期")
    assert any(text.endswith("、排名情况") for text in texts)
    assert "本周无。" in texts
    assert not list((tmp_path / "out").glob(".*"))  # nothing half written is left


def test_a_daily_job_writes_each_finished_period_once(office, tmp_path, capsys):
    """Not before it is over, and not over a file that somebody has gone on writing in."""
    job = ["bulletin", "--scheme", "sample-district", "--when-due", "--out", str(tmp_path)]
    job += ["--store", str(office.folder)]
    assert main([*job, "--period", "2025"]) == 0
    assert "2025 尚未结束" in capsys.readouterr().out and not list(tmp_path.iterdir())
    assert main(job) == 0
    name = "sample-district-2025-10-monthly-zh"
    assert {path.name for path in tmp_path.iterdir()} == {
        f"{name}.{form}" for form in ("docx", "xlsx", "pptx")
    }
    (tmp_path / f"{name}.docx").write_bytes(b"signed")
    capsys.readouterr()
    assert main(job) == 0
    assert "2025-10 的通报已经写出" in capsys.readouterr().out
    assert (tmp_path / f"{name}.docx").read_bytes() == b"signed"
    (tmp_path / f"{name}.xlsx").unlink()
    assert main(job) == 0
    assert (tmp_path / f"{name}.xlsx").exists()
    assert (tmp_path / f"{name}.docx").read_bytes() == b"signed"


def test_templates_can_be_put_back_as_they_are(office, tmp_path, capsys):
    assert metrics(["bulletin", "--templates", "--out", str(tmp_path)]) == 0
    assert "zh.ftl" in capsys.readouterr().out
    assert {path.name for path in tmp_path.iterdir()} == {"zh.ftl", "en.ftl", "kinds.yaml"}
    from metrics.bulletin.wording import Wording

    own = tmp_path / "store" / "wording"
    own.mkdir(parents=True)
    for path in tmp_path.glob("*.*"):
        shutil.copy(path, own)
    assert Wording(tmp_path / "store").text("x", "zh") == "x"


def test_a_broken_text_of_the_office_is_told_of(sample_store, tmp_path, capsys):
    folder = tmp_path / "store"
    shutil.copytree(sample_store.folder, folder)
    (folder / "wording").mkdir()
    (folder / "wording" / "zh.ftl").write_text("# ours\nbulletin-ranking = { $gift }\n", "utf-8")
    assert main([*WEEK, "--out", str(tmp_path / "out"), "--store", str(folder)]) == 2
    told = capsys.readouterr().err
    assert "zh.ftl 第 2 行" in told and "gift" in told
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["bulletin"], "--scheme"),
        ([*WEEK, "--kind", "monthly"], "2025-W41"),
        (["bulletin", "--scheme", "sample-district", "--period", "2025-10-15"], "2025-10-15"),
    ],
)
def test_what_cannot_be_written_is_said(office, tmp_path, capsys, given, said):
    assert main([*given, "--out", str(tmp_path), "--store", str(office.folder)]) == 2
    assert said in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_a_file_that_cannot_be_written_is_named(tmp_path, monkeypatch):
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "replace", refuse)
    (tmp_path / "a.docx").write_bytes(b"earlier")
    with pytest.raises(ShirongError, match="a.docx"):
        write_files(tmp_path, {"a.docx": b"new"})
    assert (tmp_path / "a.docx").read_bytes() == b"earlier"
