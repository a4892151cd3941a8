"""As whom one looks: all pages, parts and files, searched for what is not one's own."""

import importlib
import io
import os
import re
import zipfile
from collections.abc import Iterator

import pytest

from data.access import rights
from data.access.rights import LOCAL, RIGHTS, Person, acting_as
from data.store import Store
from metrics.coverage import opening_period, periods_of
from metrics.schemes.scheme import load_scheme
from metrics.scoring.ranking import Ranking, rank
from sample_city import is_sample_city
from ui import download
from ui.access import run
from ui.navigation import page_entries

OWN = "东屏区"
UNIT = Person("wang", "unit", RIGHTS["unit"], frozenset({OWN}), "salt")
VIEWER = Person("li", "viewer", RIGHTS["viewer"], None, "salt")
ANALYST = Person("chen", "analyst", RIGHTS["analyst"], None, "salt")
OFFICE = ("imports", "telling", "checks")
# Each page is worked out anew for each person, which takes long: `make nightly` looks at all.
NIGHTLY = os.environ.get("HYPOTHESIS_PROFILE") == "nightly"
WITH_ROWS = ("ledger", "complaints", "objects", "districts")


def parts(page: str) -> Iterator[str]:
    """The parts of a page, the one that it opens with first."""
    yield ""
    yield from list(getattr(importlib.import_module(f"ui.{page}.page"), "PARTS", ()))[1:]


@pytest.fixture(scope="module")
def secrets(sample_store: Store) -> dict[str, set[str]]:
    """What nobody is shown without a right to it, of whom: texts and places of other districts'
    cases and findings, names of inspectors."""
    with acting_as(LOCAL), sample_store.connect() as con:

        def found(sql: str) -> set[str]:
            return {value for (value,) in con.execute(sql).fetchall() if value and len(value) > 1}

        texts: dict[str, set[str]] = {}
        for side in ("=", "<>"):
            texts[side] = {
                one
                for table in ("cases", "findings")
                for one in found(f"SELECT DISTINCT text FROM {table} WHERE district {side} '{OWN}'")
            }
        people = found("SELECT inspector FROM inspections UNION SELECT collector FROM cases")
        places = found(f"SELECT DISTINCT case_no FROM cases WHERE district <> '{OWN}'")
        scheme = load_scheme("sample-district")
        periods = periods_of(con, scheme)
        ranked = rank(con, scheme, opening_period(con, scheme, periods) or periods[0])
        names = found(f"SELECT name FROM units WHERE kind = 'district' AND name <> '{OWN}'")
        names |= found(f"SELECT name FROM units WHERE kind = 'street' AND parent <> '{OWN}'")
    assert texts["="] and texts["<>"] and people and names
    others = texts["<>"] - texts["="] | places
    return {
        "others": others,
        "texts": texts["="] | texts["<>"],
        "people": people,
        "names": names,
        "figures": figures(ranked, others=True) - figures(ranked, others=False),
    }


def figures(ranking: Ranking, others: bool) -> set[str]:
    """What components of other districts come to, as pages write it; else all that may be shown:
    one's own, and everybody's scores."""
    parts = ranking.components
    parts = parts[(parts["unit"] != OWN) == others]
    # Short ones are written everywhere.
    values = [*parts["value"].dropna(), *parts["contribution"].dropna()]
    written = {f"{value:.2f}" for value in values if not others or value >= 10}
    counts = [*parts["numerator"].dropna(), *parts["denominator"].dropna()]
    written |= {f"{value:,.0f}" for value in counts if value >= 1000}
    if not others:
        for column in ("score", "previous_score", "year_score", "change", "year_change"):
            written |= {f"{abs(value):.2f}" for value in ranking.table[column].dropna()}
    return written


@pytest.fixture
def looked_at(open_page, monkeypatch, markup, sample_store):
    """All that comes out of a page for somebody, its files included."""

    def look(person: Person, page: str, **query: str) -> str:
        made = []

        def guarded(make, file_name, real=download._guarded):
            guarded_make = real(make, file_name)
            if not file_name.endswith((".pdf", ".png")):  # what the page shows, by a browser
                made.append(guarded_make)
            return guarded_make

        monkeypatch.setattr(download, "_guarded", guarded)
        monkeypatch.setattr(rights, "_resolvers", [])
        monkeypatch.setattr(run, "person_of_run", lambda: person)
        shown = open_page(page, sample_store, **query)
        said = [markup(shown), *(one.proto.spec for one in shown.get("plotly_chart"))]
        for element in shown.main:
            said.append(str(getattr(element, "proto", "")))
        for make in made:
            said.append(readable(make()))
        return "\n".join(said)

    return look


def readable(content: bytes) -> str:
    """The texts of a file, of those within a document too."""
    if content[:2] != b"PK":
        return content.decode("utf-8-sig", "replace")
    with zipfile.ZipFile(io.BytesIO(content)) as parts_of_it:
        names = [name for name in parts_of_it.namelist() if name.endswith(".xml")]
        return "\n".join(parts_of_it.read(name).decode("utf-8", "replace") for name in names)


def leaked(text: str, secret: set[str]) -> set[str]:
    """Secrets that stand in a text as a whole cell or line; of few, anywhere in it."""
    if len(secret) < 100:
        return {one for one in secret if one in text}
    return secret & {piece.strip() for piece in re.split(r'[<>",;|\n\r\t\\]', text)}


ALL = [(page, part) for page in page_entries() for part in parts(page)]
ALL = ALL if NIGHTLY else [(page, "") for page in WITH_ROWS]


# Pages that name other units: with their places and scores, or as the scheme and what is published
# name them.
NAMING = {"districts", "streets", "teams", "contractors", "departments", "roads", "points"}
NAMING |= {"scheme", "editions", "views"}
PUBLISHED = re.compile(r"办法规定的名单[^<\n]*")  # the red list and the black one


@pytest.mark.parametrize(("page", "part"), ALL)
def test_a_unit_is_shown_nothing_of_others(looked_at, secrets, page: str, part: str) -> None:
    text = looked_at(UNIT, page, **({"part": part} if part else {}))
    assert not leaked(text, secrets["others"])
    assert not leaked(text, secrets["people"])
    if page == "districts":
        assert not leaked(text, secrets["figures"])
    if page not in NAMING and part != "goals":  # those are of scores
        text = PUBLISHED.sub("", text)
        assert not {name for name in secrets["names"] if name in text}


@pytest.mark.parametrize(
    "page", [p for p in page_entries() if p not in OFFICE and (NIGHTLY or p == "ledger")]
)
def test_a_viewer_is_shown_no_texts_and_no_persons(looked_at, secrets, page: str) -> None:
    text = looked_at(VIEWER, page)
    assert not leaked(text, secrets["texts"] | secrets["people"])


@pytest.mark.parametrize("page", ["ledger", "complaints", "fairness"] if NIGHTLY else ["ledger"])
def test_an_analyst_has_no_texts_unless_given(looked_at, secrets, page: str) -> None:
    assert not leaked(looked_at(ANALYST, page), secrets["texts"] | secrets["people"])


DEEP = [
    ("unit", {"unit": "柳溪县", "kind": "district", "component": "grid_on_time"}),
    ("problems", {"component": "findings", "unit": "柳溪县"}),
    ("complaints", {"component": "filed", "unit": "柳溪县"}),
    ("ledger", {"unit": "柳溪县"}),
    ("unit", {"unit": OWN, "kind": "district", "component": "grid_on_time"}),
]


@pytest.mark.parametrize(("page", "query"), DEEP)
def test_a_deep_link_into_another_unit_shows_none_of_its_rows(
    looked_at, secrets, page: str, query: dict[str, str]
) -> None:
    text = looked_at(UNIT, page, **query)
    assert not leaked(text, secrets["others"] | secrets["people"])


def test_the_own_figures_of_a_unit_are_shown_to_it(looked_at) -> None:
    shown = looked_at(UNIT, "districts")
    assert "其他单位在排名中只列名次和得分" in shown and "柳溪县" in shown
    assert shown.count("part=record") < looked_at(LOCAL, "districts").count("part=record")
    portrait = looked_at(UNIT, "unit")
    assert OWN in portrait and "出了意外" not in portrait


def test_all_other_units_as_one_are_no_unit_that_comes_first(looked_at) -> None:
    ask = "filed rows.district"
    assert "其他单位" in looked_at(UNIT, "analysis", ask=ask)
    assert "其他单位最高" not in looked_at(UNIT, "analysis", ask=ask)
    assert "例如：其他单位" not in looked_at(UNIT, "analysis", ask=ask)
    assert "最高，" in looked_at(ANALYST, "analysis", ask=ask)


def test_the_sample_city_is_known_to_a_unit_as_well(sample_store: Store) -> None:
    """Else its example schemes are not what a unit's pages begin with."""
    with acting_as(UNIT), sample_store.connect() as con:
        assert is_sample_city(con)


@pytest.mark.parametrize("page", OFFICE)
def test_a_page_that_writes_opens_for_nobody_else(looked_at, page: str) -> None:
    said = {person.name: looked_at(person, page) for person in (UNIT, VIEWER, ANALYST)}
    assert all("没有" in text and "权限" in text for text in said.values())


def test_the_search_finds_what_is_shown(looked_at, secrets) -> None:
    """Else nothing that it did not find would mean anything. Inspectors are letters on every page,
    for everybody; that their names stay behind is tested where a version is opened."""
    assert leaked(looked_at(LOCAL, "ledger"), secrets["others"])
    assert len(leaked(looked_at(LOCAL, "districts"), secrets["figures"])) > 20
