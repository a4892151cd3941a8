"""The analyst's question typed in words: the figures are those of the export files, down to a row
of one, and a colleague opens the same by its link."""

import pytest

from tests.metrics.plain_exports import Exports
from tests.metrics.test_ten_questions import shops_at_night

pytestmark = pytest.mark.browser

WORDS = "东屏区 近三个月 夜间 店外经营 按街道 同比"


def figures(page) -> dict[str, int]:
    """The table's first two columns."""
    rows = page.locator(".sheet tbody tr").all()
    cells = [row.locator("td").all_inner_texts()[:2] for row in rows]
    return {name.strip(): int(figure.split()[0]) for name, figure in cells if figure.strip()}


def test_a_question_in_words_is_answered_down_to_a_row(city, visitor, sample_exports):
    told = Exports(sample_exports)
    plain = shops_at_night(told).to_dict()
    page = visitor(f"{city}/analysis")
    box = page.get_by_label("用词提问")
    box.fill(WORDS)
    box.press("Enter")
    page.settle()
    understood = page.inner_text("body")
    assert "条件：昼夜 = 夜间" in understood and "没有看懂" not in understood
    page.get_by_role("button", name="看这个").click()
    page.settle()
    assert figures(page) == plain

    assert "2024-09-21 以前没有完整的数据，不作比较" in page.inner_text("body")

    other = visitor(page.url)
    assert figures(other) == plain
    street = max(plain, key=plain.__getitem__)
    other.locator(".sheet tbody tr").filter(has_text=street).locator("a").last.click()
    other.settle()
    rows = other.locator(".sheet tbody tr").all()
    assert len(rows) == plain[street]
    case, file, _, line = rows[0].locator("td").all_inner_texts()[:4]
    (record,) = told.cases[told.cases["任务号"] == case].to_dict("records")
    assert (file, int(line)) == (record["file"], record["row"])
    assert page.hosts == other.hosts == {"127.0.0.1"}
