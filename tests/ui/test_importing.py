"""Importing from the page, as far as it needs no page."""

from collections import Counter
from datetime import datetime
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import streamlit as st

from data.importing.account import Account
from data.store import Store
from kernel.messages import Message
from metrics.schemes.scheme import load_scheme
from sample_city.workspace import sample_store
from ui.imports.accounts import account_table
from ui.imports.drop import save_uploads
from ui.imports.effects import _columns
from ui.imports.importing import load_sample

REASON = Message("store-nothing-to-undo")  # any text will do


class Upload(BytesIO):
    """Stands for what Streamlit gives for an uploaded file."""

    def __init__(self, name: str, data: bytes = b"x") -> None:
        super().__init__(data)
        self.name = name


class Bar:
    """Stands for st.progress."""

    def __init__(self):
        self.seen = []

    def progress(self, share, text):
        self.seen.append((share, text))

    def empty(self):
        self.seen.append("gone")


def test_uploads_keep_their_names_and_never_leave_the_folder(tmp_path):
    uploads = [Upload("案件.csv"), Upload("案件.csv", b"y"), Upload("../../outside.csv")]
    paths = save_uploads(uploads, tmp_path)
    assert [p.name for p in paths] == ["案件.csv", "案件 (2).csv", "outside.csv"]
    assert all(p.parent == tmp_path for p in paths)
    assert paths[1].read_bytes() == b"y"


def test_the_sample_city_is_loaded_beside_the_own_store_with_a_bar_that_only_grows(
    tmp_path, monkeypatch
):
    monkeypatch.setenv("SHIRONG_STORE", str(tmp_path / "store"))
    bar = Bar()
    monkeypatch.setattr(st, "progress", lambda *_: bar)
    header = "单位类别,单位名称,考核组\n"

    def write_two(folder: Path, pictures: Path) -> list[Path]:
        assert pictures == tmp_path / "store" / "sample" / "photos"
        paths = [folder / "a.csv", folder / "b.csv"]
        for path, name in zip(paths, ("云栖区", "澄湖区"), strict=True):
            path.write_text(f"{header}区域,{name},城区组\n", encoding="utf-8")
        return paths

    monkeypatch.setattr("sample_city.workspace.write_exports", write_two)
    accounts = load_sample()
    assert [a.file for a in accounts] == ["a.csv", "b.csv"]
    assert all(a.stored == 1 and a.adds_up for a in accounts)
    assert Store().version() is None and sample_store(Store()).version() == 1
    assert bar.seen[-1] == "gone"
    shares = [share for share, _ in bar.seen[:-1]]
    assert shares == sorted(shares) and all(0 <= s <= 1 for s in shares)


def test_the_totals_of_an_account_are_the_sums_of_its_lines():
    accounts = [
        Account("a.csv", "", rows_read=5, stored=3, rejected=2, reasons=Counter({REASON: 2})),
        Account("b.xlsx", "", sheet="表1", rows_read=1200, stored=1000, duplicates=200),
    ]
    html = account_table(accounts, {})
    foot = html.split("<tfoot>")[1]
    for total in ("1,205", "1,003", "200", ">2<"):
        assert total in foot
    assert html.count("<tr>") == 4


def test_a_list_of_batches_says_how_many_its_totals_are_of():
    accounts = [Account("a.csv", "", profile="own", rows_read=n, stored=n) for n in (2, 3)]
    html = account_table(accounts, {"own": "自有版式"}, [datetime(2025, 10, 1)] * 2)
    assert "以上 2 批合计" in html and "自有版式" in html and ">own<" not in html


def test_all_reasons_can_be_opened():
    reasons = Counter({Message("reader-hidden-sheet", {"sheet": f"表{n}"}): n for n in range(1, 7)})
    html = account_table([Account("a.csv", "", rejected=21, reasons=reasons)], {})
    shown, behind = html.split("<details>")
    assert "另有 3 种原因" in behind and "表6" in shown
    assert all(f"表{n}" in behind for n in (1, 2, 3))


def test_an_effect_has_the_digits_of_its_scheme_and_a_dash_for_nothing():
    effect = SimpleNamespace(
        scheme=load_scheme("yuncheng-team"), units=pd.DataFrame({"group": [None]})
    )
    row = {"score_before": 92.154, "score_after": 90.698, "change": -1.456}
    row |= {"rank_before": 1, "rank_after": None, "rank_change": None}
    row |= {
        "unit": "一队",
        "group": None,
        "group_before": None,
        "added": 1,
        "changed": 0,
        "removed": 0,
    }
    cells = [column.cell(row) for column in _columns(effect)]
    assert cells == ["一队", "+1", "92.154", "90.698", "▼ 1.456", "1", "—", "—"]
