"""A notice made by hand with all that documents have to bear, and the numbers that one says."""

import re
from collections.abc import Iterable

from metrics.bulletin.content import (
    Chart,
    Notice,
    NoticeColumn,
    NoticeTable,
    Said,
    Section,
    Sentence,
    cell_words,
    words_text,
)

HOSTILE = 'A&B<甲>"区"\x07\x00'
SHOWN = 'A&B<甲>"区"'  # what can be seen of it
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def both(zh: str, en: str) -> Said:
    return Said(zh, en)


def ranking(rows: int = 9) -> NoticeTable:
    """Scores on dots, with a unit whose name is hostile, a cell without value, a total."""
    columns = (
        NoticeColumn("unit_name", both("单位", "Unit")),
        NoticeColumn("score", both("得分", "Score"), digits=2),
        NoticeColumn("previous", both("上期", "Previous"), digits=2),
        NoticeColumn("change", both("环比", "Change"), 2, change=True),
        NoticeColumn("n", both("样本数", "n"), digits=0),
    )
    units = [HOSTILE, *(f"第{at}中队" for at in range(2, rows + 1))]
    tones = ("worse", "better", "neutral")
    table = [
        {
            "unit": unit,
            "unit_name": unit,
            "score": 96.017 - 1.25 * at,
            "previous": None if at == 1 else 91.06 + at,
            "change": None if at == 1 else 4.957 - 2.25 * at,
            "n": 1204 + at,
            "tone": tones[at % 3],
        }
        for at, unit in enumerate(units)
    ]
    table.append(
        {"unit_name": both("合计", "Total"), "score": 90.5, "n": 12_345, "tone": "neutral"}
    )
    chart = Chart("dots", "unit_name", ("score", "previous"))
    note = both("注：名次相邻的未必分得出高下；", "Neighbours may not differ;")
    title = both("得分与排名", "Scores and ranks")
    return NoticeTable("ranking", title, columns, tuple(table), note, chart, total=1)


def wide() -> NoticeTable:
    """Twenty weeks: more columns than stand on a page that is upright."""
    weeks = [f"2025-W{at:02d}" for at in range(1, 21)]
    columns = (
        NoticeColumn("unit_name", both("单位", "Unit")),
        *(NoticeColumn(week, week, digits=2) for week in weeks),
        NoticeColumn("said", both("说明", "Remark"), long=True),
    )
    rows = tuple(
        {"unit_name": f"第{at}中队", "said": both("在偶然波动之内", "within chance")}
        | {week: 80 + at + place / 7 for place, week in enumerate(weeks)}
        for at in range(1, 5)
    )
    return NoticeTable("trend", both("逐周得分", "Scores by week"), columns, rows)


def problems() -> NoticeTable:
    columns = (
        NoticeColumn("kind", both("类别", "Kind")),
        NoticeColumn("rate", both("每百点次", "Per 100 checks"), digits=1),
    )
    rows = ({"kind": both("店外经营", "trading"), "rate": 1.94}, {"kind": "x", "rate": 0.5})
    chart = Chart("bars", "kind", ("rate",))
    return NoticeTable("problems", both("高发问题", "Problems"), columns, rows, None, chart)


def figures() -> NoticeTable:
    """Rows with decimals of their own."""
    columns = (
        NoticeColumn("indicator", both("指标", "Indicator")),
        NoticeColumn("value", both("本期", "Now"), digits=2),
    )
    rows = (
        {"indicator": both("立案数", "Filed"), "value": 4564.0, "digits": 0},
        {"indicator": both("结案率", "Closed"), "value": 96.771, "digits": 2},
    )
    return NoticeTable("figures", both("主要数据", "Key figures"), columns, rows)


def made(kind: str = "monthly", rows: int = 9) -> Notice:
    """The whole notice; rows: of its ranking."""
    said = (
        Sentence(both("澄湖区列第一（96.02 分）", "chenghu is first (96.02 points)")),
        Sentence(both("东屏区下降 3.83 分。", "Dongping fell by 3.83."), "worse"),
        Sentence(both("南汀区上升 1.2 分。。", "Nanting rose by 1.2 .."), "better"),
    )
    nothing = {
        "weekly": both("本周无。", "None this week."),
        "monthly": both("本月无。", "None this month."),
        "quarterly": both("本季无。", "None this quarter."),
        "briefing": both("本期无。", "None in this period."),
    }
    sections = (
        Section("headline", both("要点", "In short"), said),
        Section("situation", both("综合运行情况", "Situation"), said[:1], (figures(), problems())),
        Section("ranking", both("考核得分", "Scores"), (), (ranking(rows),)),
        Section("noted", both("情况说明", "Notes")),
        Section("trend", both("逐期得分", "Trend"), (), (wide(),)),
    )
    return Notice(
        kind=kind,
        title=both(
            "2025年10月（9月21日–10月20日）城市管理考核月通报", "Monthly notice, October 2025"
        ),
        scheme="sample",
        scheme_version="2",
        period="2025-10",
        finished=True,
        about=(
            (both("周期", "Period"), both("2025年10月", "October 2025")),
            (both("数据截至", "Data as of"), "2025-10-21 08:00"),
            (both("数据版本", "Version of the data"), "7"),
        ),
        sections=sections,
        nothing=nothing[kind],
    )


def numbers(text: str) -> list[str]:
    """The numbers of a text, as they are written."""
    return _NUMBER.findall(text)


def texts_of(notice: Notice, lang: str) -> Iterable[str]:
    """Every text and every cell of a notice, as people read them."""
    yield words_text(notice.title, lang)
    for pair in notice.about:
        yield from (words_text(words, lang) for words in pair)
    for section in notice.sections:
        yield words_text(section.title, lang)
        yield from (words_text(one.words, lang) for one in section.sentences)
        for table in section.tables:
            yield words_text(table.title, lang)
            yield from () if table.note is None else (words_text(table.note, lang),)
            yield from (words_text(column.head, lang) for column in table.columns)
            for row in table.rows:
                yield from (cell_words(column, row, lang) for column in table.columns)


def numbers_said(notice: Notice, lang: str) -> set[str]:
    """Every number that the notice says."""
    return {number for text in texts_of(notice, lang) for number in numbers(text)}
