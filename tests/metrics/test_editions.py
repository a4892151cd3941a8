"""Editions are given numbers, kept, never changed, and said to be damaged where they were."""

import json
import os
import shutil
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from data.publications import entered
from data.store import Store, StoreBusyError
from metrics.bulletin.content import Notice, notice_of
from metrics.editions import edition_folder
from metrics.editions.edition import (
    MANIFEST,
    NOTICE,
    DamagedEditionError,
    Edition,
    EditionRefusedError,
    Manifest,
)
from metrics.editions.edition_folder import LOG, Editions, good_editions
from metrics.editions.publishing import Publishing, publish, save_draft
from tests.metrics.edition_cases import SCHEME, hand_draft, hand_frozen, hand_notice

NOVEMBER = datetime(2025, 11, 3, 9)


def issued(store: Store, period: str = "2025-10", at: datetime = NOVEMBER, **more: str) -> Edition:
    """A published edition."""
    kept = {name: more.pop(name) for name in ("kind", "scheme") if name in more}
    draft = hand_draft(store, period=period, **kept)
    return publish(store, draft.id, Publishing("李", at, **more))


def every_byte(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def code_of(store: Store, id: str) -> str:
    with pytest.raises(EditionRefusedError) as refused:
        publish(store, id)
    return refused.value.message.code


def test_a_draft_becomes_an_edition_with_a_number(store: Store) -> None:
    draft = hand_draft(store)
    assert (draft.state, draft.name.text()) == ("draft", "月通报 2025-10 草稿")
    found = publish(store, draft.id, Publishing("李", NOVEMBER))
    assert found.name.text() == "月通报 〔2025〕第 1 期（总第 1 期）"
    assert found.name.text("en") == "Monthly notice 2025 No. 1 (No. 1 in all)"
    assert (found.id, found.state, found.manifest.published_by) == (
        *("monthly-2025-001", "published", "李"),
    )
    assert found.notice == hand_notice() and found.schemes == {"small@1": SCHEME.decode()}
    assert [one.id for one in good_editions(Editions(store.folder).all())] == [found.id]


def test_a_draft_is_replaced_and_a_published_one_never(store: Store) -> None:
    hand_draft(store)
    again = save_draft(store, hand_frozen(hand_notice(scheme_version="2")))
    assert [one.id for one in Editions(store.folder).all()] == [again.id]
    assert Editions(store.folder).find(again.id).notice.scheme_version == "2"
    found = publish(store, again.id, Publishing("李", NOVEMBER))
    before = every_byte(found.folder)
    hand_draft(store)
    assert every_byte(found.folder) == before
    assert all(path.stat().st_mode & 0o222 == 0 for path in found.folder.iterdir())


def test_numbers_count_by_kind_and_year_and_in_all(store: Store) -> None:
    issued(store)
    issued(store, "2025-09")
    issued(store, "2025-Q3", kind="quarterly")
    issued(store, "2025-12", datetime(2026, 1, 5))
    numbers = {
        one.id: (one.manifest.year, one.manifest.number, one.manifest.total)
        for one in good_editions(Editions(store.folder).all())
    }
    assert numbers == {
        "monthly-2025-001": (2025, 1, 1),
        "monthly-2025-002": (2025, 2, 2),
        "monthly-2026-001": (2026, 1, 3),
        "quarterly-2025-001": (2025, 1, 1),
    }


def test_what_is_not_over_or_by_a_draft_scheme_is_not_published(store: Store) -> None:
    running = hand_draft(store, finished=False)
    assert code_of(store, running.id) == "edition-unfinished"
    by_draft = save_draft(store, hand_frozen(scheme=SCHEME.replace(b"in_force", b"draft")))
    assert code_of(store, by_draft.id) == "edition-draft-scheme"
    assert code_of(store, "draft-of-nothing") == "edition-none"
    assert store.version() is None  # nothing was entered


def test_a_period_is_published_once_and_then_corrected(store: Store) -> None:
    first = issued(store)
    before = every_byte(first.folder)
    draft = hand_draft(store)
    assert code_of(store, draft.id) == "edition-twice"
    second = publish(store, draft.id, Publishing("李", NOVEMBER, corrects=first.id))
    assert (second.manifest.corrects, second.manifest.number) == (first.id, 2)
    assert every_byte(first.folder) == before
    again = Editions(store.folder).find(first.id)
    assert (again.state, again.corrected_by, second.state) == ("corrected", second.id, "published")
    third = hand_draft(store)
    for wrong in (first.id, "monthly-1999-001"):  # corrected already; not there
        with pytest.raises(EditionRefusedError):
            publish(store, third.id, Publishing(corrects=wrong))
    assert publish(store, third.id, Publishing("李", NOVEMBER, second.id)).manifest.number == 3


def test_a_correction_of_what_was_never_published_is_refused(store: Store) -> None:
    draft = hand_draft(store)
    with pytest.raises(EditionRefusedError) as error:
        publish(store, draft.id, Publishing(corrects="monthly-2025-001"))
    assert error.value.message.code == "edition-corrects-none"


def test_drafts_alone_are_deleted(store: Store) -> None:
    editions, found, draft = Editions(store.folder), issued(store), hand_draft(store)
    with pytest.raises(EditionRefusedError):
        editions.delete(found.id)
    editions.delete(draft.id)
    assert [one.id for one in editions.all()] == [found.id]
    (found.folder / NOTICE).chmod(0o644)
    (found.folder / NOTICE).write_bytes(b"{}")
    with pytest.raises(EditionRefusedError):  # a damaged one neither
        editions.delete(found.id)


def _altered(folder: Path) -> str:
    path = folder / NOTICE
    path.chmod(0o644)
    path.write_bytes(path.read_bytes().replace(b"93.42", b"99.42"))
    return NOTICE


def _vanished(folder: Path) -> str:
    (folder / "scheme-small@1.yaml").unlink()
    return "scheme-small@1.yaml"


def _more(folder: Path) -> str:
    (folder / "more.json").write_text("{}")
    return "more.json"


def _manifest_says_otherwise(folder: Path) -> str:
    path = folder / MANIFEST
    path.chmod(0o644)
    path.write_bytes(path.read_bytes().replace("李".encode(), "王".encode()))
    return MANIFEST


def _forged(folder: Path) -> str:
    """File and manifest fit each other: the log knows better."""
    path = folder / MANIFEST
    path.chmod(0o644)
    own = Manifest.model_validate_json(path.read_bytes())
    path.write_bytes(own.model_copy(update={"published_by": "王"}).sealed().written())
    return MANIFEST


def _gone(folder: Path) -> str:
    shutil.rmtree(folder)
    return ""


@pytest.mark.parametrize(
    "harm", [_altered, _vanished, _more, _manifest_says_otherwise, _forged, _gone]
)
def test_a_damaged_edition_is_named_and_not_shown(
    store: Store, harm: Callable[[Path], str]
) -> None:
    other, found = issued(store, "2025-09"), issued(store)
    file = harm(found.folder)
    listed = Editions(store.folder).all()
    assert [one.id for one in good_editions(listed)] == [other.id]
    (damaged,) = (one for one in listed if isinstance(one, DamagedEditionError))
    assert (damaged.id, damaged.file) == (found.id, file)
    assert found.id in damaged.text() and file in damaged.text("en")
    with pytest.raises(DamagedEditionError):
        Editions(store.folder).find(found.id)
    assert issued(store, "2025-08").manifest.number == 3  # its number is not given again


def test_a_file_that_is_altered_after_opening_is_not_shown(store: Store) -> None:
    found = issued(store)
    _altered(found.folder)
    with pytest.raises(DamagedEditionError):
        assert found.notice


def test_the_book_of_publications_has_its_row_and_gets_it_back_after_an_undo(store: Store) -> None:
    found = issued(store)
    with store.connect() as con:
        row = con.execute("FROM publications").fetchone()
    assert row is not None and row[:6] == (
        *("monthly-2025-001", NOVEMBER, "small", "+".join(found.manifest.scheme_hashes.values())),
        *("2025-10", 1),
    )
    about = json.loads(row[6])
    assert (about["number"], about["hash"]) == (1, found.manifest.hash)
    issued(store, "2025-09")
    store.undo()
    with store.connect() as con:
        assert entered(con) == {"monthly-2025-001"}
    issued(store, "2025-08")
    with store.connect() as con:
        assert len(entered(con)) == 3


def test_nothing_is_published_while_another_writes_the_store(store: Store) -> None:
    draft = hand_draft(store)
    with store.writing("import"), pytest.raises(StoreBusyError):
        publish(store, draft.id)
    assert [one.id for one in Editions(store.folder).all()] == [draft.id]
    assert publish(store, draft.id).manifest.number == 1


# The steps of publishing, each with what is called there.
STEPS = {
    "a file is written": (edition_folder, "flush"),
    "it takes its place": (os, "rename"),
    "the log is written": (Editions, "_append"),
    "the version is released": (Store, "_release"),
    "the draft is removed": (Editions, "remove_draft"),
}


class KilledError(Exception):
    """The program ends here."""


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("step", STEPS)
def test_a_publisher_killed_at_any_step_leaves_all_or_nothing(
    store: Store, step: str, after: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the next attempt completes it: one edition, one number, one row."""
    first, draft = issued(store, "2025-09"), hand_draft(store)
    owner, name = STEPS[step]
    real = getattr(owner, name)

    def killed(*args: object) -> None:
        if after:
            real(*args)
        raise KilledError

    monkeypatch.setattr(owner, name, killed)
    with pytest.raises(KilledError):
        publish(store, draft.id, Publishing("李", NOVEMBER))
    monkeypatch.undo()
    for one in Editions(store.folder).all():  # whatever is there is whole
        assert isinstance(one, Edition) and one.notice.kind == "monthly"
    left = {one.id for one in good_editions(Editions(store.folder).all())}
    if draft.id in left:
        publish(store, draft.id, Publishing("李", NOVEMBER))
    found = good_editions(Editions(store.folder).all())
    assert {one.id: one.state for one in found} == {
        first.id: "published",
        "monthly-2025-002": "published",
    }
    lines = (store.folder / "editions" / LOG).read_text("utf-8").splitlines()
    assert sorted(json.loads(line)["id"] for line in lines) == sorted(one.id for one in found)
    assert not list((store.folder / "editions").glob(".*.new"))
    issued(store, "2025-08")  # whoever publishes next enters a row that was lost
    with store.connect() as con:
        assert entered(con) == {first.id, "monthly-2025-002", "monthly-2025-003"}


def test_a_torn_line_of_the_log_loses_nothing(store: Store) -> None:
    first = issued(store)
    log = store.folder / "editions" / LOG
    log.write_bytes(log.read_bytes()[:-20])
    assert Editions(store.folder).find(first.id).state == "published"
    second = issued(store, "2025-09")
    assert second.manifest.number == 2
    assert {one.id for one in Editions(store.folder).all()} == {first.id, second.id}


def test_two_publishers_at_once_get_two_numbers(store: Store) -> None:
    drafts = [hand_draft(store, period=f"2025-{month:02d}").id for month in range(5, 9)]
    numbers: list[int | None] = []

    def run(id: str) -> None:
        numbers.append(publish(Store(store.folder), id).manifest.number)

    threads = [threading.Thread(target=run, args=(id,)) for id in drafts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(n for n in numbers if n) == [1, 2, 3, 4]


def test_undo_and_sweep_leave_editions_whole(store: Store) -> None:
    found = issued(store)
    before = every_byte(found.folder)
    for n in range(store.keep + 2):
        with store.writing(f"version {n}") as draft:
            draft.changed.add("publications")
    store.sweep()
    store.undo()
    assert every_byte(found.folder) == before
    assert Editions(store.folder).find(found.id).notice == hand_notice()


def test_a_notice_is_read_back_equal(store: Store) -> None:
    notice: Notice = hand_notice()
    found = issued(store).notice
    assert found == notice and found.sections[0].tables[0].rows[1]["score"] is None


def test_what_the_first_editions_say_is_read_by_every_later_program() -> None:
    """The file is never written anew: a field that a notice gets later needs a default there."""
    written = Path(__file__).with_name("edition_notice.json").read_bytes()
    assert notice_of(json.loads(written)) == hand_notice()
