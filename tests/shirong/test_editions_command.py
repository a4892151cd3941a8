"""The command editions: the list, one of it, a draft that is published, what is refused."""

import json

import pytest

from data.store import Store
from metrics.editions.edition import NOTICE
from metrics.editions.publishing import publish
from shirong import editions
from shirong.commands import metrics
from tests.metrics.edition_cases import hand_draft, hand_notice


def said(capsys: pytest.CaptureFixture[str], store: Store, *words: str, code: int = 0) -> str:
    assert metrics(["editions", *words, "--store", str(store.folder)]) == code
    out = capsys.readouterr()
    return out.err if code else out.out


def test_a_draft_is_published_listed_and_shown(
    store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "还没有发布过通报" in said(capsys, store)
    draft = hand_draft(store)
    told = said(capsys, store, "publish", draft.id, "--who", "李", "--json")
    (row,) = json.loads(told)
    assert row["edition_state"] == "已发布" and row["published_by"] == "李"
    assert row["edition"] in said(capsys, store)
    shown = said(capsys, store, "show", row["edition"])
    assert "甲区位列第一。" in shown and "93.42" in shown
    assert json.loads(said(capsys, store, "show", row["edition"], "--json")) == json.loads(
        json.dumps(hand_notice().plain())
    )


def test_who_is_concerned_is_told_of_what_is_published(
    store: Store, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page told them, the command did not: a scheduled job published in silence."""
    begun: list[object] = []
    monkeypatch.setattr(editions, "start_telling", begun.append)
    draft = hand_draft(store)
    said(capsys, store)
    assert begun == []
    said(capsys, store, "publish", draft.id)
    assert begun == [store.folder]


def test_what_is_lacking_or_damaged_is_said(
    store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "--scheme" in said(capsys, store, "publish", code=2)
    assert "EDITION" in said(capsys, store, "show", code=2)
    assert "没有通报" in said(capsys, store, "show", "monthly-2025-001", code=2)
    found = publish(store, hand_draft(store).id)
    (found.folder / NOTICE).chmod(0o644)
    (found.folder / NOTICE).write_bytes(b"{}")
    assert NOTICE in said(capsys, store, code=2)
