"""The command line: exact JSON, numbers as numbers, nothing else on stdout, one-line errors."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from data.store import Store
from kernel.output import as_csv, as_table
from kernel.schema import TABLES
from metrics.__main__ import main
from tests.metrics.scheme_files import SMALL, scheme_file
from tests.metrics.tiny import cases, given, tiny_store, units

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with one team that is ranked, one below the minimum, one without data."""
    rows = {
        "cases": [
            *cases("一中队", on_time=90, late=5, open_overdue=5, postponed=3, reworked=2),
            *cases("二中队", on_time=29, late=1),
            *cases("三中队", on_time=3),
        ],
        "score_entries": [
            given(team, item, value)
            for team in ("一中队", "二中队", "三中队")
            for item, value in (("队考核分", 90), ("街道办分", 88))
        ],
        "units": units("team", "一中队", "二中队", "三中队", "四中队"),
    }
    source = tiny_store(**rows)
    store = Store(tmp_path_factory.mktemp("cli") / "store")
    with store.writing("test") as draft:
        for table in TABLES:
            draft.con.register("given_rows", source.execute(f"SELECT * FROM {table}").df())
            draft.con.execute(f"INSERT INTO {table} BY NAME SELECT * FROM given_rows")
            draft.con.unregister("given_rows")
    return store.folder


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    """Runs a command on the store; gives exit code, stdout and stderr."""

    def call(*args: str) -> tuple[int, str, str]:
        code = main([*args, "--store", str(folder)])
        out, err = capsys.readouterr()
        return code, out, err

    return call


RANK = ("rank", "--scheme", "yuncheng-team", "--period", "2025-10")


def test_rank_json(run: Any) -> None:
    code, out, err = run(*RANK, "--json")
    rows = json.loads(out)
    assert (code, err) == (0, "2024年10月（上年同期）没有可比的得分，不作同比。\n")
    assert [(r["group"], r["rank"], r["unit"], r["state"]) for r in rows] == [
        (None, 1, "二中队", "value"),
        (None, 2, "一中队", "value"),
        (None, None, "三中队", "below_minimum_n"),
        (None, None, "四中队", "no_data"),
    ]
    first = rows[1]
    assert (first["score"], first["n"], first["previous_rank"], first["grade"]) == (
        91.87,
        100,
        None,
        None,
    )
    closure = first["components"]["closure"]
    assert {k: closure[k] for k in ("score", "value", "numerator", "denominator", "weight")} == {
        "score": 92,
        "value": 92,
        "numerator": 92,
        "denominator": 100,
        "weight": 56,
    }
    assert set(first["components"]) == {
        "system",
        "closure",
        "postponement",
        "rework",
        "team_score",
        "street_score",
    }
    assert rows[3]["score"] is None
    assert '"weight": 56,' in out and "NaN" not in out


def test_json_is_short_for_format_json(run: Any) -> None:
    assert run(*RANK, "--json") == run(*RANK, "--format", "json")


def test_rank_csv_has_numbers_and_a_column_for_each_component(run: Any) -> None:
    _, out, _ = run(*RANK, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [row["unit"] for row in rows] == ["二中队", "一中队", "三中队", "四中队"]
    assert (rows[1]["score"], rows[1]["system"], rows[3]["score"]) == ("91.87", "93.1", "")


def test_only_exports_have_the_ranks_that_a_unit_may_truly_have(run: Any) -> None:
    """Of two teams with a hundred cases nobody knows who is the first."""
    may_be = [(1, 2), (1, 2), (None, None), (None, None)]
    rows = json.loads(run(*RANK, "--json")[1])
    assert [(row["rank_low"], row["rank_high"]) for row in rows] == may_be
    lines = list(csv.DictReader(io.StringIO(run(*RANK, "--format", "csv")[1])))
    assert [(row["rank_low"], row["rank_high"]) for row in lines] == [
        ("1", "2"), ("1", "2"), ("", ""), ("", "")
    ]  # fmt: skip
    assert "rank_low" not in run(*RANK)[1]


@pytest.mark.parametrize(("lang", "word"), [("zh", "样本不足"), ("en", "too few")])
def test_rank_table_speaks_both_languages(run: Any, lang: str, word: str) -> None:
    _, out, _ = run(*RANK, "--lang", lang)
    assert word in out and "91.87" in out


def test_scheme_from_a_file(run: Any, tmp_path: Path) -> None:
    text = SMALL.replace("kind: district", "kind: team").replace("item: 评分", "item: 队考核分")
    path = scheme_file(tmp_path, text)
    code, out, _ = run("rank", "--scheme", str(path), "--period", "2025-10", "--json")
    assert code == 0
    assert {row["unit"]: row["score"] for row in json.loads(out)}["一中队"] == 93


def test_indicator_json_best_first(run: Any) -> None:
    _, out, _ = run("indicator", "closure_rate", "--by", "team", "--period", "2025-10", "--json")
    judged = {"no_deadline": 0, "undated": 0, "before_report": 0}
    judged |= {"from": "2025-10-01", "to": "2025-10-31"}
    assert json.loads(out) == [
        {"unit": "三中队", "numerator": 3, "denominator": 3}
        | judged
        | {"value": 100, "n": 3, "state": "value"},
        {"unit": "二中队", "numerator": 30, "denominator": 30}
        | judged
        | {"value": 100, "n": 30, "state": "value"},
        {"unit": "一中队", "numerator": 95, "denominator": 100}
        | judged
        | {"value": 95, "n": 100, "state": "value"},
        {"unit": "四中队", "numerator": 0, "denominator": 0}
        | judged
        | {"value": None, "n": 0, "state": "no_data"},
    ]


def test_indicator_lower_is_better_comes_first(run: Any) -> None:
    _, out, _ = run("indicator", "rework_rate", "--by", "team", "--period", "2025-10", "--json")
    assert [row["unit"] for row in json.loads(out)][-2:] == ["一中队", "四中队"]


def test_indicator_filter(run: Any) -> None:
    ask = ("indicator", "filed", "--by", "team", "--period", "2025-10", "--json")
    _, out, _ = run(*ask, "--filter", "team=一中队")
    assert [(row["unit"], row["value"]) for row in json.loads(out)] == [("一中队", 100)]


def test_indicator_takes_period_start_and_rules_of_a_scheme(run: Any, tmp_path: Path) -> None:
    """Cases are dated 6 October: in a month from the 7th they belong to September."""
    path = scheme_file(tmp_path, SMALL.replace("month_starts_on: 1", "month_starts_on: 7"))
    ask = ("indicator", "filed", "--by", "team", "--json", "--scheme", str(path), "--period")
    count = [
        sum(row["value"] or 0 for row in json.loads(run(*ask, period)[1]))
        for period in ("2025-10", "2025-11")
    ]
    assert count == [133, 0]


def test_explain_json_sums_exactly(run: Any) -> None:
    ask = ("explain", "--scheme", "yuncheng-team", "--period", "2025-10", "--unit")
    _, out, _ = run(*ask, "一中队", "--json")
    found = json.loads(out, parse_float=str, parse_int=str)
    assert found["score"] == "91.87" and found["rank"] == "2"
    assert [part["points"] for part in found["parts"]] == ["51.52", "6.79", "6.86", "13.5", "13.2"]
    assert (found["finished"], found["from"], found["to"]) == (True, "2025-10-01", "2025-10-31")
    days = {"from": "2025-09-01", "to": "2025-09-30"}
    assert found["previous"] == {"period": "2025-09", **days, "rank": None, "score": None}
    assert found["change"] is None and found["change_by_part"] == []


def test_schemes_lists_what_is_shipped(run: Any) -> None:
    _, out, _ = run("schemes", "--json")
    shipped = {row["id"]: row for row in json.loads(out)}
    assert shipped["nyc-scorecard"]["kind"] == "district"
    assert all(len(row["hash"]) == 12 for row in shipped.values())


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("rank", "--scheme", "nope", "--period", "2025-10"), "sample-district"),
        (("rank", "--scheme", "yuncheng-team", "--period", "2025-13"), "2025-13"),
        (("indicator", "nope", "--period", "2025-10"), "nope"),
        (("indicator", "filed", "--by", "nope", "--period", "2025-10"), "nope"),
        (("indicator", "filed", "--period", "2025-10", "--filter", "x"), "x"),
        (
            ("explain", "--scheme", "yuncheng-team", "--period", "2025-10", "--unit", "九"),
            "一中队",
        ),
    ],
)
def test_errors_are_one_sentence_on_stderr(run: Any, args: tuple[str, ...], said: str) -> None:
    for lang in ("zh", "en"):
        code, out, err = run(*args, "--lang", lang)
        assert (code, out) == (2, "")
        assert said in err and len(err.strip().splitlines()) == 1


def test_explain_understands_an_alias(run: Any) -> None:
    ask = ("explain", "--scheme", "yuncheng-team", "--period", "2025-10", "--json", "--unit")
    names = [json.loads(run(*ask, name)[1])["unit"] for name in ("一中队", "第一中队")]
    assert names == ["一中队", "一中队"]


def test_empty_store_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*RANK, "--store", str(tmp_path / "none")]) == 2
    assert capsys.readouterr().out == ""


def test_as_a_program(folder: Path) -> None:
    command = [sys.executable, "-m", "metrics", *RANK, "--json", "--store", str(folder)]
    environment = os.environ | {"PYTHONIOENCODING": "utf-8", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True)
    assert len(json.loads(done.stdout.decode("utf-8"))) == 4


def test_table_counts_chinese_characters_as_two_wide() -> None:
    rows = [{"unit": "云栖区", "score": 90.5}, {"unit": "MN01", "score": 9}]
    assert as_table(rows, {"unit": "单位", "score": "得分"}).splitlines() == [
        "单位    得分",
        "云栖区  90.5",
        "MN01       9",
    ]


@pytest.mark.parametrize(
    "command",
    [
        ["rank", "--scheme", "yuncheng-team", "--period", "2025-10"],
        ["indicator", "closure_rate", "--by", "team", "--period", "2025-10"],
        ["explain", "--scheme", "yuncheng-team", "--period", "2025-10", "--unit", "一中队"],
        ["effect"],
        ["schemes"],
    ],
)
def test_csv_and_json_are_all_that_stands_on_stdout(run: Any, command: list[str]) -> None:
    code, out, _ = run(*command, "--json")
    assert code == 0
    json.loads(out, parse_constant=lambda name: pytest.fail(name))
    code, out, _ = run(*command, "--format", "csv")
    lines = list(csv.reader(io.StringIO(out)))
    assert code == 0 and lines and {len(line) for line in lines} == {len(lines[0])}


def test_no_effect_is_said_in_a_sentence(run: Any) -> None:
    code, out, _ = run("effect")
    assert (code, out) == (0, "已结束周期没有任何改动\n")


def test_names_run_in_no_spreadsheet() -> None:
    rows = [{"unit": "＝HYPERLINK(1)", "score": -1.5}, {"unit": "\ufeff+1+1", "score": None}]
    back = list(csv.reader(io.StringIO(as_csv(rows, ["unit", "score"]))))
    assert back == [["unit", "score"], ["'＝HYPERLINK(1)", "-1.5"], ["'\ufeff+1+1", ""]]


def test_rank_json_says_beside_each_component_how_many_cases_have_no_deadline(run: Any) -> None:
    _, out, _ = run(*RANK, "--json")
    (first, *_) = json.loads(out)
    told = {name: part["no_deadline"] for name, part in first["components"].items()}
    assert 0 in told.values() and None in told.values()  # of rates, and of given scores
