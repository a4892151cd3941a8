"""A stored batch is mapped again from what was kept of it; nothing personal is kept for that."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from data.__main__ import main
from data.batches.bookkeeping import batches
from data.batches.remapping import can_be_mapped_again, kept_sheet, try_remap
from data.batches.undoing import undo
from data.checks import verify
from data.importer import import_files
from data.importing.account import Account
from data.importing.recognising import recognise
from data.layouts.profile import load_profiles
from data.schema_mapping.profile import to_yaml
from data.schema_mapping.profile_folder import save_profile
from data.schema_mapping.recognised import propose_over
from data.store import Store
from data.unit_resolution.registered import known_units

HEADER = "工单编号,受理时间,承办单位,诉求内容,办结时间,满意度,办理期限,经办手机,反映人称呼,附加说明"


def orders(folder: Path, name: str = "12345工单.csv", first: int = 0) -> Path:
    rows = ["某市12345工单", HEADER]
    for n in range(first, first + 12):
        closed = f"2026/09/{n % 12 + 3:02} 16:00" if n % 3 else ""
        rows.append(
            f"GD2026{n:05},2026/09/{n % 12 + 1:02} 09:00,城管局,某处第{n}个问题说明,{closed},"
            f"{'满意' if n % 2 else '不满意'},2026/09/{n % 12 + 2:02} 18:00,1380013{n:04},"
            f"{'王李张刘陈杨赵黄周吴徐孙'[n % 12]}某某,请回电1380013{n:04}"
        )
    rows.append("GD202699999,不知何时,城管局,日期读不出,,,2026/09/05 18:00,,,")
    path = folder / name
    path.write_text("\n".join(rows) + "\n", encoding="gb18030")
    return path


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store with the orders as they were imported, the deadline unused; the file is gone."""
    store = Store(tmp_path / "store")
    path = orders(tmp_path)
    import_files(store, [path], as_is=True)
    path.unlink()
    return store


def last(store: Store) -> Account:
    return batches(store)[-1][1]


def ours(store: Store, **targets: str) -> None:
    """A profile that takes the columns as proposed, and some as a person says."""
    profiles = list(load_profiles().values())
    sheet, match, _ = recognise(kept_sheet(store, last(store)), profiles)
    assert match is not None
    proposal = propose_over(sheet, match, profiles, known_units(store))
    for name, target in targets.items():
        proposal = proposal.with_target(sheet.columns.index(name), target)
    save_profile(store, to_yaml(proposal, "ours", {"zh": "我市"}))


def figures(store: Store) -> tuple[object, ...]:
    with store.connect() as con:
        query = "SELECT count(*), count(due_at), count_if(is_overdue_open), count(satisfaction), "
        query += "min(source_row), count(closed_at), max(as_of) FROM cases"
        found = con.execute(query).fetchone()
    assert found is not None
    return found


def test_the_unused_deadline_is_taken_from_what_was_kept(store: Store) -> None:
    before, account = figures(store), last(store)
    assert can_be_mapped_again(store, account) and before[1:3] == (0, 0)
    ours(store)
    trial, _ = try_remap(store, account, "ours", "甲")
    assert figures(store) == before  # on trial
    store.publish(trial)
    after = figures(store)
    assert (after[1], after[2]) == (12, 4) and after[:1] + after[3:] == before[:1] + before[3:]
    again = last(store)
    assert (again.profile, again.stored, again.rejected, again.set_aside) == ("ours", 12, 1, 1)
    assert again.adds_up and again.file == account.file and len(batches(store)) == 1
    assert not verify(store).problems


def test_what_was_mapped_wrongly_can_be_mapped_otherwise(store: Store) -> None:
    ours(store, 办结时间="disposed_at")
    trial, _ = try_remap(store, last(store), "ours", "甲")
    store.publish(trial)
    with store.connect() as con:
        found = con.execute("SELECT count(closed_at), min(disposed_at) FROM cases").fetchone()
    assert found is not None and found[0] == 0 and str(found[1]) == "2026-09-04 16:00:00"


def test_other_batches_stay_and_the_batch_can_be_mapped_twice(store: Store, tmp_path: Path) -> None:
    import_files(store, [orders(tmp_path, "12345工单二.csv", 12)], as_is=True)
    ours(store)
    first = batches(store)[0][1]
    trial, _ = try_remap(store, first, "ours", "甲")
    store.publish(trial)
    assert figures(store)[:2] == (24, 12)
    trial, _ = try_remap(store, last(store), "hotline-12345", "甲")
    store.publish(trial)
    assert figures(store)[:2] == (24, 0)
    undo(store, [last(store).batch_id or 0])
    assert figures(store)[0] == 12


def test_nothing_personal_is_kept_for_it(store: Store) -> None:
    sheet = kept_sheet(store, last(store))
    rows = list(sheet.rows())
    kept = {name: {row[i] for _, row in rows} for i, name in enumerate(sheet.columns)}
    assert kept["经办手机"] == {None} and kept["反映人称呼"] == {None}
    assert not any("1380013" in (text or "") for texts in kept.values() for text in texts)
    for path in (store.folder / "batches").glob("*.parquet"):
        table = pq.read_table(path)
        assert "1380013" not in str(table.to_pydict()), path.name


def test_the_leftovers_go_with_their_batch(store: Store) -> None:
    assert list((store.folder / "batches").glob("*.leftovers.parquet"))
    undo(store, [last(store).batch_id or 0])
    store.keep = 1
    with store.writing("anything"):
        pass
    with store.writing("anything"):
        pass
    assert not list((store.folder / "batches").glob("*.leftovers.parquet"))


def test_a_batch_of_an_earlier_program_says_that_nothing_was_kept(
    store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in (store.folder / "batches").glob("*.leftovers.parquet"):
        path.unlink()
    account = last(store)
    assert not can_be_mapped_again(store, account)
    assert main(["remap", str(account.batch_id), "--store", str(store.folder)]) == 2
    assert "重新导入原文件" in capsys.readouterr().err


def test_on_the_command_line(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    ours(store)
    words = ["remap", str(last(store).batch_id), "--store", str(store.folder), "--profile", "ours"]
    assert main([*words, "--dry-run"]) == 0 and figures(store)[1] == 0
    assert main(words) == 0 and figures(store)[1] == 12
    assert "12" in capsys.readouterr().out
