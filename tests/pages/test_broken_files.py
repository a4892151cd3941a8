"""Broken profiles and schemes are named on their pages, and everything else works."""

import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from metrics.schemes.scheme import SCHEMES
from ui import store as pages_store


@pytest.fixture
def schemes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The shipped schemes and, beside them, files that nobody can use."""
    folder = tmp_path / "schemes"
    shutil.copytree(SCHEMES, folder)
    good = (folder / "sample-district.yaml").read_text(encoding="utf-8")
    (folder / "bad-date.yaml").write_text(good.replace("2025-06-21", "2025-02-30"), "utf-8")
    (folder / "deep.yaml").write_text("a: " + "[" * 3000, "utf-8")
    (folder / "gbk.yaml").write_bytes(good.encode("gb18030"))
    (folder / "![](http:⁄⁄e.example).yaml").write_text("id: [", "utf-8")
    (folder / "folder.yaml").mkdir()
    monkeypatch.setattr(pages_store, "SCHEME_FOLDER", folder)
    return folder


BROKEN = ["bad-date.yaml", "deep.yaml", "folder.yaml", "gbk.yaml"]


def offered(page: AppTest) -> list[str]:
    return page.selectbox(key="filter-scheme").options


@pytest.mark.parametrize(("lang", "word"), [("zh", "有误"), ("en", "broken")])
def test_the_page_of_rules_names_every_broken_file(open_page, markup, schemes, lang, word) -> None:
    page = open_page("scheme", lang=lang)
    said = markup(page)
    assert "2025-02-30" in said
    for name in BROKEN:
        assert name in said
        assert any(name in option and word in option for option in offered(page))


def test_a_broken_scheme_that_is_chosen_says_why(open_page, markup, schemes) -> None:
    page = open_page("scheme")
    page.selectbox(key="filter-scheme").set_value("gbk.yaml").run()
    assert "UTF-8" in markup(page) and 'class="state"' in markup(page)
    page.selectbox(key="filter-scheme").set_value("nyc-scorecard").run()
    assert 'class="state"' not in markup(page)


def test_a_ranking_needs_its_own_scheme_alone(open_page, sample_store, markup, schemes) -> None:
    page = open_page("districts", sample_store)
    assert 'class="state"' not in markup(page)
    assert page.selectbox(key="filter-scheme").value == "sample-district"
    assert any("deep.yaml" in option for option in offered(page))
    page.selectbox(key="filter-scheme").set_value("deep.yaml").run()
    assert "deep.yaml" in markup(page) and 'class="state"' in markup(page)


def test_the_import_page_names_broken_profiles(open_page, store, markup) -> None:
    folder = store.folder / "profiles"
    folder.mkdir(parents=True)
    (folder / "gbk.yaml").write_bytes("id: 市容".encode("gbk"))
    (folder / "deep.yaml").write_text("a: " + "[" * 3000, "utf-8")
    (folder / "folder.yaml").mkdir()
    said = markup(open_page("imports", store))
    assert all(name in said for name in ("gbk.yaml", "deep.yaml", "folder.yaml"))


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("overview", {"colour": "red"}),
        ("overview", {"lang": "fr"}),
        ("districts", {"kind": "ufo"}),
        ("districts", {"scheme": "yuncheng-team"}),
        ("teams", {"kind": "district"}),
        ("problems", {"part": "ufo"}),
        ("problems", {"source": "ufo"}),
        ("problems", {"component": "ufo"}),
        ("problems", {"component": "findings", "method": "ufo"}),
        ("complaints", {"component": "filed", "channel": "ufo"}),
        ("problems", {"component": "findings", "hour": "9-99"}),
        ("unit", {"component": "ufo"}),
        ("ledger", {"order": "ufo"}),
        ("targets", {"part": "ufo"}),
        ("checks", {"part": "ufo"}),
    ],
)
def test_what_an_address_asks_for_and_is_nothing_is_said(
    open_page, sample_store, markup, name, query
) -> None:
    said = markup(open_page(name, sample_store, **query))
    assert 'class="state"' not in said
    (wrong, value) = list(query.items())[-1]
    assert f"<li>{wrong}={value}</li>" in said


def test_a_scheme_that_is_not_there_is_named(open_page, sample_store, markup) -> None:
    for name in ("overview", "scheme"):
        said = markup(open_page(name, sample_store, scheme="<b>no"))
        assert 'class="state"' in said and "&lt;b&gt;no" in said


def test_what_is_right_in_an_address_is_not_spoken_of(open_page, sample_store, markup) -> None:
    query = {"part": "heat", "source": "cases", "scheme": "sample-district", "kind": "team"}
    assert 'class="notice"' not in markup(open_page("problems", sample_store, **query))
