"""A given score that is no share of its full marks is named and not ranked."""

import json
from pathlib import Path

import pytest

from data.__main__ import main as data_main
from data.importer import import_files
from data.store import Store
from kernel.periods import parse_period
from metrics.__main__ import main
from metrics.aggregation.aggregate import aggregate
from metrics.aggregation.drill import counted_rows
from metrics.schemes.scheme import load_scheme
from metrics.scoring.explain import explain
from metrics.scoring.ranking import rank

OCTOBER = parse_period("2025-10")
SCHEME = """id: one-item
version: 1
name: {{zh: 一项, en: One item}}
status: draft
scores: {{kind: district}}
effective_from: 2020-01-01
period: {{grain: month, month_starts_on: {start}, week_starts_on: monday, longer: mean_of_months}}
set_aside: []
due_rule: disposed_or_overdue
rebound_days: 30
full: 100
floor: 0
missing: not_ranked
components:
  - id: one
    name: {{zh: 一项, en: One}}
    weight: 100
    indicator: given_score
    item: 市容
    rule: {rule}
groups: none
ties: min
rounding: {{digits: 2, stage: total, mode: half_up}}
n: {{indicator: given_score, item: 市容}}
"""
MANUAL = "{type: manual, out_of: 100}"


def scheme_file(folder: Path, rule: str = MANUAL, start: int = 1) -> Path:
    path = folder / "scheme.yaml"
    path.write_text(SCHEME.format(rule=rule, start=start), encoding="utf-8")
    return path


def stored(folder: Path, *lines: str) -> Store:
    """A store with three districts and these scores: period, unit, value."""
    units = folder / "名录.csv"
    names = ["云栖区", "澄湖区", "南汀区"]
    units.write_text(
        "\n".join(["单位名称,单位类别", *(f"{n},区域" for n in names)]), encoding="utf-8"
    )
    scores = folder / "评分.csv"
    text = ["考核周期,考核单位,评分项目,分值", *(line.replace(" ", ",市容,") for line in lines)]
    scores.write_text("\n".join(text), encoding="utf-8")
    store = Store(folder / "store")
    import_files(store, [units, scores])
    return store


def ranked(store: Store, path: Path, period: str = "2025-10") -> dict[str, float | None]:
    scheme = load_scheme(path)
    with store.connect() as con:
        table = rank(con, scheme, scheme.parse_period(period)).table
    found = table[table["state"].isin(["value", "zero"])]
    return dict(zip(found["unit"], found["score"], strict=True))


@pytest.mark.parametrize("rule", [MANUAL, "{type: proportional}"])
@pytest.mark.parametrize("odd", ["950", "100.01", "-1"])
def test_it_is_not_ranked_and_said(tmp_path: Path, odd: str, rule: str) -> None:
    store = stored(tmp_path, f"2025-10,云栖区 {odd}", "2025-10,澄湖区 95", "2025-10,南汀区 100")
    path = scheme_file(tmp_path, rule)
    assert ranked(store, path) == {"南汀区": 100, "澄湖区": 95}
    scheme = load_scheme(path)
    with store.connect() as con:
        (note,) = rank(con, scheme, OCTOBER).notes
        assert f"云栖区 {odd}" in note.text("zh") and "评分.csv" in note.text("en")
        assert explain(con, scheme, OCTOBER, "云栖区").notes == [note]
        assert explain(con, scheme, OCTOBER, "澄湖区").notes == []


def test_of_several_scores_only_the_odd_one_is_left_out(tmp_path: Path) -> None:
    store = stored(
        tmp_path, "2025-10-06,云栖区 950", "2025-10-07,云栖区 90", "2025-10-08,云栖区 80"
    )
    scheme = load_scheme(scheme_file(tmp_path))
    with store.connect() as con:
        frame = aggregate(con, ["given_score"], ("district",), [OCTOBER], rules=scheme.rules)
        behind = counted_rows(
            con, "given_score", OCTOBER, {"district": "云栖区"}, rules=scheme.rules
        )
    (value,) = frame.loc[frame["district"] == "云栖区", "value"]
    assert value == 85
    assert sorted(behind["value"]) == [80, 90]


def test_full_marks_of_another_number(tmp_path: Path) -> None:
    store = stored(tmp_path, "2025-10,云栖区 120", "2025-10,澄湖区 95")
    path = scheme_file(tmp_path, "{type: manual, out_of: 120}")
    assert ranked(store, path) == {"云栖区": 100, "澄湖区": 79.17}


def test_import_points_it_out_and_verify_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = ["2025-10,云栖区 95", "2025-10,澄湖区 95"]
    store = stored(tmp_path, *good)
    assert data_main(["verify", "--store", str(store.folder)]) == 0
    odd = tmp_path / "odd.csv"
    odd.write_text(
        "考核周期,考核单位,评分项目,分值,样本数\n2025-10,南汀区,市容,950,-4\n", encoding="utf-8"
    )
    (account,) = import_files(store, [odd])
    said = [message.text("zh") for message in account.warnings]
    assert any("分值 为 950" in text for text in said)
    assert any("样本数 为 -4" in text for text in said)
    capsys.readouterr()
    assert data_main(["verify", "--json", "--store", str(store.folder)]) == 1
    failed = {c["id"] for c in json.loads(capsys.readouterr().out)["checks"] if c["count"]}
    assert {"values-range", "values-scores"} <= failed


def test_the_commands_say_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store, path = stored(tmp_path, "2025-10,云栖区 950"), scheme_file(tmp_path)
    how = ["--scheme", str(path), "--period", "2025-10", "--store", str(store.folder)]
    assert main(["rank", *how]) == 0
    assert "云栖区 950" in capsys.readouterr().err
    assert main(["explain", *how, "--unit", "云栖区"]) == 0
    assert "云栖区 950" in capsys.readouterr().err
