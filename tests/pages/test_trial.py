"""试算 on the page of schemes: what is tried is shown at once, and nothing official changes."""

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from metrics.schemes.scheme import SCHEMES, load_scheme, read_scheme
from metrics.scoring.ranking import rank
from ui import store as ui_store
from ui.download import download
from ui.scheme.whatif import results

CHINESE = re.compile(r"[\u4e00-\u9fff]")


def weight(page, component: str):
    return next(f for f in page.number_input if f.key.endswith(f"-{component}.weight-field"))


def slide(page, component: str):
    return next(f for f in page.slider if f.key.endswith(f"-{component}.weight-slide"))


def field(page, key: str):
    every = [*page.number_input, *page.selectbox, *page.multiselect]
    return next(f for f in every if f.key and f.key.endswith(f"-{key}-field"))


def rows(text: str) -> dict[str, list[str]]:
    """The table of the trial: unit -> its cells."""
    body = re.findall(r"<tbody>(.*?)</tbody>", text, re.S)[0]
    found = [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in body.split("</tr>")]
    return {cells[0]: cells[1:] for cells in found if cells}


@pytest.fixture
def taken_away(monkeypatch) -> Callable[[], bytes]:
    """The draft that the page offers: what its button hands out."""
    made: dict[str, Callable[[], bytes]] = {}

    def offered(label: str, make: Callable[[], bytes], *rest: str) -> None:
        made.clear()
        made[label] = make
        download(label, make, *rest)

    monkeypatch.setattr(results, "download", offered)
    return lambda: next(make for label, make in made.items() if "YAML" in label)()


@pytest.fixture
def trial(open_page, sample_store):
    def open_(**query: str):
        return open_page("scheme", sample_store, **{"part": "trial"} | query)

    return open_


def test_the_trial_begins_as_the_ranking_is(trial, markup, sample_store) -> None:
    page = trial(scheme="sample-district")
    text = markup(page)
    assert "试算，不影响正式排名" in text and "完全相同" in text
    scheme = load_scheme("sample-district")
    con = sample_store.connect()
    period = page.selectbox(key="filter-period").value
    table = rank(con, scheme, scheme.parse_period(period)).table
    con.close()
    shown = rows(text)
    for row in table.to_dict("records"):
        score, place, trial_score, trial_place, *_ = shown[row["unit"]]
        assert score == trial_score and place == trial_place
        if not pd.isna(row["rank"]):
            assert (float(score), int(place)) == (row["score"], row["rank"])


def test_weights_that_do_not_sum_are_said_and_rank_nothing(trial, markup) -> None:
    page = trial(scheme="sample-district")
    weight(page, "inspection").set_value(50.0).run()
    text = markup(page)
    assert "合计 105，应为 100，多 5" in text and "<tbody>" not in text
    assert not [b for b in page.get("download_button") if "YAML" in b.proto.label]
    page.button(key="trial-scale-all").click().run()
    found = {c: weight(page, c).value for c in ("inspection", "grid", "requests", "tasks")}
    assert found["inspection"] == 50 and sum(map(Decimal, map(str, found.values()))) == 100
    assert found == {"inspection": 50, "grid": 27.3, "requests": 13.6, "tasks": 9.1}
    assert "合计 100，满分 100" in markup(page) and len(rows(markup(page))) >= 8
    assert slide(page, "grid").value == 27.3


def test_what_is_shown_is_what_the_draft_scores(trial, markup, sample_store, taken_away) -> None:
    page = trial(scheme="sample-district")
    slide(page, "inspection").set_value(10.0).run()
    page.button(key="trial-scale-all").click().run()
    field(page, "scheme.ties").set_value("dense").run()
    field(page, "inspection.key_problem").set_value(3.0).run()
    assert not page.exception
    period = page.selectbox(key="filter-period").value
    draft = read_scheme(taken_away(), "draft.yaml")
    assert (draft.status, draft.version, draft.ties.then) == ("draft", 3, "dense")
    assert draft.leaves()[0].rule.times.key_problem == 3
    con = sample_store.connect()
    table = rank(con, draft, draft.parse_period(period)).table.set_index("unit")
    con.close()
    for unit, cells in rows(markup(page)).items():
        assert float(cells[2]) == table["score"][unit] and int(cells[3]) == table["rank"][unit]


def test_nothing_official_changes_and_a_reset_forgets_all(trial, markup, sample_store) -> None:
    before = {path.name: path.read_bytes() for path in SCHEMES.iterdir() if path.is_file()}
    page = trial(scheme="sample-district")
    assert page.button(key="trial-reset").disabled
    weight(page, "inspection").set_value(20.0).run()
    page.button(key="trial-scale-all").click().run()
    page.switch_page("../pages/districts.py").run()
    assert "办法 v2" in markup(page)
    page.switch_page("../pages/scheme.py").run()
    page.segmented_control(key="choice-part").set_value("trial").run()
    assert weight(page, "inspection").value == 20  # the session remembers
    page.button(key="trial-reset").click().run()
    assert weight(page, "inspection").value == 45 and "完全相同" in markup(page)
    assert {p.name: p.read_bytes() for p in SCHEMES.iterdir() if p.is_file()} == before


def test_what_the_loader_refuses_is_said_with_its_field(trial, markup) -> None:
    page = trial(scheme="sample-district")
    field(page, "inspection.cost").set_value(-1.0).run()
    assert "components[inspection].rule.cost" in markup(page) and "<tbody>" not in markup(page)
    assert not page.exception


def test_many_periods_are_counted(trial, markup) -> None:
    page = trial(scheme="sample-district", span="3")
    weight(page, "inspection").set_value(5.0).run()
    page.button(key="trial-scale-all").click().run()
    text = markup(page)
    assert "3 期中，按试算方案有" in text and "试算平均名次" in text
    shown = rows(text)
    firsts = [tuple(map(int, cells[4].split(" → "))) for cells in shown.values()]
    assert [sum(side) for side in zip(*firsts, strict=True)] == [6, 6]  # two groups, three periods


@pytest.mark.parametrize("name", ["sample-district", "yuncheng-team", "gb30428-department"])
def test_the_page_is_whole_in_english(trial, markup, name) -> None:
    page = trial(lang="en", scheme=name)
    assert "A trial: nothing official changes" in markup(page)
    labels = [f.label for f in (*page.number_input, *page.slider, *page.expander)]
    assert labels and not [text for text in labels if CHINESE.search(text)]


def test_every_knob_has_its_words_in_both_languages(trial) -> None:
    for lang in ("zh", "en"):
        for name in ("nyc-scorecard", "gb30428-department"):
            assert not trial(lang=lang, scheme=name).exception


def test_two_versions_are_compared_over_the_same_data(
    trial, markup, tmp_path: Path, monkeypatch, taken_away
) -> None:
    source = (SCHEMES / "sample-district.yaml").read_text(encoding="utf-8")
    other = source.replace("version: 1", "version: 2").replace("weight: 45", "weight: 5")
    other = other.replace("weight: 30", "weight: 70\n    full: 30")
    (tmp_path / "one.yaml").write_text(source, encoding="utf-8")
    (tmp_path / "two.yaml").write_text(
        other.replace("status: example", "status: draft"), encoding="utf-8"
    )
    monkeypatch.setattr(ui_store, "SCHEME_FOLDER", tmp_path)
    page = trial(scheme="sample-district", trial="sample-district:2")
    text = markup(page)
    assert "完全相同" not in text
    assert weight(page, "grid").value == 70 and weight(page, "grid_on_time").value == 18
    draft = read_scheme(taken_away(), "draft.yaml")
    assert draft.version == 3
    page = trial(scheme="sample-district", against="sample-district:2", trial="sample-district:2")
    assert "完全相同" in markup(page)


def test_an_address_that_names_no_version_is_said(trial, markup) -> None:
    text = markup(trial(scheme="sample-district", against="nothing:9"))
    assert "nothing:9" in text and "完全相同" in text


def test_without_data_the_trial_says_so(open_page, markup) -> None:
    page = open_page("scheme", None, part="trial")
    assert not page.exception and "试算，不影响正式排名" not in markup(page)


def test_a_draft_that_is_brought_along_is_tried(trial, markup, taken_away) -> None:
    page = trial(scheme="sample-district")
    weight(page, "inspection").set_value(50.0).run()
    weight(page, "grid").set_value(25.0).run()
    draft = taken_away()
    other = trial(scheme="sample-district")
    other.file_uploader[0].set_value(("草案.yaml", draft, "application/yaml")).run()
    assert "（上传）" in other.selectbox(key="choice-trial").options[-1]
    assert weight(other, "inspection").value == 50.0 and weight(other, "grid").value == 25.0
    assert rows(markup(other)) == rows(markup(page))


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"id: [", "草案.yaml"), (b"id: sample-district\n", "name"), (b"#" * 1_000_001, "1 MB")],
)
def test_a_draft_with_faults_is_refused_and_says_why(
    trial, markup, content: bytes, said: str
) -> None:
    page = trial(scheme="sample-district")
    page.file_uploader[0].set_value(("草案.yaml", content, "application/yaml")).run()
    text = markup(page)
    assert "草案.yaml不能试算" in text and said in text and "页面出错了" not in text
    assert "完全相同" in text  # the official scheme is still there to be tried


def test_a_draft_for_other_units_is_refused(trial, markup) -> None:
    page = trial(scheme="sample-district")
    content = (SCHEMES / "yuncheng-team.yaml").read_bytes()
    page.file_uploader[0].set_value(("队伍.yaml", content, "application/yaml")).run()
    assert "它考核的是执法队伍，本页试算的是区域" in markup(page)


@pytest.mark.parametrize(
    ("period", "named"), [("2025-Q3", "2025年第3季度"), ("2025-W40", "2025年第40周"),
                          ("2025-08-01..2025-09-15", "2025年8月1日–9月15日")]
)  # fmt: skip
def test_any_period_can_be_tried(trial, markup, sample_store, period, named) -> None:
    page = trial(scheme="sample-district", period=period)
    assert page.selectbox(key="filter-period").value == period and not page.exception
    text = markup(page)
    scheme = load_scheme("sample-district")
    con = sample_store.connect()
    table = rank(con, scheme, scheme.parse_period(period)).table
    con.close()
    assert named in text and "完全相同" in text
    shown = rows(text)
    for row in table.to_dict("records"):
        if not pd.isna(row["score"]):
            assert float(shown[row["unit"]][0]) == row["score"]
