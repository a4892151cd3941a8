"""An edition of the sample city: what stands behind it is what the pages say of the same period."""

import shutil
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest

from data.importer import import_files
from data.store import Store
from metrics.aggregation.drill import counted_rows
from metrics.analyses.evidence import evidence, question_of
from metrics.analyses.family import english_names
from metrics.bulletin.content import Notice
from metrics.bulletin.facts import Facts, facts_of
from metrics.bulletin.notice import period_notice
from metrics.bulletin.wording import Wording
from metrics.editions.edition import Edition
from metrics.editions.edition_folder import Editions
from metrics.editions.freezing import freeze
from metrics.editions.publishing import publish, save_draft
from metrics.effect import effects
from metrics.schemes.scheme import load_scheme, source_of
from tests.metrics.test_effect import HEADER

SCHEME = load_scheme("sample-district")


@pytest.fixture(scope="module")
def own_store(sample_store: Store, tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("published") / "store"
    shutil.copytree(sample_store.folder, folder)
    return Store(folder)


@pytest.fixture(scope="module")
def known(own_store: Store) -> tuple[Facts, Notice]:
    con = own_store.connect()
    facts = facts_of(con, SCHEME, SCHEME.parse_period("2025-10"))
    return facts, period_notice(facts, Wording(None, english_names(con)), own_store.version() or 0)


@pytest.fixture(scope="module")
def edition(own_store: Store, known: tuple[Facts, Notice]) -> Edition:
    facts, said = known
    draft = save_draft(own_store, freeze(facts, said, own_store.version() or 0), "王")
    return publish(own_store, draft.id)


def test_results_are_those_of_the_ranking_exactly(
    edition: Edition, known: tuple[Facts, Notice]
) -> None:
    ranking, found = known[0].ranking, known[0].found
    units = {row["unit"]: row for row in edition.results["units"]}
    assert list(units) == ranking.table["unit"].tolist()
    for row in ranking.table.to_dict("records"):
        assert units[row["unit"]]["rank"] == row["rank"]
        assert float(units[row["unit"]]["score"]) == row["score"]
    for line in edition.results["components"]:
        node = found.of[ranking.period.id][line["unit"]].tree.nodes[line["component"]]
        told = None if line["numerator"] is None else Fraction(line["numerator"])
        assert told == node.measured.numerator


def test_the_rows_behind_each_component_are_those_that_the_pages_list(
    edition: Edition, known: tuple[Facts, Notice]
) -> None:
    facts = known[0]
    assert facts.scheme.leaves()
    for leaf in facts.scheme.leaves():
        for unit in facts.ranking.table["unit"]:
            asked = question_of(facts.scheme, leaf, unit)
            for part in ("numerator", "denominator"):
                rows = evidence(facts.con, asked, facts.ranking.period, part)
                frozen = edition.counted.query(
                    "component == @leaf.id and unit == @unit and part == @part"
                )
                assert sorted(frozen["record_key"]) == sorted(rows["record_key"]), (leaf.id, unit)
    sample = counted_rows(facts.con, facts.scheme.n.indicator, facts.ranking.period)
    assert len(edition.counted.query("component == 'n'")) == len(sample)


def test_each_counted_row_is_kept_with_its_file_sheet_and_line(edition: Edition) -> None:
    keys = ["table_name", "record_key"]
    records = edition.records
    known = set(records[keys].itertuples(index=False, name=None))
    assert set(edition.counted[keys].itertuples(index=False, name=None)) <= known
    assert records["source_file"].notna().all() and records["source_row"].notna().all()
    assert {"cases", "inspections", "findings", "units"} <= set(records["table_name"])


def test_the_text_of_the_scheme_is_the_file(edition: Edition, known: tuple[Facts, Notice]) -> None:
    assert edition.schemes == {"sample-district@2": source_of(known[0].scheme).decode()}
    (scheme,) = edition.scheme_versions()
    assert scheme == known[0].scheme


def test_it_stays_what_it_was_and_late_data_say_that_a_published_period_changes(
    edition: Edition, own_store: Store, tmp_path: Path
) -> None:
    """Forty late cases of the published month, then an undo of everything since."""
    before, version = edition.notice, own_store.version()
    rows = [
        f"2025-10-{1 + n % 18:02d} 09:00:00,9901012510990{n:05d},市容环境,暴露垃圾,采集员上报,"
        "[处置],2025-10-18 09:00:00,,2025-10-18 09:00:00,东屏区"
        for n in range(40)
    ]
    path = tmp_path / "补报_导出20251123.csv"
    path.write_text("\n".join([HEADER, *rows]), encoding="utf-8")
    import_files(own_store, [path])
    with own_store.connect(version) as con, own_store.connect() as after:
        (effect,) = effects(con, after, [SCHEME])
    periods = effect.periods.set_index("period")
    assert bool(periods.loc["2025-10", "published"]) and periods.loc["2025-10", "added"] == 40
    for store_version in (own_store.version(), own_store.undo()):
        assert store_version
        again = Editions(own_store.folder).find(edition.id)
        assert again.notice == before and again.manifest == edition.manifest
        pd.testing.assert_frame_equal(again.records, edition.records)
