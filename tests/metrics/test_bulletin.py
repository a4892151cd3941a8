"""What a notice says: every figure of a sentence stands in a table, and nothing is said that does
not hold."""

import json
import re
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from kernel.configuration import ConfigurationError
from metrics.aggregation.aggregate import aggregate
from metrics.analyses.family import english_names
from metrics.bulletin.content import Notice, Said, Section, cell_words, notice_of
from metrics.bulletin.facts import Facts, facts_of
from metrics.bulletin.kinds import KindError, notice_kind
from metrics.bulletin.notice import briefing, period_notice
from metrics.bulletin.sections.decided import on_promised
from metrics.bulletin.sections.moved import on_lists, on_praise
from metrics.bulletin.sections.problems import on_problems
from metrics.bulletin.sections.scores import on_trend
from metrics.bulletin.wording import Wording, WordingError, template_files
from metrics.documents.chart_parts import charted
from metrics.schemes.scheme import load_scheme
from metrics.scoring.ranking import rank

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


@pytest.fixture(scope="module")
def con(sample_store):
    with sample_store.connect() as connection:
        yield connection


@pytest.fixture(scope="module")
def monthly(con) -> Facts:
    scheme = load_scheme("sample-district")
    return facts_of(con, scheme, scheme.parse_period("2025-10"))


@pytest.fixture(scope="module")
def written(monthly, con) -> Notice:
    return period_notice(monthly, Wording(None, english_names(con)), 1)


def numbers(text: str) -> set[str]:
    """The numbers of a text as they are written; dates are none."""
    found = NUMBER.findall(re.sub(r"\d{4}-\d\d(-\d\d)?", "", text))
    return {one.rstrip(",") for one in found}


def of_tables(section: Section, lang: str) -> set[str]:
    found: set[str] = set()
    for table in section.tables:
        for row in table.rows:
            for column in table.columns:
                found |= numbers(cell_words(column, row, lang))
    return found


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    "name",
    ["situation", "handling", "ranking", "moved", "problems", "overdue", "rebound", "complaints"],
)
def test_every_figure_of_a_sentence_stands_in_a_table(written, name, lang) -> None:
    """A sentence that computes, or rounds otherwise, would say another number than its table."""
    section = written.section(name)
    stand = of_tables(section, lang)
    for sentence in section.sentences:
        said = numbers(sentence.words.text(lang))
        counted = {str(n) for n in range(1, 20)} if name in ("moved", "ranking") else set()
        stays = {"100"} if name == "problems" else set()  # 每百点次, per 100 checks
        assert said <= stand | counted | stays, (sentence.words.text(lang), said - stand)


def test_the_ranking_is_that_of_the_ranking_page(written, con) -> None:
    scheme = load_scheme("sample-district")
    known = rank(con, scheme, scheme.parse_period("2025-10")).table
    (table,) = written.section("ranking").tables
    of = ["unit", "rank", "score", "change", "year_change"]
    told = [tuple(row[key] for key in of) for row in table.rows]
    page = [*of[:-1], "comparable_year_change"]  # version 1 scored the year before
    expected = known[page].itertuples(index=False, name=None)
    assert "同比（可比）" in [column.head.zh for column in table.columns]
    assert told == [tuple(row) for row in expected]


def test_after_a_reform_the_notice_sets_alike_beside_alike(con) -> None:
    """July is the first month of version 2: beside June as it was published every change would be
    one of the rules as well, and another than in 升降与原因 and on the ranking page."""
    scheme = load_scheme("sample-district")
    facts = facts_of(con, scheme, scheme.parse_period("2025-07"))
    found = period_notice(facts, Wording(), 1)
    (standing,), (moved,) = found.section("ranking").tables, found.section("moved").tables
    changes = {row["unit"]: (row["previous"], row["change"]) for row in moved.rows}
    assert {row["unit"]: (row["comparable"], row["change"]) for row in standing.rows} == changes
    published = facts.ranking.table.set_index("unit")["previous_score"]
    assert {row["unit"]: row["previous"] for row in standing.rows} == published.to_dict()
    assert standing.chart.values == ("score", "comparable")
    heads = {column.key: column.head.zh for column in standing.columns}
    assert heads["comparable"] == "上期（可比）" and heads["previous"] == "上期（发布）"
    assert "上期（可比）" in [column.head.zh for column in moved.columns]
    assert "可比" in " ".join(one.words.zh for one in found.section("ranking").sentences)


def test_scores_over_periods_say_where_the_scheme_was_changed(con) -> None:
    scheme = load_scheme("sample-district")
    quarter = facts_of(con, scheme, scheme.parse_period("2025-Q3"))  # version 2 alone
    (same,) = on_trend(quarter).tables
    assert [column.head for column in same.columns[1:]] == ["2025-07", "2025-08", "2025-09"]
    assert same.note is None
    (table,) = on_trend(facts_of(con, scheme, scheme.parse_period("2025-08"))).tables
    heads = [Wording().said(column.head).zh for column in table.columns[1:]]
    assert heads == ["2025-03", "2025-04", "2025-05", "2025-06", "2025-07 第 2 版", "2025-08"]
    assert table.note.code == "bulletin-trend-note"


def test_what_stands_for_many_is_said_and_is_no_bar(written) -> None:
    """其余 50 个单位 would be the longest bar by far, and it is no unit's."""
    table = written.section("overdue").tables[0]
    assert table.rest and "其余" in table.rows[len(table.drawn)]["owner"].zh
    shown = charted(table, "zh")
    assert shown.rows == len(table.drawn) and "其余" not in " ".join(shown.categories)
    said = [one.words.zh for one in written.section("overdue").sentences]
    assert any(text.startswith("其余") for text in said)
    assert notice_of(written.plain()) == written


def test_totals_are_recomputed_from_rows_and_no_sum_of_rates(written, monthly, con) -> None:
    (table,) = written.section("handling").tables
    *units, whole = table.rows
    scheme = monthly.scheme
    due = aggregate(con, ["due"], (), monthly.period, rules=scheme.rules)["value"].iloc[0]
    assert whole["due"] == due and whole["share"] == 100
    assert sum(row["due"] for row in units) <= due
    rates = [row["closure_rate"] for row in units]
    assert min(rates) < whole["closure_rate"] < max(rates)
    assert whole["closure_rate"] == pytest.approx(100 * whole["closed"] / whole["due"])


def test_a_cause_is_named_only_where_a_change_is_clear(written) -> None:
    (table,) = written.section("moved").tables
    judged = {row["unit"]: (row["judged"].zh, row["cause"]) for row in table.rows}
    assert judged["东屏区"][0] == "明显变差" and judged["东屏区"][1].zh == "数字城管（−1.33 分）"
    assert all(cause is None for words, cause in judged.values() if words == "在偶然波动之内")


def test_of_a_running_period_nobody_is_named_and_nothing_is_compared(con) -> None:
    scheme = load_scheme("sample-district")
    found = period_notice(facts_of(con, scheme, scheme.parse_period("2025")), Wording(), 1)
    assert not found.finished
    for name in ("lists", "statement", "praise", "moved"):
        assert not found.section(name).tables
    text = " ".join(s.words.zh for section in found.sections for s in section.sentences)
    for word in (
        "黑榜：",
        "红榜：",
        "环比上升",
        "环比下降",
        "同比上",
        "表态发言：",
        "后三位",
        "建议",
    ):
        assert word not in text


def test_of_a_period_without_data_nothing_is_said_to_be_none(con) -> None:
    """本月无 under 诉求办理情况 says that nobody complained; no file has come. What is kept beside
    the store is known: nobody promised anything."""
    scheme = load_scheme("sample-district")
    facts = facts_of(con, scheme, scheme.parse_period("2023-03"))
    found = period_notice(facts, Wording(), 1)
    empty = {one.id: found.silence(one).zh for one in found.sections if one.empty}
    assert {id for id, said in empty.items() if said == "本月无。"} == {
        "promised", "noted", "corrected",
    }  # fmt: skip
    assert set(empty.values()) == {"本月无。", "本期没有这方面的数据，不等于没有。"}
    assert {"handling", "problems", "complaints", "overdue", "lists", "steps"} <= set(empty)
    assert notice_of(found.plain()) == found


def test_what_is_known_to_be_none_says_so(monthly) -> None:
    """Checks were made and found nothing; the scheme lists nobody."""
    known = monthly.overview
    ranking = replace(known.ranking, lists=replace(known.ranking.lists, red=(), black=()))
    none = replace(known, problems=known.problems[:0], ranking=ranking)
    facts = replace(monthly, overview=none)
    for section in (on_problems(facts), on_lists(facts), on_praise(facts)):
        assert section.empty and not section.unknown


def test_a_scheme_that_is_finished_before_the_cases_have_come_compares_none_of_them(con) -> None:
    """Given scores make October of this scheme finished; cases reach to its 21st day only: of
    them "fell by 1,937" would be a part beside a whole."""
    scheme = load_scheme("nyc-scorecard")
    facts = facts_of(con, scheme, scheme.parse_period("2025-10"))
    assert facts.beside == {}
    section = period_notice(facts, Wording(), 1).section("situation")
    text = " ".join(one.words.zh for one in section.sentences)
    assert "只到 2025-10-21" in text and "上升" not in text and "下降" not in text


def test_one_notice_says_one_number_of_overdue_cases(written) -> None:
    """142 of the period's own cases above and 572 in all below were called the same."""
    rows = {row["indicator"].zh: row for row in written.section("situation").tables[0].rows}
    pile = written.section("overdue").tables[0].rows[-1]
    own = rows["逾期未结累计"]
    assert (own["value"], own["previous"]) == (pile["overdue"], pile["previous"])
    assert own["year"] is None and not any(name.startswith("逾期未结数") for name in rows)


def test_rates_that_still_grow_are_not_set_against_those_of_before(written) -> None:
    """A year on, nearly everything of that October is closed: "fell by 2.89" is no fall."""
    section = written.section("situation")
    rows = {row["indicator"].zh: row for row in section.tables[0].rows}
    for name in ("结案率", "整改率"):
        assert rows[name]["previous"] is not None
        assert rows[name]["previous_change"] is None and rows[name]["year_change"] is None
    said = [one.words.zh for one in section.sentences]
    assert not any("比" in text for text in said if text.startswith(("结案率", "整改率")))
    assert any(text.startswith("按期结案率") and "环比" in text for text in said)


def test_points_of_a_year_under_two_versions_are_told_with_the_weights_of_both(con) -> None:
    """46.44 points of a component "worth 45" is no arithmetic that a meeting lets pass."""
    scheme = load_scheme("sample-district")
    year = facts_of(con, scheme, scheme.parse_period("2025"))
    titles = [
        one.title.zh for one in period_notice(year, Wording(), 1).section("components").tables
    ]
    assert (
        titles[0] == "巡查考评（第 1 版 50 分、第 2 版 45 分）" and titles[3] == "任务目标（10 分）"
    )


def test_a_running_period_has_no_empty_column_and_no_note_about_it(con) -> None:
    scheme = load_scheme("sample-district")
    week = facts_of(con, scheme, scheme.parse_period("2025-W43"))
    (table,) = period_notice(week, Wording(), 1).section("ranking").tables
    assert "note" not in [column.key for column in table.columns]
    assert "明显" not in table.note.zh


def test_the_content_is_kept_as_json_and_read_back_the_same(written) -> None:
    assert notice_of(json.loads(json.dumps(written.plain()))) == written


def test_every_text_of_a_notice_is_in_both_languages(written) -> None:
    for section in written.sections:
        texts = [section.title, *(s.words for s in section.sentences)]
        texts += [
            words for t in section.tables for words in (t.title, *(c.head for c in t.columns))
        ]
        assert all(isinstance(text, Said) and text.zh and text.en for text in texts)
        assert not re.search("[一-鿿]{3}", section.title.en)


@pytest.mark.parametrize(
    ("period", "kind"),
    [("2025-W41", "weekly"), ("2025-10", "monthly"), ("2025-Q3", "quarterly"), ("2025", "yearly")],
)
def test_the_period_decides_the_kind(period, kind) -> None:
    asked = load_scheme("sample-district").parse_period(period)
    assert notice_kind(asked) == notice_kind(asked, kind) == kind
    others = {"weekly", "monthly", "quarterly", "yearly"} - {kind}
    for other in others:
        with pytest.raises(KindError):
            notice_kind(asked, other)


def test_a_day_has_no_notice() -> None:
    with pytest.raises(KindError, match="2025-10-15"):
        notice_kind(load_scheme("sample-district").parse_period("2025-10-15"))


# What the office words anew


@pytest.fixture
def office(tmp_path):
    folder = tmp_path / "wording"
    folder.mkdir()
    return folder


def test_the_office_words_a_sentence_anew_with_the_same_figures(office, monthly, written) -> None:
    (office / "zh.ftl").write_text(
        "bulletin-handling-whole = 全市结案率为 { $closure_rate }%（{ $closed }/{ $due }）。\n",
        encoding="utf-8",
    )
    found = period_notice(monthly, Wording(office.parent), 1).section("handling")
    assert found.sentences[0].words.zh == "全市结案率为 96.77%（4,256/4,398）。"
    ours = written.section("handling")
    assert found.sentences[0].words.en == ours.sentences[0].words.en
    assert found.sentences[1].words.zh == ours.sentences[1].words.zh


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("bulletin-handling-whole = 满意率 { $satisfaction }%。", "satisfaction"),
        ("bulletin-nothing-of-ours = 好。", "bulletin-nothing-of-ours"),
        ("bulletin-handling-whole 没有等号", "看不懂"),
    ],
)
def test_a_broken_wording_is_named_with_its_line(office, line, reason) -> None:
    (office / "zh.ftl").write_text(f"# 说明\n\n{line}\n", encoding="utf-8")
    with pytest.raises(ConfigurationError) as error:
        Wording(office.parent)
    text = error.value.text("zh")
    assert "zh.ftl 第 3 行" in text and reason in text


def test_a_wording_that_fails_only_as_it_is_filled_in_is_named_with_its_line(
    office, monthly
) -> None:
    text = "# ours\n\nbulletin-handling-whole = { nothing-of-ours } { $due }\n"
    (office / "zh.ftl").write_text(text, encoding="utf-8")
    with pytest.raises(WordingError) as error:
        period_notice(monthly, Wording(office.parent), 1)
    assert "zh.ftl, line 3" in error.value.text("en")
    (office / "zh.ftl").write_bytes("# 说明\nbulletin-nothing = 无\n".encode("gbk"))
    with pytest.raises(WordingError, match="UTF-8"):
        Wording(office.parent)


def test_the_office_orders_the_sections_of_its_notices(office, monthly) -> None:
    (office / "kinds.yaml").write_text("monthly: [ranking, problems]\n", encoding="utf-8")
    wording = Wording(office.parent)
    found = period_notice(monthly, wording, 1)
    assert [section.id for section in found.sections] == ["ranking", "problems"]
    assert len(briefing(monthly, wording, 1).sections) > 2  # what it does not name stays


def test_a_section_that_there_is_not_is_named(office) -> None:
    (office / "kinds.yaml").write_text("monthly: [ranking, weather]\n", encoding="utf-8")
    with pytest.raises(ConfigurationError, match="kinds.yaml"):
        Wording(office.parent)


def test_the_templates_are_a_wording_that_changes_nothing(office, monthly, written, con) -> None:
    for name, content in template_files().items():
        (office / name).write_bytes(content)
    assert period_notice(monthly, Wording(office.parent, english_names(con)), 1) == written


def test_a_promise_kept_by_chance_is_no_merit_and_a_missed_one_no_fault(con, monthly) -> None:
    """What was met or missed is said; it has a colour only where the change is beyond chance."""
    told = {"what": "w", "owner": "o", "due": date(2025, 10, 20), "measure": "score"}
    told |= {"target": 92.0, "before": 91.0, "after": 93.0, "judged_in": "2025-10"}
    rows = [
        {"id": "1", "unit": "石溪县", "outcome": "met", "certain": False} | told,
        {"id": "2", "unit": "东屏区", "outcome": "missed", "certain": True} | told,
    ]
    section = on_promised(replace(monthly, outcomes=pd.DataFrame(rows)))
    assert [(s.words.code, s.tone) for s in section.sentences] == [
        ("bulletin-promised-met", "neutral"),
        ("bulletin-promised-missed", "worse"),
    ]
    by_unit = {row["unit"]: row for row in section.tables[0].rows}
    assert by_unit["石溪县"]["tone"] == "neutral" and by_unit["东屏区"]["tone"] == "worse"
    assert by_unit["石溪县"]["outcome"].code == "bulletin-outcome-by-chance"
