"""Facts, written into messy files, come back exactly, or a row that does not is accounted for.

200 examples as usual; `make nightly` runs 2,000 (see tests/conftest.py and tests/data/messy.py).
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from data.importer import import_files
from data.store import Store
from tests.data.messy import File, Row, files

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
