"""Columns of months become rows, in a layout that is known and in one that is proposed."""

import csv
from pathlib import Path
from typing import Any

import pytest

from data.importer import import_files
from data.importing.intake import period_texts
from data.importing.preview import preview
from data.layouts.matching import choose_profile, known_headers
from data.layouts.profile import ProfileError, load_profiles, parse_profile
from data.reader import Sheet, read_file
from data.schema_mapping.profile import cautions, missing_of_profile, to_profile, to_yaml
from data.schema_mapping.proposal import Proposal, propose
from data.schema_mapping.recognised import propose_over
from data.store import Store
from data.unit_resolution.units import Registry

FORMS = {
    "2025年8月 2025年9月 2025年10月": ("得分", ("2025-08", "2025-09", "2025-10")),
    "2025-08 2025-09 2025-10": ("得分", ("2025-08", "2025-09", "2025-10")),
    "202508 202509 202510": ("得分", ("2025-08", "2025-09", "2025-10")),
    "2025/11 2025/12 2026/1": ("得分", ("2025-11", "2025-12", "2026-01")),
    "1月 2月 3月": ("2025年得分", ("2025-01", "2025-02", "2025-03")),
    "十月份 十一月份 十二月份": ("得分2025", ("2025-10", "2025-11", "2025-12")),
}


def write(folder: Path, name: str, *rows: list[Any]) -> Path:
    path = folder / f"{name}.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)
    return path


def stored(store: Store) -> dict[tuple[str, str], tuple[float | None, str, str, int]]:
    with store.connect() as con:
        rows = con.execute(
            "SELECT coalesce(district, department), period, value, state, indicator, source_row "
            "FROM score_entries"
        ).fetchall()
    return {(unit, period): tuple(rest) for unit, period, *rest in rows}


@pytest.mark.parametrize("form", FORMS)
def test_a_known_layout(tmp_path: Path, form: str) -> None:
    name, months = FORMS[form]
    path = write(
        tmp_path,
        name,
        ["考核单位", "评分项目", *form.split(), "平均"],
        ["云栖区", "市容", 95, 94, 93, 94],
        ["澄湖区", "市容", 92, "", "—", 92],
        ["南汀区", "市容", 0, "未录入", "不参与", 0],
    )
    store = Store(tmp_path / "store")
    (account,) = import_files(store, [path])
    assert (account.profile, account.stored, account.rejected) == ("given-scores", 3, 0)
    assert account.adds_up
    found = stored(store)
    assert {period for _, period in found} == set(months)
    assert [found["云栖区", month][0] for month in months] == [95, 94, 93]
    assert [found["澄湖区", month][:2] for month in months] == [
        (92, "value"),
        (None, "no_data"),
        (None, "no_data"),
    ]
    assert [found["南汀区", month][:2] for month in months] == [
        (0, "value"),
        (None, "no_data"),
        (None, "not_participating"),
    ]
    assert found["南汀区", months[0]][2:] == ("市容", 4)


@pytest.mark.parametrize(
    ("columns", "periods"),
    [
        ("1月得分 1月排名 2月得分 2月排名 一季度得分", ["2025-01", "2025-02"]),
        ("2025年1月考核得分 排名 2025年2月考核得分", ["2025-01", "2025-02"]),
        ("一季度 第二季度", ["2025-Q1", "2025-Q2"]),
        ("Q1 Q2 上半年", ["2025-Q1", "2025-Q2"]),
    ],
)
def test_scores_beside_ranks_and_quarters(tmp_path: Path, columns: str, periods: list[str]) -> None:
    head = ["考核单位", "评分项目", *columns.split()]
    rows = [[unit, "市容", *range(81, 79 + len(head))] for unit in ("云栖区", "澄湖区")]
    path = write(tmp_path, "2025年得分", head, *rows)
    store = Store(tmp_path / "store")
    import_files(store, [path])
    found = stored(store)
    values = [81, 83] if "排名" in head[3] else [81, 82]
    assert [found["云栖区", period][0] for period in periods] == values
    assert len(found) == 4
    proposal = recognised(path)
    tried = preview(sheet_of(path), to_profile(proposal, "mine", {"zh": "-", "en": "-"}))
    assert tried is not None and (tried.account.stored, tried.account.rejected) == (2, 0)


def recognised(path: Path) -> Proposal:
    """What `data map` makes of a sheet whose layout is known."""
    sheet = sheet_of(path)
    profiles = load_profiles().values()
    match, _ = choose_profile(profiles, sheet.columns, period_texts(sheet))
    assert match is not None
    return propose_over(sheet, match, profiles, Registry([]))


def sheet_of(path: Path) -> Sheet:
    (sheet,) = read_file(path, known_headers(load_profiles().values()))
    return sheet


@pytest.mark.parametrize("form", FORMS)
def test_a_proposal(tmp_path: Path, form: str) -> None:
    name, months = FORMS[form]
    rows = [["云栖区", 95, 94, 93, 94], ["澄湖区", 92, 91, "", 91.5], ["南汀区", 90, 0, "—", 45]]
    path = write(tmp_path, name, ["区县", *form.split(), "平均"], *rows)
    sheet = sheet_of(path)
    proposal = propose(sheet, load_profiles().values(), Registry([]))
    assert (proposal.table, missing_of_profile(proposal), cautions(proposal)) == (
        "score_entries",
        [],
        [],
    )
    profile = to_profile(proposal, "mine", {"zh": "-", "en": "-"})
    tried = preview(sheet, profile)
    assert tried is not None and (tried.account.stored, tried.account.rejected) == (3, 0)
    store = Store(tmp_path / "store")
    folder = store.folder / "profiles"
    folder.mkdir(parents=True)
    (folder / "mine.yaml").write_text(
        to_yaml(proposal, "mine", {"zh": "-", "en": "-"}), encoding="utf-8"
    )
    import_files(store, [path])
    found = stored(store)
    assert {period for _, period in found} == set(months)
    assert found["云栖区", months[2]][0] == 93
    assert found["澄湖区", months[2]][:2] == (None, "no_data")
    assert found["云栖区", months[0]][2] == "得分"


def test_months_without_a_year_are_asked_about(tmp_path: Path) -> None:
    path = write(tmp_path, "得分", ["区县", "1月", "2月"], ["云栖区", 95, 94], ["澄湖区", 92, 91])
    proposal = propose(sheet_of(path), load_profiles().values(), Registry([]))
    (said,) = cautions(proposal)
    assert said.params["columns"] == ["1月", "2月"]


def test_a_second_table_of_other_months(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "得分",
        ["考核单位", "评分项目", "2025年8月", "2025年9月"],
        ["云栖区", "市容", 95, 94],
        ["", "", "", ""],
        ["考核单位", "评分项目", "2025年10月", "2025年11月"],
        ["云栖区", "市容", 93, 92],
    )
    store = Store(tmp_path / "store")
    import_files(store, [path])
    values = {period: value for (_, period), (value, *_) in stored(store).items()}
    assert values == {"2025-08": 95, "2025-09": 94, "2025-10": 93, "2025-11": 92}


def test_a_column_of_scores_goes_before_columns_of_months(tmp_path: Path) -> None:
    header = ["考核周期", "考核单位", "评分项目", "分值", "2025年9月"]
    path = write(tmp_path, "得分", header, ["2025-10", "云栖区", "市容", 95, 94])
    store = Store(tmp_path / "store")
    import_files(store, [path], as_is=True)
    assert {period: row[0] for (_, period), row in stored(store).items()} == {"2025-10": 95}


def test_a_measure_names_a_column_or_the_months() -> None:
    text = (
        "id: x\nname: {zh: x, en: x}\ntable: score_entries\nkey: [period, indicator]\n"
        "fields:\n  indicator: {headers: [项目]}\n  period: {headers: [月份]}\n"
        "measures:\n  - {into: value}\n"
    )
    with pytest.raises(ProfileError):
        parse_profile(text, "x.yaml")
