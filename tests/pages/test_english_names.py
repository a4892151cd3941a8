"""English pages call units and classes of problems as the register and the vocabulary do."""

import re

import duckdb
import pandas as pd
import pytest

from metrics.analyses.family import english_names
from metrics.schemes.scheme import Scheme, list_schemes, load_scheme
from ui.download import csv_bytes
from ui.i18n import speaking

PAGES = ("overview", "districts", "unit", "problems", "complaints", "ledger", "fairness")


@pytest.mark.parametrize("name", PAGES)
def test_no_unit_with_an_english_name_is_shown_by_its_chinese_one(
    open_page, sample_store, markup, name
):
    page = open_page(name, sample_store, lang="en")
    shown = re.sub(r"<[^>]*>", " ", markup(page))
    with sample_store.connect() as con:
        names = english_names(con, list_schemes())
    assert "城区组" in names
    assert [zh for zh in names if re.search(rf"(?<!\w){zh}(?!\w)", shown)] == []


def test_a_group_that_two_schemes_name_is_called_as_the_first_does(sample_store):
    def scheme(name: str) -> Scheme:
        found = load_scheme("sample-district")
        groups = found.groups.model_copy(update={"name_en": {"城区组": name}})
        return found.model_copy(update={"groups": groups})

    with sample_store.connect() as con:
        found = english_names(con, [scheme("Inner city"), scheme("Urban")])
    assert found["城区组"] == "Inner city"


def test_addresses_and_filters_know_the_name_of_the_register_alone(open_page, sample_store, markup):
    page = open_page("unit", sample_store, lang="en", unit="东屏区")
    assert "<b>Dongping</b>" in markup(page)
    assert page.selectbox(key="unit-unit").value == "东屏区"


def test_a_chinese_page_shows_no_english_name(open_page, sample_store, markup):
    assert "Dongping" not in re.sub(r"<[^>]*>", " ", markup(open_page("districts", sample_store)))


def test_a_page_about_files_shows_names_as_they_are_written(open_page, sample_store, markup):
    open_page("overview", sample_store, lang="en")
    assert "Dongping" not in markup(open_page("imports", sample_store, lang="en"))


def test_a_name_that_would_not_tell_two_units_apart_is_not_used():
    with duckdb.connect() as con:
        con.execute("CREATE TABLE units (name TEXT, name_en TEXT)")
        con.execute(
            "INSERT INTO units VALUES ('甲镇', 'A'), ('乙镇', 'Chengguan'), ('丙镇', 'Chengguan'),"
            " ('丁镇', NULL), ('戊镇', 'E'), ('戊镇', 'E2'), ('店外经营', '')"
        )
        found = english_names(con)
    assert found["甲镇"] == "A"
    assert not {"乙镇", "丙镇", "丁镇", "戊镇"} & set(found)
    assert found["店外经营"] == "Trading outside shops"
    assert len(set(found.values())) == len(found)


def test_a_download_has_the_names_of_the_page():
    frame = pd.DataFrame({"Unit": ["甲区", "乙区"], "甲区": [1, 2]})
    with speaking("en", {"甲区": "Jia"}):
        text = csv_bytes(frame).decode("utf-8-sig")
    assert text.splitlines() == ["Unit,Jia", "Jia,1", "乙区,2"]
