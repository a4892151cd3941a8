"""What the first visitor of a server asks for is there before he comes."""

import gc

import pytest
import streamlit as st

from ui import scheme_codes, store, warming
from ui.workspace import showing


@pytest.fixture(autouse=True)
def _as_a_fresh_server():
    st.cache_data.clear()
    yield
    gc.unfreeze()


def test_the_start_page_finds_its_figures(sample_store, monkeypatch) -> None:
    monkeypatch.setenv("SHIRONG_STORE", str(sample_store.folder))
    warming.warm_up()
    monkeypatch.setattr(store.ranks, "rank", lambda *_, **__: pytest.fail("ranked again"))
    monkeypatch.setattr(store, "overview", lambda *_: pytest.fail("looked over again"))
    with showing(sample_store):
        at = store.current()
        _, scheme = scheme_codes.usual(at, "district")
        period = scheme.parse_period(store.opening_period(at, scheme))
        assert not store.ranking(at, scheme, period).table.empty
        assert store.city_overview(at, scheme, period).headline


def test_a_store_that_cannot_be_read_does_not_keep_a_server_from_starting(
    tmp_path, monkeypatch, caplog
) -> None:
    (tmp_path / "CURRENT").write_text("shirong-000001.duckdb\n")
    (tmp_path / "shirong-000001.duckdb").write_bytes(b"no database")
    monkeypatch.setenv("SHIRONG_STORE", str(tmp_path))
    warming.warm_up()
    monkeypatch.setenv("SHIRONG_STORE", str(tmp_path / "nothing"))
    warming.warm_up()
    assert not caplog.records


def test_what_nobody_foresaw_is_logged_and_the_server_starts(
    sample_store, monkeypatch, caplog
) -> None:
    monkeypatch.setenv("SHIRONG_STORE", str(sample_store.folder))
    monkeypatch.setattr(store, "current", lambda: 1 / 0)
    warming.warm_up()
    assert "before the first visitor" in caplog.text
