"""Tables sort by their headings, with the mouse and with the keyboard; groups stay together."""

import pytest

pytestmark = pytest.mark.browser


def test_a_ranking_sorts_by_value_within_its_groups_and_back(city, visitor):
    page = visitor(f"{city}/districts")
    table = page.locator(".sheet.sorts").first
    heads = table.locator("thead th").all_inner_texts()
    column = [head.split("\n")[0].strip() for head in heads].index("名次变化")

    def shown() -> list[list[float]]:
        """The values of the column by group."""
        groups: list[list[float]] = []
        for row in table.locator("tbody tr").all():
            if "group" in (row.get_attribute("class") or ""):
                groups.append([])
                continue
            text = row.locator("td").nth(column).inner_text().strip()
            sign = -1 if text.startswith("▼") else 1
            groups[-1].append(0.0 if text == "–" else sign * float(text.strip("▲▼ ")))
        return groups

    other_order = page.locator(".when-sorted")  # the chart beside it says that it stays as it was
    other_order.wait_for(state="hidden")
    before, head = shown(), table.locator("thead th").nth(column)
    assert [len(group) for group in before] == [5, 4]
    head.click()
    other_order.wait_for()
    assert shown() == [sorted(group, reverse=True) for group in before] != before
    head.press("Enter")
    assert head.get_attribute("aria-sort") == "ascending"
    assert shown() == [sorted(group) for group in before]
    head.press(" ")
    assert shown() == before
    other_order.wait_for(state="hidden")


def test_a_column_of_words_sorts_and_the_rows_without_one_are_last(city, visitor):
    page = visitor(f"{city}/complaints")
    table = page.locator(".sheet.sorts").first
    names = table.locator("tbody tr:not(.group) td:first-child")
    table.locator("thead th").first.click()
    first = names.all_inner_texts()
    table.locator("thead th").first.click()
    assert names.all_inner_texts() == first[::-1] != first
