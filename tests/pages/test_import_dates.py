"""The import page asks about dates that a program has changed by halves, and about the as-of."""

from data.store import Store
from tests.pages.test_imports import press, settle, shown, upload

HEADER = "工单编号,受理时间,办理截止时间,办结时间,工单状态,所属区域,诉求内容"


def _cases(reported: list[str]) -> str:
    rows = [
        f"GD{n:06},{day},2025-10-28 18:00,,办理中,云栖区,路口有人摆摊"
        for n, day in enumerate(reported)
    ]
    return "\n".join([HEADER, *rows])


def _months(store: Store) -> list[int]:
    with store.connect() as con:
        found = con.execute("SELECT DISTINCT month(reported_at) FROM cases ORDER BY 1")
        return [month for (month,) in found.fetchall()]


def test_half_converted_dates_are_asked_about_before_anything_is_stored(
    open_page, markup, store: Store
):
    page = open_page("imports", store)
    turned = [f"2025/{d}/10 9:00" for d in range(1, 13)]
    left = [f"10/{d}/2025 09:00" for d in range(13, 20)]
    upload(page, "工单.csv", _cases([*turned, *left]))
    assert store.version() is None
    assert "未确认前不导入" in markup(page) and "2025-10-01 至 2025-10-19" in markup(page)
    press(page, "dates-fitting")
    assert store.version() == 1 and _months(store) == [10]
    assert not shown(page, "dates-fitting")


def test_an_unknown_as_of_is_said_and_can_be_entered(open_page, markup, store: Store):
    page = open_page("imports", store)
    upload(page, "工单.csv", _cases(["2025-10-02 09:00", "2025-10-03 09:00"]))
    assert "没有写明数据截至时间" in markup(page) and "2025-10-03 09:00" in markup(page)
    page.text_input(key="as-of-entered").set_value("去年").run()
    page.button(key="as-of-use").click().run()
    assert "看不懂截至时间“去年”" in markup(page)
    page.text_input(key="as-of-entered").set_value("2025-10-30 08:00").run()
    press(page, "as-of-use")
    settle(page)
    assert not shown(page, "as-of-use")
    with store.connect() as con:
        found = con.execute("SELECT DISTINCT as_of, is_overdue_open FROM cases").fetchall()
    assert [(str(as_of), overdue) for as_of, overdue in found] == [("2025-10-30 08:00:00", True)]


def test_dates_that_do_not_tell_month_from_day_are_asked_about(open_page, markup, store: Store):
    page = open_page("imports", store)
    text = _cases(["10/02/2025 09:00", "10/03/2025 09:00"]).replace("2025-10-28", "10/12/2025")
    upload(page, "工单.csv", text)
    assert store.version() is None and "分不清月和日" in markup(page)
    press(page, "order-month")
    assert _months(store) == [10] and not shown(page, "order-month")
