"""A long table of which only the records that arrive are derived again holds what one holds that
is derived as a whole."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.batches.undoing import undo
from data.importer import import_files
from data.reviewing.deciding import decide
from data.reviewing.decisions import Category
from data.storage import deriving, touched
from data.store import Store
from tests.data.test_undo import File, bring, contents, write

CASES = [
    *("任务号", "上报时间", "小类名称", "当前阶段名称", "处置截止时间", "结案时间"),
    *("所属区域", "地址描述", "是否作废"),
]
ROWS = st.tuples(
    st.sampled_from("123456"),
    st.sampled_from(["2025-09-01 08:00:00", "2025-09-05 08:00:00", "2025-09-09 08:00:00"]),
    st.sampled_from(["暴露垃圾", "暴露垃圾", "占道经营"]),
    st.just("[办结]"),
    st.just("2025-09-20 08:00:00"),
    st.sampled_from(["", "2025-09-02 08:00:00", "2025-09-06 08:00:00"]),
    st.just("云栖区"),
    st.sampled_from(["和平路1号", "和平路1号", "和平路2号"]),
    st.sampled_from(["", "", "是"]),
)
EXPORTS = st.builds(
    lambda day, rows: File(f"案卷_202510{day:02d}.csv", (tuple(CASES), *rows)),
    st.integers(1, 9),
    st.lists(ROWS, min_size=1, max_size=4),
)
FLAGS = st.builds(
    lambda rows: File("标记.csv", (("任务号", "标记"), *rows)),
    st.lists(st.tuples(st.sampled_from("123"), st.just("延期")), min_size=1, max_size=2),
)


def grown(folder: Path, monkeypatch: pytest.MonkeyPatch, long: int, *steps: Any) -> dict[str, Any]:
    monkeypatch.setattr(touched, "LONG", long)
    store = Store(folder / str(long))
    for step in steps:
        step(store)
    return contents(store)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    first=EXPORTS,
    files=st.lists(st.one_of(EXPORTS, EXPORTS, EXPORTS, FLAGS), min_size=1, max_size=4),
    taken=st.none() | st.integers(1, 4),
)
def test_a_table_that_grows_holds_what_a_rewritten_one_holds(
    first: File, files: list[File], taken: int | None
) -> None:
    steps = [lambda store, file=file: bring(store, file) for file in (first, *files)]
    if taken:
        steps.append(lambda store: _take_back(store, taken))
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        short = grown(Path(folder), patch, 10**9, *steps)
        long = grown(Path(folder), patch, 0, *steps)
    assert long == short


def _take_back(store: Store, batch: int) -> None:
    if store.version() is None:
        return
    with store.connect() as con:
        known = con.execute("SELECT batch_id FROM import_batches").fetchall()
    if (batch,) in known:
        undo(store, {batch})


def test_decisions_are_applied_to_what_arrives(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    row = ("2025-09-01 08:00:00", "乱七八糟", "[处置]", "2025-09-20 08:00:00", "", "云栖区", "", "")
    files = [File(f"案卷_2025100{n}.csv", (tuple(CASES), (str(n), *row))) for n in (1, 2)]
    steps = (
        lambda store: bring(store, files[0]),
        lambda store: decide(store, [Category("乱七八糟", "暴露垃圾")]),
        lambda store: bring(store, files[1]),
    )
    long = grown(tmp_path, monkeypatch, 0, *steps)
    assert long == grown(tmp_path, monkeypatch, 10**9, *steps)
    assert sum("暴露垃圾" in case for case in long["cases"]) == 2


def test_what_arrives_is_all_that_is_derived(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    """Else a week's file costs as much as all years."""
    monkeypatch.setattr(touched, "LONG", 0)
    row = ("2025-09-01 08:00:00", "暴露垃圾", "[处置]", "2025-09-20 08:00:00", "", "云栖区", "", "")
    rows = [(str(n), *row) for n in range(40)]
    store = Store(tmp_path / "store")
    bring(store, File("案卷_20251001.csv", (tuple(CASES), *rows)))
    seen: list[int] = []
    derived = deriving._derived

    def counting(con, table, register):
        seen.append(con.execute("SELECT count(*) FROM underived").fetchone()[0])
        return derived(con, table, register)

    monkeypatch.setattr(deriving, "_derived", counting)
    more = write(tmp_path, File("案卷_20251008.csv", (tuple(CASES), ("99", *row), rows[0])))
    import_files(store, [more])
    assert seen == [2]  # the new case, and the one that is said again at a later time
