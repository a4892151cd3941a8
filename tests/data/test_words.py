"""Words of closed lists that nobody knows: kept as written, never lost from a table, decided on."""

import csv
import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.__main__ import main
from data.importer import import_files, profile_folders
from data.layouts.profile import load_profiles
from data.reviewing.deciding import DecisionError, TakeBack, decide
from data.reviewing.decisions import Word
from data.reviewing.review import Review, review
from data.store import Store
from kernel.periods import parse_period
from metrics.aggregation.aggregate import aggregate
from metrics.aggregation.conditions import UNSTATED
from metrics.analyses.occurrence import by_method

VISITS = ["检查编号", "检查时间", "检查方式", "区域", "点位名称", "点位得分"]
CASES = ["任务号", "上报时间", "小类名称", "问题来源", "当前阶段名称", "所属区域"]
OCTOBER = parse_period("2025-10")


def write(path: Path, header: Sequence[str], rows: Sequence[Sequence[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([header, *rows])
    return path


def visits(path: Path, methods: Sequence[str]) -> Path:
    rows = [
        [f"V{n}", f"2025-10-{n % 28 + 1:02} 09:00", method, "云栖区", f"点{n}", "90"]
        for n, method in enumerate(methods)
    ]
    return write(path, VISITS, rows)


def waiting(store: Store) -> Review:
    with store.connect() as con:
        return review(con, load_profiles(profile_folders(store)))


def stored(store: Store, column: str = "method", table: str = "inspections") -> list[tuple]:
    with store.connect() as con:
        return con.execute(
            f"SELECT {column}, {column}_written FROM {table} ORDER BY record_key"
        ).fetchall()


def test_a_word_that_nobody_knows_is_kept_and_waits(store: Store, tmp_path: Path) -> None:
    path = visits(tmp_path / "a.csv", ["暗访", "交叉互评", "交叉互评", ""])
    (account,) = import_files(store, [path])
    assert account.stored == 4
    assert stored(store) == [
        ("covert", None), (None, "交叉互评"), (None, "交叉互评"), (None, None),
    ]  # fmt: skip
    (word,) = waiting(store).words
    assert (word.field, word.written, word.rows, word.files) == (
        "method",
        "交叉互评",
        2,
        ("a.csv",),
    )
    assert f"{word.first} {word.last}" == "2025-10-02 2025-10-03"
    assert ("covert", "暗访") in word.values
    assert {m.text("zh"): n for m, n in account.warnings.items() if "交叉互评" in m.text("zh")} == {
        "检查方式：无法识别“交叉互评”，照原文保留，待在“待核对的名称”中指定含义": 2
    }
    (again,) = import_files(store, [path])
    assert (again.duplicates, again.updated, again.stored) == (4, 0, 0)


def test_a_decision_holds_for_what_is_stored_and_for_what_comes(
    store: Store, tmp_path: Path
) -> None:
    path = visits(tmp_path / "a.csv", ["暗访", "交叉互评", "交叉 互评", ""])
    import_files(store, [path])
    said = Word("method", "交叉互评", "third_party")
    assert decide(store, [said]).records == 2
    assert [method for method, _ in stored(store)] == ["covert", "third_party", "third_party", None]
    assert not waiting(store).words
    (again,) = import_files(store, [path])
    assert (again.duplicates, again.updated) == (4, 0)  # what the file says has not changed
    assert not any("交叉互评" in m.text("zh") for m in again.warnings)
    later = write(
        tmp_path / "b.csv", VISITS, [["W1", "2025-11-01 09:00", "交叉互评", "云栖区", "点", "80"]]
    )
    import_files(store, [later])
    assert stored(store)[-1] == ("third_party", "交叉互评") and not waiting(store).words
    decide(store, [Word("method", "交叉互评", "special")])  # in the place of the first
    assert [method for method, _ in stored(store)].count("special") == 3
    decide(store, [TakeBack(Word("method", "交叉互评", "special"))])
    assert [method for method, _ in stored(store)].count(None) == 4
    assert [one.rows for one in waiting(store).words] == [3]


def test_a_word_that_means_no_value_waits_no_longer(store: Store, tmp_path: Path) -> None:
    import_files(store, [visits(tmp_path / "a.csv", ["交叉互评"])])
    decide(store, [Word("method", "交叉互评", None)])
    assert not waiting(store).words and stored(store) == [(None, "交叉互评")]


def test_a_flag_is_decided_too(store: Store, tmp_path: Path) -> None:
    header = [*VISITS[:5], "是否达标"]
    row = ["V1", "2025-10-01 09:00", "明查", "云栖区", "点", "勉强可以"]
    import_files(store, [write(tmp_path / "a.csv", header, [row])])
    assert stored(store, "passed") == [(None, "勉强可以")]
    decide(store, [Word("passed", "勉强可以", "true")])
    assert stored(store, "passed") == [(True, "勉强可以")]


def test_a_channel_that_nobody_knows_is_not_other(store: Store, tmp_path: Path) -> None:
    rows = [
        [f"33010820251001000{n}", "2025-10-01 09:00:00", "暴露垃圾", channel, "处置", "云栖区"]
        for n, channel in enumerate(["其他", "随申办市民云转", ""])
    ]
    import_files(store, [write(tmp_path / "案卷.csv", CASES, rows)])
    assert stored(store, "channel", "cases") == [
        ("other", None), (None, "随申办市民云转"), (None, None),
    ]  # fmt: skip
    with store.connect() as con:
        found = aggregate(con, ["filed"], ["channel"], OCTOBER)
        assert dict(zip(found["channel"], found["value"], strict=True)) == {
            "other": 1, "随申办市民云转": 1, UNSTATED: 1,
        }  # fmt: skip
        for channel in found["channel"]:  # each row of the table leads to its own records
            one = aggregate(con, ["filed"], [], OCTOBER, {"channel": (channel,)})
            assert one["value"].tolist() == [1]
    decide(store, [Word("channel", "随申办市民云转", "network")])
    with store.connect() as con:
        found = aggregate(con, ["complaints"], [], OCTOBER)
    assert found["value"].tolist() == [1]  # derived columns follow


@given(
    methods=st.lists(
        st.sampled_from(["暗访", "明查", "", "交叉互评", "夜查", "unstated"]),
        min_size=1,
        max_size=30,
    )
)
def test_the_parts_of_a_table_add_up(tmp_path_factory, methods: list[str]) -> None:
    folder = tmp_path_factory.mktemp("parts")
    store = Store(folder / "store")
    import_files(store, [visits(folder / "a.csv", methods)])
    with store.connect() as con:
        assert by_method(con, OCTOBER)["checks"].sum() == len(methods)


@pytest.mark.parametrize(
    ("word", "code"),
    [
        (Word("method", "交叉互评", "nothing"), "review-no-value"),
        (Word("score", "交叉互评", None), "review-no-field"),
        (Word("method", "  ", "open"), "review-no-field"),
    ],
)
def test_what_cannot_be_decided(store: Store, tmp_path: Path, word: Word, code: str) -> None:
    import_files(store, [visits(tmp_path / "a.csv", ["交叉互评"])])
    with pytest.raises(DecisionError) as error:
        decide(store, [word])
    assert error.value.message.code == code


def test_the_command_lists_and_decides(store: Store, tmp_path: Path, capsys) -> None:
    import_files(store, [visits(tmp_path / "a.csv", ["暗访互查", "暗访"])])
    options = ["--store", str(store.folder)]
    assert main(["review", "--json", *options]) == 0
    (word,) = json.loads(capsys.readouterr().out)["words"]
    assert (word["field"], word["written"]) == ("method", "暗访互查") and "covert" in word["near"]
    assert main(["word", "method", "暗访互查", "covert", *options]) == 0
    capsys.readouterr()
    assert main(["review", *options]) == 0
    assert "检查方式  暗访互查：暗访" in capsys.readouterr().out
    assert main(["word", "method", "暗访互查", "--take-back", *options]) == 0
    assert [one.written for one in waiting(store).words] == ["暗访互查"]


ORDERS = ["工单编号", "来电时间", "问题分类", "办结时间", "区县"]


@pytest.mark.parametrize("header", ["诉求来源", "工单来源", "来源"])
def test_an_order_of_the_hotline_says_by_which_way_it_came(
    store: Store, tmp_path: Path, header: str
) -> None:
    said = ["微信公众号", "电话", "", "信访", "人大建议", "上级转办", "烽火"]
    rows = [
        [f"RX2025{n:06}", f"2025-10-0{n + 1} 08:00", "暴露垃圾", "2025-10-09 08:00", "云栖区", way]
        for n, way in enumerate(said)
    ]
    (account,) = import_files(store, [write(tmp_path / "工单.csv", [*ORDERS, header], rows)])
    assert [channel for channel, _ in stored(store, "channel", "cases")] == [
        "network", "12345", "12345", "petition", "proposal", "12345", "12345",
    ]  # fmt: skip
    assert any("烽火" in warning.text("zh") for warning in account.warnings)
    with store.connect() as con:
        assert aggregate(con, ["complaints"], [], OCTOBER)["value"].tolist() == [7]


def test_without_such_a_column_every_order_is_the_hotline(store: Store, tmp_path: Path) -> None:
    row = ["RX2025000001", "2025-10-01 08:00", "暴露垃圾", "2025-10-09 08:00", "云栖区"]
    import_files(store, [write(tmp_path / "工单.csv", ORDERS, [row])])
    assert stored(store, "channel", "cases") == [("12345", None)]
