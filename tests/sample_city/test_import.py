"""The importer over the sample: its account is the one foretold, its facts are what happened."""

import pandas as pd

from data.store import Store
from sample_city import city, layouts, spelling
from sample_city.account import expected
from sample_city.sample import Sample, exports
from tests.sample_city import truth

OUTCOMES = ["rows_read", "stored", "updated", "duplicates", "rejected", "set_aside"]


def _query(store: Store, sql: str) -> pd.DataFrame:
    with store.connect() as con:
        return con.execute(sql).df()


def test_the_account_of_every_sheet_is_the_one_foretold(
    sample: Sample, sample_store: Store
) -> None:
    batches = _query(
        sample_store,
        f"SELECT file, coalesce(sheet, '') AS sheet, profile, {', '.join(OUTCOMES)} "
        "FROM import_batches ORDER BY batch_id",
    )
    wanted = expected(exports(sample))
    table = pd.DataFrame(
        [[a.file, a.sheet or "", a.profile, *(getattr(a, o) for o in OUTCOMES)] for a in wanted],
        columns=batches.columns,
    )
    pd.testing.assert_frame_equal(batches, table, check_dtype=False)


def test_the_cases_are_stored_as_they_happened(sample: Sample, sample_store: Store) -> None:
    stored = _query(sample_store, "SELECT * FROM cases WHERE source_file NOT LIKE '%12345%'")
    stored = stored.set_index("case_no")
    happened = layouts.at_cut(sample.cases, sample.months[-1].exported).set_index("case_no")
    lost = happened.index.difference(stored.index)
    assert len(lost) == 4  # the numbers that a spreadsheet damaged
    happened = happened.drop(lost)
    stored = stored.loc[happened.index]
    for column in ("district", "street", "category", "subcategory", "voided", "held"):
        assert stored[column].tolist() == happened[column].tolist(), column
    for column in ("reported_at", "closed_at", "due_at"):
        same = stored[column].eq(happened[column])
        assert (same | (stored[column].isna() & happened[column].isna())).all(), column


def test_handlers_are_found_under_their_many_spellings(sample: Sample, sample_store: Store) -> None:
    stored = _query(
        sample_store,
        "SELECT case_no, coalesce(team, contractor, department) AS unit FROM cases "
        "WHERE source_file NOT LIKE '%12345%' AND department_written IS NOT NULL",
    ).set_index("case_no")["unit"]
    happened = sample.cases.set_index("case_no")["handler"].loc[stored.index]
    assert stored.tolist() == happened.tolist()


def test_one_name_stays_unknown(sample_store: Store) -> None:
    known = set(_query(sample_store, "SELECT name FROM units")["name"])
    cases = _query(sample_store, "SELECT team, contractor, department, district, street FROM cases")
    named = {name for column in cases for name in cases[column].dropna()}
    assert named - known == {spelling.UNKNOWN_UNIT}


def test_the_merged_team_keeps_its_history(sample_store: Store) -> None:
    days = _query(
        sample_store,
        f"SELECT max(day) AS last FROM cases WHERE team = '{city.team_name('望岭区', 3)}'",
    )
    assert days["last"][0].date() < city.MERGER
    old_name = _query(
        sample_store,
        "SELECT DISTINCT team FROM inspections WHERE team_written = '望岭区执法三中队' "
        f"AND day >= DATE '{city.MERGER}'",
    )
    assert old_name["team"].tolist() == [city.team_name("望岭区", 2)]


def test_the_moved_team_is_one_unit_with_two_stays(sample_store: Store) -> None:
    now, once = city.team_name(*city.MOVED), city.team_name(*city.MOVED_ONCE)
    stays = _query(
        sample_store,
        f"SELECT parent, \"group\", officers, valid_from FROM unit_stays WHERE name = '{now}' "
        "ORDER BY valid_from",
    )
    assert stays[["parent", "group", "officers"]].to_numpy().tolist() == [
        [city.MOVED_ONCE[0], "城郊组", 12], [city.MOVED[0], "城区组", 18],
    ]  # fmt: skip
    assert stays["valid_from"][1].date() == city.MOVE
    units = _query(sample_store, "SELECT name FROM units")["name"].tolist()
    assert now in units and once not in units
    written = _query(
        sample_store,
        "SELECT DISTINCT team, min(day) AS first, max(day) AS last, count(*) AS n FROM inspections "
        f"WHERE team_written = '{once}' GROUP BY team",
    )
    assert written["team"].tolist() == [now] and written["n"][0] > 100
    assert city.MOVE < written["last"][0].date() < city.OLD_NAME_UNTIL  # some write it on
    assert written["first"][0].date() < city.MOVE
    early = _query(
        sample_store,
        f"SELECT count(*) AS n FROM inspections WHERE team = '{now}' AND team_written = '{now}' "
        f"AND day < DATE '{city.MOVE}'",
    )
    assert early["n"][0] == 0  # nobody wrote the name before it was


def test_a_shared_finding_is_split_two_to_eight(sample_store: Store) -> None:
    shares = _query(
        sample_store,
        "SELECT department, share FROM findings WHERE department_written LIKE '%:2、%' "
        "GROUP BY ALL ORDER BY share",
    )
    assert shares["share"].round(6).tolist() == [0.2, 0.8]
    assert shares["department"].tolist() == ["市容秩序管理处", "环境卫生管理中心"]


def test_nothing_that_identifies_a_person_is_stored(sample_store: Store) -> None:
    cases = _query(sample_store, "SELECT text, place FROM cases").fillna("")
    joined = "".join(cases["text"]) + "".join(cases["place"])
    assert "1380000" not in joined
    assert "0999-6" not in joined
    assert "[电话]" in joined
    rejected = _query(sample_store, "SELECT original FROM rejected_rows")
    assert not rejected["original"].str.contains("1380000").any()


def test_returning_problems_are_found_with_few_mistakes(
    sample: Sample, sample_store: Store
) -> None:
    found = set(
        _query(sample_store, "SELECT case_no FROM cases WHERE return_days <= 30")["case_no"]
    )
    known = set(truth.story_chains(sample)["case_no"])
    hits = len(found & known)
    assert hits / len(found) > 0.99
    assert hits / len(known) > 0.90
