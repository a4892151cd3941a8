"""The saved views of a store on the command line."""

import json
import shutil

import pytest

from data.store import Store
from metrics.pivot.question import question
from metrics.saved_views.view_file import saved_view
from metrics.saved_views.view_folder import SavedViews
from shirong.commands import main

ASKED = question("filed", ["district"], days="2025-10")


@pytest.fixture
def store(sample_store: Store, tmp_path) -> Store:
    shutil.copytree(sample_store.folder, tmp_path / "own")
    views = SavedViews(tmp_path / "own")
    views.save(saved_view("各区立案", "analysis", ASKED, who="me"))
    views.save(saved_view("问题", "problems", fields={"period": "2025-10"}))
    views.open_with("问题")
    return Store(tmp_path / "own")


def test_views_are_listed_and_answered(store, capsys):
    folder = ["--store", str(store.folder)]
    assert main(["views", *folder]) == 0
    told = capsys.readouterr().out
    assert "各区立案" in told and "固定：2025-10" in told and "起始视图：问题" in told
    main(["ask", "--view", "各区立案", "--json", *folder])
    by_view = json.loads(capsys.readouterr().out)
    main(["ask", ASKED.line, "--json", *folder])
    assert by_view == json.loads(capsys.readouterr().out)


@pytest.mark.parametrize(
    "words", [["--view", "没有"], ["--view", "问题"], [], ["filed", "--view", "各区立案"]]
)
def test_what_cannot_be_answered_is_said(store, capsys, words):
    assert main(["ask", *words, "--store", str(store.folder)]) == 2
    assert capsys.readouterr().err


def test_a_broken_file_is_told_of_beside_the_others(store, capsys):
    (store.folder / "views" / "bad.yaml").write_text("name: [\n", "utf-8")
    assert main(["views", "--store", str(store.folder)]) == 2
    told = capsys.readouterr()
    assert "各区立案" in told.out and "bad.yaml" in told.err


def test_without_views_it_says_so(sample_store, capsys):
    assert main(["views", "--store", str(sample_store.folder)]) == 0
    assert "没有" in capsys.readouterr().out
