"""Facts, written into messy files, come back exactly, or a row that does not is accounted for.

200 examples as usual, always the same; `make nightly` runs 2,000 new ones (see tests/conftest.py,
tests/data/messy.py and tests/data/rearranged.py).
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from data.batches.bookkeeping import conflicts
from data.importer import import_files
from data.store import Store
from tests.data.messy import File, Row, files
from tests.data.rearranged import Wide, stacked, told_twice, wide_months

EXAMPLES = max(200, settings.default.max_examples if settings.default else 0)


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> Iterator[None]:
    """For a dozen rows more threads cost more than they bring."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SHIRONG_THREADS", "1")
        yield


def facts_of(store: Store, file: File) -> list[Row]:
    if store.version() is None:
        return []
    names = list(file.table.headers)
    columns = ", ".join(f'"{name}"' for name in names)
    with store.connect() as con:
        rows = con.execute(
            f"SELECT {columns} FROM {file.table.name} ORDER BY {file.table.key}"
        ).fetchall()
    return [dict(zip(names, row, strict=True)) for row in rows]


@given(file=files())
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_facts_come_back_out_of_messy_files(file: File) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / file.name).write_bytes(file.content)
        store = Store(folder / "store")
        (account,) = import_files(store, [folder / file.name])
        assert account.readable and account.profile is not None, account.to_json()
        assert account.adds_up
        assert (account.stored, account.rejected) == (len(file.facts), file.spoiled)
        assert facts_of(store, file) == file.facts
        assert account.rejected == 0 or any("必填字段为空" in m.text() for m in account.reasons)


@given(file=stacked())
@settings(
    max_examples=EXAMPLES // 2,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_tables_below_each_other_are_read_through_their_own_headers(file: File) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / file.name).write_bytes(file.content)
        store = Store(folder / "store")
        accounts = import_files(store, [folder / file.name])
        assert all(account.adds_up and account.profile for account in accounts)
        assert sum(account.stored for account in accounts) == len(file.facts)
        assert sum(account.rejected for account in accounts) == 0
        assert facts_of(store, file) == file.facts


@given(wide=wide_months())
@settings(max_examples=EXAMPLES // 4, deadline=None)
def test_every_month_of_a_wide_sheet_is_a_row(wide: Wide) -> None:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name, f"{wide.name}.csv")
        path.write_text(wide.text, encoding="utf-8")
        store = Store(Path(name, "store"))
        (account,) = import_files(store, [path])
        assert account.adds_up and account.rejected == 0
        with store.connect() as con:
            rows = con.execute(
                "SELECT coalesce(district, department), period, value FROM score_entries"
            ).fetchall()
        assert {(unit, period): value for unit, period, value in rows} == wide.scores


@given(told=told_twice())
@settings(max_examples=EXAMPLES // 4, deadline=None)
def test_files_of_one_import_that_say_otherwise_are_conflicts(
    told: tuple[list[dict[str, int]], int],
) -> None:
    files_, disputed = told
    with tempfile.TemporaryDirectory() as name:
        paths = []
        for at, scores in enumerate(files_):
            paths.append(Path(name, f"第{at}份.csv"))
            lines = [f"2025-10,{unit},市容,{value}" for unit, value in scores.items()]
            text = "\n".join(["考核周期,考核单位,评分项目,分值", *lines])
            paths[-1].write_text(text, encoding="utf-8")
        store = Store(Path(name, "store"))
        accounts = import_files(store, paths)
        assert sum(account.conflicts for account in accounts) == disputed
        assert len(conflicts(store)) == disputed
