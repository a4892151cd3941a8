"""An office's own schemes on disk: what may be written, what never changes, who did it."""

import threading
from datetime import date
from pathlib import Path

import pytest
from filelock import FileLock

from data.storage import written_folder
from metrics.schemes.scheme import Scheme, SchemeError, load_scheme, read_scheme, scheme_hash
from metrics.schemes.versions import in_force, state_of
from metrics.schemes.writing import OwnSchemes, SchemeRefusedError
from tests.metrics.scheme_files import SMALL, scheme_file

DAY = date(2026, 3, 1)


@pytest.fixture
def own(tmp_path: Path) -> OwnSchemes:
    (tmp_path / "all").mkdir()
    return OwnSchemes(tmp_path / "store", tmp_path / "all")


def content(version: int = 1, **changes: str) -> bytes:
    text = SMALL.replace("version: 1", f"version: {version}")
    for old, new in changes.items():
        text = text.replace(f"{old}: ", f"{old}: {new} #", 1)
    return f"# 本局\n{text}".encode()


def files(own: OwnSchemes) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in own.folder.glob("*.yaml")}


def test_a_draft_is_saved_as_it_was_written_and_again(own: OwnSchemes) -> None:
    own.save(content(), "王")
    assert files(own) == {"small-v1.yaml": content()}
    again = content().replace(b"weight: 60", b"weight: 70").replace(b"weight: 40", b"weight: 30")
    assert own.save(again, "王").components[0].weight == 70
    assert files(own) == {"small-v1.yaml": again}


def test_in_force_from_a_day_with_its_comments(own: OwnSchemes) -> None:
    draft = own.save(content(), "王")
    found = own.put_in_force(draft, DAY, "李")
    assert (found.status, found.effective_from) == ("in_force", DAY)
    assert files(own)["small-v1.yaml"].startswith("# 本局\n".encode())
    told = [(deed.what, deed.who, deed.hash) for deed in own.history("small")]
    assert told == [("in_force", "李", scheme_hash(found)), ("saved", "王", scheme_hash(draft))]


def test_a_version_in_force_is_never_written_again(own: OwnSchemes) -> None:
    first = own.put_in_force(own.save(content(), ""), DAY, "")
    before = files(own)
    for attempt in (
        lambda: own.save(content(), ""),
        lambda: own.put_in_force(first, date(2026, 4, 1), ""),
        lambda: own.delete(first, ""),
        lambda: own.save(content(2, status="in_force"), ""),
    ):
        with pytest.raises(SchemeRefusedError):
            attempt()
    assert files(own) == before


def test_the_next_version_follows_and_takes_over_on_its_day(own: OwnSchemes) -> None:
    first = own.put_in_force(own.save(content(), ""), DAY, "")
    before = files(own)["small-v1.yaml"]
    draft = own.save(content(own.next_version("small")), "")
    assert own.followed(draft) == first
    with pytest.raises(SchemeRefusedError, match="2026-03-01"):
        own.put_in_force(draft, DAY, "")
    second = own.put_in_force(draft, date(2026, 6, 1), "")
    assert files(own)["small-v1.yaml"] == before
    both = own.versions("small")
    assert [in_force(both, date(2026, month, 30)).version for month in (4, 6)] == [1, 2]
    states = [
        [state_of(one, both, day) for one in (first, second)]
        for day in (date(2026, 2, 1), date(2026, 5, 31), date(2026, 6, 1))
    ]
    assert states == [["coming"] * 2, ["in_force", "coming"], ["superseded", "in_force"]]


def test_a_draft_is_deleted_and_nothing_else(own: OwnSchemes) -> None:
    draft = own.save(content(), "王")
    own.delete(draft, "王")
    assert files(own) == {} and own.history("small")[0].what == "deleted"
    with pytest.raises(SchemeRefusedError):
        own.delete(draft, "王")


def test_an_example_keeps_its_id(own: OwnSchemes) -> None:
    """An own scheme of the id would hide the example with all its versions."""
    scheme_file(own.folders[1], SMALL.replace("status: draft", "status: example"))
    with pytest.raises(SchemeRefusedError):
        own.save(content(2), "")
    assert files(own) == {}


def test_what_is_in_force_elsewhere_comes_along_with_its_next_version(own: OwnSchemes) -> None:
    """Else its past would be scored by the new version, because the own one hides it."""
    old = SMALL.replace("status: draft", "status: in_force")
    scheme_file(own.folders[1], old)
    own.save(content(2), "王")
    assert files(own)["small-v1.yaml"].decode() == old
    assert load_scheme("small", date(2026, 1, 1), own.folders).version == 1
    assert [deed.what for deed in own.history("small")] == ["saved", "adopted"]


def test_what_is_no_scheme_is_not_saved(own: OwnSchemes) -> None:
    with pytest.raises(SchemeError, match="100"):
        own.save(content().replace(b"weight: 60", b"weight: 50"), "")
    own.folder.mkdir(parents=True)
    scheme_file(own.folder, "id: small\n", "small-v1.yaml")
    with pytest.raises(SchemeRefusedError):
        own.save(content(), "")
    assert files(own) == {"small-v1.yaml": b"id: small\n"}


def test_an_id_means_one_kind_of_unit(own: OwnSchemes) -> None:
    own.save(content(), "")
    with pytest.raises(SchemeRefusedError, match="小方案"):
        own.save(content(2, scores="{kind: team}"), "")


def test_one_writer_at_a_time(own: OwnSchemes, monkeypatch: pytest.MonkeyPatch) -> None:
    own.save(content(), "")
    monkeypatch.setattr(written_folder, "_WAIT", 0.01)
    with FileLock(own.folder / ".lock"):
        refused: list[Exception] = []

        def save() -> None:
            try:
                own.save(content(2), "")
            except SchemeRefusedError as error:
                refused.append(error)

        other = threading.Thread(target=save)
        other.start()
        other.join()
    assert len(refused) == 1 and list(files(own)) == ["small-v1.yaml"]


def test_a_crash_while_writing_leaves_the_old_file(
    own: OwnSchemes, monkeypatch: pytest.MonkeyPatch
) -> None:
    own.save(content(), "")

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(written_folder.os, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        own.save(content().replace("小方案".encode(), "别的".encode()), "")
    assert files(own) == {"small-v1.yaml": content()}
    assert [one.name.zh for one in own.all()] == ["小方案"]


def test_a_history_that_was_edited_is_read_as_far_as_it_can_be(own: OwnSchemes) -> None:
    own.save(content(), "王")
    with (own.folder / "history.jsonl").open("ab") as log:
        log.write(b"\xff not json\n{}\n")
    assert [deed.who for deed in own.history("small")] == ["王"]


def test_the_fingerprint_is_of_the_scheme_alone(own: OwnSchemes) -> None:
    saved = own.save(content(), "王")
    assert scheme_hash(saved) == scheme_hash(read_scheme(SMALL.encode(), "small.yaml"))
    assert isinstance(saved, Scheme)
