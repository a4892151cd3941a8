"""Any size: hundreds of units with names of 200 characters, addresses of 6,000, lists in leaves."""

import re
import shutil
from pathlib import Path

import pytest

from data.importer import import_files
from data.store import Store
from tests.large_city import team_scheme, write_city
from ui.navigation import page_entries

TROUBLE = ("页面出错了", "Something went wrong", "本页暂时无法显示")
MOST = 1_500_000  # characters of our own markup on a page


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """60 districts, 150 streets and 180 teams with names of 200 characters."""
    folder = tmp_path_factory.mktemp("large")
    store = Store(folder / "store")
    import_files(store, write_city(folder / "exports", 60, 150, 180, 200))
    return store


@pytest.fixture
def team_schemes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The shipped schemes and one that scores every team."""
    from ui import store

    folder = tmp_path / "schemes"
    shutil.copytree(store.SCHEME_FOLDER, folder)
    (folder / "all-teams.yaml").write_text(team_scheme(), encoding="utf-8")
    monkeypatch.setattr(store, "SCHEME_FOLDER", folder)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", page_entries())
def test_every_page_bears_many_units_and_long_names(name, lang, large, open_page, markup):
    html = markup(open_page(name, large, lang=lang))
    assert not any(words in html for words in TROUBLE)
    assert len(html) < MOST


@pytest.mark.parametrize("name", page_entries())
def test_every_page_bears_long_addresses(name, large, open_page, markup):
    long = "长" * 6_000
    html = markup(
        open_page(name, large, period=long, group=long, unit=long, category=long, part=long)
    )
    assert not any(words in html for words in TROUBLE)
    assert long not in html


def test_a_long_ranking_is_shown_in_leaves(large, team_schemes, open_page, markup):
    first = markup(open_page("teams", large, kind="team", scheme="all-teams"))
    second = markup(open_page("teams", large, kind="team", scheme="all-teams", leaf="2"))
    assert "第 1–100 行，共 180 行" in first
    assert "第 101–180 行，共 180 行" in second
    addresses = [
        set(re.findall(r'href="unit\?[^"]*unit=([^&"]+)', html)) for html in (first, second)
    ]
    assert [len(units) for units in addresses] == [100, 80]
    assert not addresses[0] & addresses[1]


def test_a_leaf_that_is_not_there_is_the_last_one(large, team_schemes, open_page, markup):
    html = markup(open_page("teams", large, kind="team", scheme="all-teams", leaf="99"))
    assert "第 101–180 行，共 180 行" in html


def test_the_whole_name_is_there_where_it_is_cut(large, open_page, markup):
    html = markup(open_page("districts", large))
    whole = next(part for part in html.split('title="') if part.startswith("第001示范"))
    assert len(whole.split('"')[0]) == 200
