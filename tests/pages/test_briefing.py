"""The briefing: each step on a screen of its own, named by the address."""

import pytest

from metrics.bulletin.content import Notice, NoticeColumn, NoticeTable, Section, Sentence
from metrics.bulletin.facts import facts_of
from metrics.bulletin.notice import briefing
from metrics.bulletin.wording import Wording
from metrics.editions.edition_folder import Editions, good_editions
from metrics.schemes.scheme import load_scheme
from metrics.scoring.ranking import rank
from ui.briefing.steps import MOST_ROWS, briefing_steps


def _table(rows: int, columns: int = 2, total: int = 0) -> NoticeTable:
    heads = tuple(NoticeColumn(f"c{i}", f"c{i}", digits=0) for i in range(columns))
    return NoticeTable("t", "t", heads, tuple({"c0": n} for n in range(rows)), total=total)


def _notice(*tables: NoticeTable) -> Notice:
    said = (Sentence("said"),)
    sections = (Section("one", "one", said, tables), Section("two", "two"))
    return Notice("briefing", "t", "s", "1", "2025-10", True, (), sections)


@pytest.mark.parametrize(
    ("rows", "columns", "screens"), [(8, 9, 1), (9, 9, 2), (16, 9, 2), (9, 6, 1)]
)
def test_no_table_has_more_rows_than_are_read_from_afar(
    rows: int, columns: int, screens: int
) -> None:
    steps = briefing_steps(_notice(_table(rows, columns)))
    assert len(steps) == screens
    shown = [row["c0"] for step in steps for table in step.tables for row in table.rows]
    assert shown == list(range(rows))  # nothing is lost, nothing twice
    assert all(len(table.rows) <= MOST_ROWS for step in steps for table in step.tables)


def test_of_a_long_table_the_first_rows_stand_there_and_how_many_do_not() -> None:
    (step,) = briefing_steps(_notice(_table(40, 9, total=1)))
    (table,) = step.tables
    assert len(table.rows) == MOST_ROWS and step.left == 39 - (MOST_ROWS - 1)
    assert table.rows[-1]["c0"] == 39  # the total stays under it


def test_a_section_with_nothing_to_say_is_no_step() -> None:
    assert [step.section.id for step in briefing_steps(_notice())] == ["one"]


def test_totals_stand_under_the_last_screen_alone() -> None:
    first, last = briefing_steps(_notice(_table(12, 9, total=1)))
    assert [table.total for step in (first, last) for table in step.tables] == [0, 1]


TITLES = ("要点", "考核得分与排名", "升降与原因", "红黑榜", "存在问题", "反弹情况", "表态发言名单")


def test_the_first_step_has_the_lead_and_the_key_figures(open_page, markup, sample_store) -> None:
    text = markup(open_page("briefing", sample_store, period="2025-10"))
    assert "澄湖区列城区组第一（96.02 分）" in text and "92.59" in text
    assert '<div class="step-bar"' in text


def test_all_steps_stand_on_one_page_for_the_printer(open_page, markup, sample_store) -> None:
    text = markup(open_page("briefing", sample_store, period="2025-10", step="all"))
    for title in TITLES:
        assert f">{title}</h1>" in text
    assert '<div class="step-bar"' not in text  # on paper nothing leads on


def test_chosen_days_are_those_of_every_step_and_of_the_slides(open_page, sample_store) -> None:
    days = "2025-10-06..2025-10-19"
    page = open_page("briefing", sample_store, period=days, step="all", scheme="sample-district")
    drawn = " ".join(chart.proto.spec for chart in page.get("plotly_chart"))
    scheme = load_scheme("sample-district")
    with sample_store.connect() as con:
        facts = facts_of(con, scheme, scheme.parse_period(days))
        slides = briefing(facts, Wording(), sample_store.version())
        of_month = rank(con, scheme, scheme.parse_period("2025-10")).table
    (standing,) = next(one for one in slides.sections if one.id == "ranking").tables
    scores = {row["unit"]: f"{row['score']:.2f}" for row in standing.rows}
    assert slides.period == days and all(score in drawn for score in scores.values())
    whole = {row.unit: f"{row.score:.2f}" for row in of_month.itertuples()}
    assert whole != scores  # else nobody could tell which days are shown


def test_a_step_that_there_is_not_is_said_and_the_first_shown(
    open_page, markup, sample_store
) -> None:
    text = markup(open_page("briefing", sample_store, step="nothing"))
    assert "step=nothing" in text and ">要点</h1>" in text


def test_the_big_screen_goes_round(open_page, markup, sample_store) -> None:
    """After the last step comes the first; without a big screen the last leads nowhere."""
    for kiosk, leads in (("1", True), ("", False)):
        query = {"period": "2025-10", "step": "statement"} | ({"kiosk": kiosk} if kiosk else {})
        text = markup(open_page("briefing", sample_store, **query))
        assert ('<a class="step-after"' in text) is leads


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_notice_of_a_period_stands_on_its_page(open_page, markup, sample_store, lang) -> None:
    text = markup(open_page("bulletins", sample_store, lang=lang, period="2025-10"))
    said = (
        ("城市管理考核月通报", "一、要点", "本月无。")
        if lang == "zh"
        else ("monthly notice", "1. In short")
    )
    assert all(words in text for words in said)


def test_a_day_has_no_notice_and_the_page_says_what_has(open_page, markup, sample_store) -> None:
    text = markup(open_page("bulletins", sample_store, period="2025-10-15"))
    assert "没有相应的通报" in text


def test_a_period_that_still_runs_names_nobody(open_page, markup, sample_store) -> None:
    text = markup(open_page("bulletins", sample_store, period="2025"))
    assert "不列名单" in text and "不评价升降" in text and "黑榜：" not in text


def test_a_notice_is_published_from_its_page_once(open_page, markup, own_store) -> None:
    """What was published stands there with its number; of the same period only a correction can
    follow."""
    page = open_page("bulletins", own_store, period="2025-10")
    page.text_input(key="bulletin-who").set_value("王主任").run()
    page.button(key="bulletin-publish").click().run()
    text = markup(page)
    assert "已发布：月通报 〔" in text and "第 1 期" in text and "王主任" in text
    (edition,) = good_editions(Editions(own_store.folder).all())
    assert edition.state == "published" and edition.manifest.published_by == "王主任"
    assert page.button(key="bulletin-publish").label == "发布更正"


def test_a_period_that_still_runs_cannot_be_published(open_page, markup, own_store) -> None:
    page = open_page("bulletins", own_store, period="2025")
    assert "还不能发布" in markup(page)
    assert not [one for one in page.button if one.key == "bulletin-publish"]
