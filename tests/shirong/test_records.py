"""Actions and notes on the command line."""

import json
import shutil

import pytest

from data.store import Store
from shirong.commands import main

PROMISE = [
    *("actions", "add", "--unit", "东屏区", "--what", "增派巡查", "--owner", "城管局"),
    *("--measure", "on_time_closure_rate", "--target", "70", "--who", "me"),
    *("--due", "2025-10-20", "--scheme", "sample-district", "--period", "2025-09"),
]


@pytest.fixture
def store(sample_store: Store, tmp_path) -> list[str]:
    shutil.copytree(sample_store.folder, tmp_path / "own")
    return ["--store", str(tmp_path / "own")]


def rows(words, capsys):
    assert main([*words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_an_action_is_added_judged_and_withdrawn(store, capsys):
    """The figures are those of the indicator's own command."""
    (added,) = rows([*PROMISE, *store], capsys)
    assert rows(["actions", *store], capsys) == [added]
    (judged,) = rows(["actions", "--period", "2025-10", *store], capsys)
    assert judged["outcome"] == "met" and judged["judged_in"] == "2025-10"
    for when, period in (("before", "2025-09"), ("after", "2025-10")):
        asked = ["indicator", "on_time_closure_rate", "--by", "district", "--period", period]
        found = rows([*asked, "--scheme", "sample-district", *store], capsys)
        value = next(one["value"] for one in found if one["unit"] == "东屏区")
        assert judged[when] == pytest.approx(value, abs=0.005)
    assert main(["actions", "--period", "2025-10", *store]) == 0
    assert "达到目标" in capsys.readouterr().out
    withdraw = ["actions", "withdraw", "--id", added["id"], *store]
    assert main(withdraw) == 2 and "--reason" in capsys.readouterr().err
    (withdrawn,) = rows([*withdraw, "--reason", "移交"], capsys)
    assert withdrawn["state"] == "withdrawn"


def test_notes_are_added_listed_and_deleted(store, capsys):
    add = ["notes", "add", "--unit", "东屏区", "--text", "夜市搬迁", *store]
    (added,) = rows([*add, "--day", "2025-10-12"], capsys)
    assert (added["kind"], added["when"]) == ("event", "2025-10-12")
    assert main([*add, "--day", "2025-10-12", "--period", "2025-10"]) == 2
    capsys.readouterr()
    assert main(["notes", *store]) == 0 and "夜市搬迁" in capsys.readouterr().out
    assert rows(["notes", "delete", "--id", added["id"], *store], capsys) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("东屏区", "没有的区", "没有的区"),
        ("2025-10-20", "soon", "due：“soon”应为日期"),
        ("on_time_closure_rate", "filed", "filed"),
        ("sample-district", "none", "none"),
        ("增派巡查", "", "--what"),
    ],
)
def test_what_cannot_be_recorded_is_said(store, capsys, old, new, said):
    assert main([new if word == old else word for word in PROMISE] + store) == 2
    assert said in capsys.readouterr().err


def test_a_scheme_that_is_gone_does_not_take_the_others_down(store, capsys, tmp_path):
    main([*PROMISE, *store])
    (path,) = (tmp_path / "own" / "actions").glob("*.yaml")
    gone = path.read_text("utf-8").replace("sample-district", "gone")
    (path.parent / "gone.yaml").write_text(gone, "utf-8")
    (path.parent / "bad.yaml").write_text("unit: [\n", "utf-8")
    capsys.readouterr()
    assert main(["actions", "--period", "2025-10", *store]) == 2
    told = capsys.readouterr()
    assert "增派巡查" in told.out and "gone" in told.err and "bad.yaml" in told.err


def test_an_empty_log_says_so(store, capsys):
    assert main(["actions", "--period", "2025-10", *store]) == 0
    assert main(["notes", *store]) == 0
    assert "没有" in capsys.readouterr().out
