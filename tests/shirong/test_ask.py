"""The command ask: the answer of the analysis page, printed."""

import json

import pytest

from shirong.commands import main

GOLDEN = ["--rows", "street", "--where", "district=东屏区", "--where", "daytime=night"]


def test_ask_prints_rows_totals_and_the_rest(sample_store, capsys, monkeypatch):
    monkeypatch.setenv("SHIRONG_STORE", str(sample_store.folder))
    last = ["--days", "last 3 months", "--compare", "previous", "--top", "1"]
    assert main(["ask", "filed", *GOLDEN, *last]) == 0
    printed = capsys.readouterr().out
    assert "2025-07-01" in printed and "合计" in printed and "其余" in printed
    assert main(["ask", "filed", *GOLDEN, *last, "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    total = next(row for row in rows if row["row_depth"] == 0)
    parts = [row["value"] for row in rows if row["row_depth"] == 1]
    assert sum(parts) == pytest.approx(total["value"]) and len(parts) == 2
    assert main(["ask", "filed rows.street top.1", "--format", "csv"]) == 0
    assert capsys.readouterr().out.startswith("street,row_depth")


@pytest.mark.parametrize("wrong", [["no_such"], ["filed", "--rows", "x"], ["filed", "--top", "-1"]])
def test_what_cannot_be_asked_is_said(sample_store, capsys, monkeypatch, wrong):
    monkeypatch.setenv("SHIRONG_STORE", str(sample_store.folder))
    assert main(["ask", *wrong]) == 2
    assert capsys.readouterr().err.strip()


def test_a_sentence_is_answered_and_says_how_it_was_understood(sample_store, capsys, monkeypatch):
    monkeypatch.setenv("SHIRONG_STORE", str(sample_store.folder))
    last = ["--days", "last 3 months", "--where", "subcategory=店外经营", "--json"]
    assert main(["ask", "filed", *GOLDEN, *last]) == 0
    wanted = json.loads(capsys.readouterr().out)
    said = "东屏区 近三个月 夜间 店外经营 按街道 看看吧呀嘿"
    assert main(["ask", "--words", said, "--json"]) == 0
    printed = capsys.readouterr()
    assert json.loads(printed.out) == wanted
    assert "“夜间” → 条件：昼夜 = 夜间" in printed.err
    assert "“嘿” → 没有看懂" in printed.err
    assert "（没有说，按此处理）→ 指标：立案数" in printed.err
    assert "where.subcategory.店外经营 days.last-3-months" in printed.err


@pytest.mark.parametrize("wrong", [[], ["filed", "--words", "立案数"], ["--words", "xyzzy"]])
def test_nothing_asked_or_nothing_understood_is_said(sample_store, capsys, monkeypatch, wrong):
    monkeypatch.setenv("SHIRONG_STORE", str(sample_store.folder))
    assert main(["ask", *wrong]) == 2
    assert capsys.readouterr().err.strip()
