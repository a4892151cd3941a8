"""Names out of files that a browser would obey: every page shows them, and asks no other host."""

import csv
from pathlib import Path

import pytest
import xlsxwriter

from data.importer import import_files
from data.store import Store

pytestmark = pytest.mark.browser

DISTRICTS = [
    "![x](http://evil.example/a.png)区",
    "<img src=http://evil.example/b.png>区",
    ":red[x] *b* _c_区",
]
STREETS = [
    "[link](http://evil.example/c)街道",
    "$\\alpha$ `code` a|b街道",
    ":material/home: ~~x~~街道",
]
TEAM = "<a href='http://evil.example/d'>链接</a>中队"
CATEGORY = "<b>粗</b>![y](http://evil.example/e.png)"
PLACE = "*路* http://evil.example/f <script src=http://evil.example/g.js></script>"
ODD = "![f](http:⁄⁄evil.example⁄h.png) $x$"  # in the names of a file and of its sheet
PAGES = {
    "": [{}],
    "districts": [{}],
    "teams": [{}],
    "unit": [{}, {"kind": "street"}, {"component": "closure_rate"}],
    "problems": [
        {"part": "kinds", "source": "cases"},
        {"part": "heat", "source": "cases"},
        {"part": "trend", "source": "cases"},
        {"part": "places", "source": "cases"},
        {"part": "rebound"},
        {"part": "chains"},
        {"component": "filed", "category": CATEGORY},
    ],
    "complaints": [{}],
    "ledger": [{}],
    "targets": [{}],
    "scheme": [{}],
    "imports": [{}],
    "checks": [{}, {"part": "names-units"}],
}


TEXTS = """e => [e.textContent, ...[...e.querySelectorAll("[title]")].map(of => of.title)].join()"""


def csv_file(path: Path, rows: list[list[object]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


@pytest.fixture(scope="module")
def hostile(tmp_path_factory) -> Store:
    """Two months of a small city whose names are all written to be obeyed."""
    folder = tmp_path_factory.mktemp("hostile")
    units = [["单位类别", "单位名称", "上级单位", "考核组"]]
    units += [["区域", name, "", "*组* ![z](http://evil.example/i.png)"] for name in DISTRICTS]
    units += [["街道", s, d, ""] for s, d in zip(STREETS, DISTRICTS, strict=True)]
    units += [["队伍", TEAM, DISTRICTS[0], ""]]
    book = xlsxwriter.Workbook(folder / f"{ODD}.xlsx", {"strings_to_urls": False})
    sheet = book.add_worksheet("<b> `a` $x$ ~~y~~ _z_")
    for number, row in enumerate(units):
        sheet.write_row(number, 0, row)
    book.close()
    head = "任务号 上报时间 问题来源 大类名称 小类名称 地址描述 所属区域 所属街道 处置部门"
    cases: list[list[object]] = [[*head.split(), "处置截止时间", "结案时间", "问题描述"]]
    checks = [["检查编号", "检查时间", "点位", "区域", "街道", "责任中队", "是否达标", "得分"]]
    for n in range(120):
        day, month = n % 27 + 1, 9 + n % 2
        at, until = f"2025-{month:02}-{day:02} 09:00", f"2025-{month:02}-{day:02} 18:00"
        unit, street = DISTRICTS[n % 3], STREETS[n % 3]
        done = until if n % 5 else ""
        source = "12345热线" if n % 4 == 0 else "采集员上报"
        kind = [CATEGORY, "暴露垃圾"][n % 2]
        cases.append([n, at, source, CATEGORY, kind, PLACE, unit, street, TEAM, until, done, PLACE])
        for check in range(3):
            key = f"{n}-{check}"
            checks.append([key, at, PLACE, unit, street, TEAM, "达标" if n % 3 else "不达标", 90])
    stranger = "`未知` ![u](http://evil.example/j.png)区"
    where = [stranger, "", "**某**中队", "", "", ""]
    unknown = ["x9", "2025-10-02", "采集员上报", CATEGORY, CATEGORY, PLACE, *where]
    store = Store(folder / "store")
    paths = [
        folder / f"{ODD}.xlsx",
        csv_file(folder / f"案卷 {ODD}.csv", [*cases, unknown]),
        csv_file(folder / "*巡查*_点次_.csv", checks),
    ]
    accounts = import_files(store, paths)
    assert all(account.stored for account in accounts), accounts
    return store


def test_every_page_shows_hostile_names_and_asks_no_other_host(hostile, serve, visitor) -> None:
    server = serve(hostile.folder)
    page = visitor()
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    refused: list[str] = []  # what our own pages need, the policy that goes with them must allow
    page.on("console", lambda said: refused.extend([said.text] * ("Security Policy" in said.text)))
    seen = ""
    for lang in ("zh", "en"):
        for name, queries in PAGES.items():
            for query in queries if lang == "zh" else queries[:1]:
                address = "&".join(f"{k}={v}" for k, v in ({"lang": lang} | query).items())
                page.goto(f"{server.url}/{name}?{address}")
                page.settle()
                where = (lang, name, query)
                assert page.get_by_text("错误编号").count() == 0, where
                main = page.locator('[data-testid="stMain"]')
                made = main.locator(
                    ".katex, script[src], a[href^='http'], img[src^='http'], "
                    "[data-testid=stMarkdownContainer] :is(em, strong, del, code)"
                )
                assert made.count() == 0, (where, made.first.evaluate("e => e.outerHTML"))
                popovers = page.locator('[data-testid="stPopover"] button').all()
                for button in [b for b in popovers if b.is_visible()][:3]:
                    button.click()
                    page.wait_for_timeout(150)
                    page.keyboard.press("Escape")
                seen += main.evaluate(TEXTS)  # a long name is cut, its whole stands in its title
    assert page.hosts == {"127.0.0.1"} and not dialogs and not refused
    for text in (*DISTRICTS, *STREETS, CATEGORY, ODD):
        assert text in seen, text
