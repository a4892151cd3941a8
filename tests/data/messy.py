"""Strategies: facts, the tables that platforms make of them, and the messy files people make of
those."""

import csv
import html
import io
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import openpyxl
import xlwt
from hypothesis import strategies as st

Row = dict[str, Any]
Grid = list[list[str]]

START = datetime(2025, 9, 21)
WORDS = {
    "method": {"open": "明查", "covert": "暗访"},
    "satisfaction": {"satisfied": "满意", "dissatisfied": "不满意"},
}
_PLACES = ["人民路{}号", "城东菜市场{}号摊", "解放街{}弄", "采菱广场{}号门", "N{} Main St"]
_TEXTS = [
    "路边有垃圾",
    "垃圾桶满溢，无人清运",
    '挂有"文明"横幅',
    "店门口堆物\n占道经营",
    "井盖;护栏|破损",
    "①号楼　②单元",
    "it's broken",
    "合计三处破损",
    "a,b",
    "N/A",
    "-",
]
_ENCODINGS = ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "mixed"]
_UNSEEN = ["", "", "", "\u200b", "\ufeff", "\u00ad", "\u202a", "\u2060"]
_PLAIN = ("iso", "minutes", "slashes", "dots", "T", "fraction")
_NO_DAY = [None, None, datetime(1900, 1, 1), datetime(1970, 1, 1), datetime(9999, 12, 31)]
_QUOTING = (csv.QUOTE_MINIMAL, csv.QUOTE_ALL)
_FULL_WIDTH = {code: code + 0xFEE0 for code in (*range(0x30, 0x3A), 0x2D, 0x3A)}


@dataclass(frozen=True)
class Table:
    """Facts (by the store's names), the store's table, and how a platform heads its columns."""

    name: str
    key: str
    headers: dict[str, str]
    rows: list[Row]


@dataclass(frozen=True)
class File:
    """A messy file: its name, its content, the facts in it, and how many rows are spoiled."""

    name: str
    content: bytes
    table: Table
    facts: list[Row]
    spoiled: int


# Never midnight: as a cell of a workbook that is a day, and a deadline of a day lasts all day.
moments = st.builds(
    lambda day, minute: START + timedelta(days=day, minutes=minute),
    st.integers(0, 40),
    st.integers(1, 1439),
)
places = st.builds(str.format, st.sampled_from(_PLACES), st.integers(1, 300))
texts = st.none() | st.sampled_from(_TEXTS)
districts = st.sampled_from(["云栖区", "白鹭区", "石溪县"])
kinds = st.sampled_from(["暴露垃圾", "店外经营", "道路不洁", "非法小广告"])


@st.composite
def grid_cases(draw: st.DrawFn) -> Table:
    """Cases as a grid platform exports them."""
    headers = {
        "case_no": "任务号", "reported_at": "上报时间", "subcategory": "小类名称",
        "text": "问题描述", "due_at": "处置截止时间", "closed_at": "结案时间", "place": "地址描述",
        "postpone_count": "延期次数", "district": "所属区域",
    }  # fmt: skip
    rows = []
    for number in range(draw(st.integers(1, 12))):
        reported = draw(moments)
        rows.append(
            {
                "case_no": f"33010820251001{number:04d}",
                "reported_at": reported,
                "subcategory": draw(kinds),
                "text": draw(texts),
                "due_at": reported + timedelta(hours=48),
                "closed_at": draw(st.none() | st.just(reported + timedelta(minutes=95))),
                "place": draw(places),
                "postpone_count": draw(st.integers(0, 3)),
                "district": draw(districts),
            }
        )
    return Table("cases", "case_no", headers, rows)


@st.composite
def complaints(draw: st.DrawFn) -> Table:
    """Work orders of the 12345 hotline."""
    headers = {
        "case_no": "工单编号", "reported_at": "来电时间", "subcategory": "问题分类",
        "text": "诉求内容", "due_at": "办理截止时间", "closed_at": "办结时间",
        "district": "区县", "satisfaction": "满意度",
    }  # fmt: skip
    rows = []
    for number in range(draw(st.integers(1, 12))):
        reported = draw(moments)
        rows.append(
            {
                "case_no": f"RX2025{number:06d}",
                "reported_at": reported,
                "subcategory": draw(kinds),
                "text": draw(texts),
                "due_at": reported + timedelta(days=5),
                "closed_at": reported + timedelta(hours=30),
                "district": draw(districts),
                "satisfaction": draw(st.none() | st.sampled_from(list(WORDS["satisfaction"]))),
            }
        )
    return Table("cases", "case_no", headers, rows)


@st.composite
def inspections(draw: st.DrawFn) -> Table:
    """Points checked by inspectors."""
    headers = {
        "visit_no": "检查编号", "inspected_at": "检查时间", "method": "检查方式",
        "district": "区域", "point": "点位名称", "point_type": "点位类型", "score": "点位得分",
    }  # fmt: skip
    rows = [
        {
            "visit_no": f"XC2025-{number:05d}",
            "inspected_at": draw(moments),
            "method": draw(st.sampled_from(list(WORDS["method"]))),
            "district": draw(districts),
            "point": draw(places),
            "point_type": draw(st.sampled_from(["主干道", "农贸市场"])),
            "score": draw(st.integers(0, 200)) / 2,
        }
        for number in range(draw(st.integers(1, 12)))
    ]
    return Table("inspections", "visit_no", headers, rows)


def written(moment: datetime, form: str) -> str:
    """One of the ways to write a moment to the minute."""
    day = f"{moment.year}年{moment.month}月{moment.day}日"
    iso = f"{moment:%Y-%m-%d %H:%M}"
    return {
        "iso": f"{iso}:00",
        "minutes": iso,
        "slashes": f"{moment.year}/{moment.month}/{moment.day} {moment.hour}:{moment:%M}",
        "dots": f"{moment:%Y.%m.%d %H:%M}",
        "chinese": f"{day} {moment:%H:%M}",
        "hours": f"{day}{moment.hour}时{moment.minute}分",
        "digits": f"{moment:%Y%m%d%H%M%S}",
        "full width": iso.translate(_FULL_WIDTH),
        "T": f"{moment:%Y-%m-%dT%H:%M:%S}",
        "fraction": f"{iso}:00.0",
        "twelve hours": f"{moment:%Y/%m/%d} {_twelve(moment)}",
        "am pm": f"{moment:%Y-%m-%d %I:%M:%S %p}",
        "utc": f"{moment - timedelta(hours=8):%Y-%m-%dT%H:%M:%SZ}",
        "offset": f"{moment:%Y-%m-%d %H:%M:%S}+08:00",
        "short year": f"{day[2:]} {moment:%H:%M}",
        "numerals": f"{_numerals(moment)} {moment:%H:%M}",
        "serial": f"{(moment - datetime(1899, 12, 30)).total_seconds() / 86_400:.9f}",
        "month first": f"{moment:%m/%d/%Y %I:%M:%S %p}",
    }[form]


def _twelve(moment: datetime) -> str:
    """As people say the time: 上午8:05, 中午1:30, 晚上11:00."""
    hour = moment.hour
    words = ("凌晨", 6), ("上午", 12), ("中午", 14), ("下午", 18), ("晚上", 24)
    word = next(word for word, end in words if hour < end)
    return f"{word}{hour % 12 or 12}:{moment:%M}"


def _numerals(moment: datetime) -> str:
    year = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(moment.year))
    return f"{year}年{_tens(moment.month)}月{_tens(moment.day)}日"


def _tens(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else "一二三四五六七八九"[tens - 1]) + "十" if tens else ""
    return head + ("一二三四五六七八九"[ones - 1] if ones else "")


FORMS = [
    "iso", "minutes", "slashes", "dots", "chinese", "hours", "digits", "full width", "T",
    "fraction", "twelve hours", "am pm", "utc", "offset", "short year", "numerals", "serial",
    "month first",
]  # fmt: skip


@st.composite
def files(draw: st.DrawFn) -> File:
    """A table as somebody exported, edited and saved it."""
    table = draw(grid_cases() | complaints() | inspections())
    names = draw(st.permutations(list(table.headers)))
    form = draw(st.sampled_from(FORMS))
    dates = [v for row in table.rows for v in row.values() if isinstance(v, datetime)]
    if form == "month first" and all(date.day <= 12 for date in dates):
        form = "iso"  # nothing would tell month from day
    wide = draw(st.booleans())
    pad = draw(st.sampled_from(["", " ", "　"]))
    comma = draw(st.booleans())  # for the decimal sign
    spoiled = draw(st.sets(st.integers(0, len(table.rows) - 1), max_size=2))
    if len(spoiled) == len(table.rows):
        spoiled = set()
    mark = draw(st.sampled_from(["{}", "{}", "'{}", "`{}", '="{}"', "{}\t"]))
    unseen = draw(st.sampled_from(_UNSEEN))  # signs that nobody sees, in numbers and names
    no_day = draw(st.sampled_from(_NO_DAY)) if form in _PLAIN else None
    body: Grid = []
    for at, row in enumerate(table.rows):
        said = row | {"closed_at": row.get("closed_at") or no_day}
        cells = [cell_of(name, said[name], form, wide, comma) for name in names]
        for name in (table.key, "district"):
            cell = cells[names.index(name)]
            cells[names.index(name)] = cell[:2] + unseen * (at % 2) + cell[2:]
        key = names.index(table.key)
        cells[key] = "" if at in spoiled else mark.format(cells[key])
        body.append([cell and f"{cell}{pad}" for cell in cells])
    header = [table.headers[name] for name in names]
    if draw(st.booleans()):  # a column that nobody knows
        header.append("备注一")
        body = [[*cells, draw(st.sampled_from(["", "已核实"]))] for cells in body]
    if form in ("iso", "minutes", "slashes", "dots") and draw(st.booleans()):
        _apart(header, body)
    width = len(header)
    if len(body) > 1 and draw(st.booleans()):
        body.insert(draw(st.integers(1, len(body) - 1)), header.copy())
    if draw(st.booleans()):
        total = [""] * width
        total[0] = draw(st.sampled_from(["合计", "总计", "合  计", "小计：", "共计"]))
        total[-1] = str(len(table.rows))
        body.append(total)
    if draw(st.booleans()):
        foot = draw(st.sampled_from(["导出时间：2025-11-20 08:00", "打印日期：2025年11月20日"]))
        body.append([foot] + [""] * (width - 1))
    for _ in range(draw(st.integers(0, 2))):
        body.insert(draw(st.integers(0, len(body))), [""] * width)
    title = ["数字化城市管理数据表", "导出时间：2025-11-20 08:00:00"][: draw(st.integers(0, 2))]
    if draw(st.booleans()):  # stray separators at the ends of some rows
        body = [[*cells, ""] if draw(st.booleans()) else cells for cells in body]
    trailing = draw(st.integers(0, 2))
    grid = [[text] for text in title] + [header, *body]
    grid = [cells + [""] * trailing for cells in grid]
    if draw(st.booleans()):
        grid += [[""] * width] * 3
    name, content = draw(encoded(grid, len(title), width))
    facts = [row for at, row in enumerate(table.rows) if at not in spoiled]
    return File(name, content, table, facts, len(spoiled))


def _apart(header: list[str], body: Grid) -> None:
    """The first column of moments as two, a day and its time."""
    at = next(i for i, name in enumerate(header) if name.endswith("时间"))
    header[at : at + 1] = [f"{header[at].removesuffix('时间')}日期", header[at]]
    for cells in body:
        day, _, time = cells[at].strip().partition(" ")
        cells[at : at + 1] = [day, time]


def cell_of(name: str, value: Any, form: str, wide: bool, comma: bool = False) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return written(value, form)
    if isinstance(value, int | float):
        text = str(value).replace(".", ",") if comma else str(value)
        return text.translate(_FULL_WIDTH) if wide else text
    return WORDS.get(name, {}).get(value, value)


@st.composite
def encoded(
    draw: st.DrawFn, grid: Grid, titles: int, width: int, parents: bool | None = None
) -> tuple[str, bytes]:
    """The grid as one of the files that are in use; text more often than workbooks."""
    kind = draw(st.sampled_from(["csv", "csv", "csv", "html", "xlsx", "xls"]))
    if kind == "csv":
        return draw(st.sampled_from(["a.csv", "a.xls", "a.txt"])), draw(_text(grid))
    if parents is None:
        parents = draw(st.booleans()) and width > 4
    if kind == "html":
        return draw(st.sampled_from(["a.xls", "a.html"])), _html(grid, titles, parents)
    as_numbers, percent = draw(st.booleans()), draw(st.booleans())
    if kind == "xls":
        return "a.xls", _xls(grid, titles, parents, as_numbers, percent)
    hidden = draw(st.booleans())
    return "a.xlsx", _xlsx(grid, titles, parents, as_numbers, percent, hidden)


@st.composite
def _text(draw: st.DrawFn, grid: Grid) -> bytes:
    delimiter = draw(st.sampled_from(",\t;|"))
    stream = io.StringIO()
    end = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    # With "\r" at the ends of lines the csv module leaves a "\n" inside a cell unquoted.
    quoting = csv.QUOTE_ALL if end == "\r" else draw(st.sampled_from(list(_QUOTING)))
    if draw(st.integers(0, 9)) == 0:
        stream.write(f"sep={delimiter}{end}")
    csv.writer(stream, delimiter=delimiter, quoting=quoting, lineterminator=end).writerows(grid)
    text = stream.getvalue()
    if draw(st.booleans()):
        text = text.removesuffix(end)
    if draw(st.booleans()):
        text = text.replace("垃圾", "垃\x07圾")  # a control character, which no cell means
    encoding = draw(st.sampled_from(_ENCODINGS))
    if encoding != "mixed":
        return text.encode(encoding)
    lines = text.splitlines(keepends=True)
    return b"".join(
        line.encode("gb18030" if number % 3 == 1 else "utf-8") for number, line in enumerate(lines)
    )


def _split_header(grid: Grid, titles: int, parents: bool) -> tuple[Grid, int]:
    """With `parents`, a row above the header that spans its first three columns."""
    if not parents:
        return grid, titles
    upper = ["基本信息", "", "", *grid[titles][3:]]
    lower = [*grid[titles][:3], *([""] * (len(upper) - 3))]
    return [*grid[:titles], upper, lower, *grid[titles + 1 :]], titles + 1


def _html(grid: Grid, titles: int, parents: bool) -> bytes:
    grid, header = _split_header(grid, titles, parents)
    lines = []
    for at, cells in enumerate(grid):
        if parents and at == header - 1:
            tds = "<td colspan=3>基本信息</td>"
            tds += "".join(f"<td rowspan=2>{html.escape(cell)}</td>" for cell in cells[3:])
        elif parents and at == header:
            tds = "".join(f"<td>{html.escape(cell)}</td>" for cell in cells[:3])
        else:
            tds = "".join(
                f"<td>{html.escape(cell).replace(chr(10), '<br>')}</td>" for cell in cells
            )
        lines.append(f"<tr>{tds}</tr>")
    page = "<html><head><meta charset='utf-8'></head><body><table>{}</table></body></html>"
    return page.format("\n".join(lines)).encode()


def _xlsx(
    grid: Grid, titles: int, parents: bool, as_numbers: bool, percent: bool, hidden: bool
) -> bytes:
    grid, header = _split_header(grid, titles, parents)
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for at, cells in enumerate(grid, 1):
        for column, cell in enumerate(cells, 1):
            if cell:
                value = _value(cell, as_numbers)
                if (
                    isinstance(value, float) and percent and value < 1000
                ):  # shown as the same number
                    sheet.cell(at, column, value / 100).number_format = "0.00%"
                else:
                    sheet.cell(at, column, value)
    if parents:
        sheet.merge_cells(start_row=header, end_row=header, start_column=1, end_column=3)
        for column in range(4, len(grid[header - 1]) + 1):
            if grid[header - 1][column - 1]:
                sheet.merge_cells(
                    start_row=header, end_row=header + 1, start_column=column, end_column=column
                )
    if hidden:  # an older copy that nobody sees, and rows that a filter hides
        older = book.copy_worksheet(sheet)
        older.sheet_state = "hidden"
        sheet.row_dimensions[len(grid)].hidden = True
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _xls(grid: Grid, titles: int, parents: bool, as_numbers: bool, percent: bool) -> bytes:
    grid, header = _split_header(grid, titles, parents)
    book = xlwt.Workbook()
    sheet = book.add_sheet("案卷", cell_overwrite_ok=True)
    shares = xlwt.easyxf(num_format_str="0.00%")
    times = xlwt.easyxf(num_format_str="yyyy-mm-dd hh:mm:ss")
    for at, cells in enumerate(grid):
        for column, cell in enumerate(cells):
            if cell:
                value = _value(cell, as_numbers)
                style = (times,) if isinstance(value, datetime) else ()
                if isinstance(value, float) and percent and value < 1000:
                    value, style = value / 100, (shares,)
                sheet.write(at, column, value, *style)
    if parents:
        sheet.write_merge(header - 1, header - 1, 0, 2, "基本信息")
        for column in range(3, len(grid[header - 1])):
            if grid[header - 1][column]:
                sheet.write_merge(header - 1, header, column, column, grid[header - 1][column])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _value(cell: str, as_numbers: bool) -> Any:
    """What a spreadsheet program makes of a typed cell: times and short numbers become values, a
    formula its result."""
    if cell.startswith('="'):
        return cell[2:].replace('"', "")
    if not as_numbers:
        return cell
    try:
        return datetime.strptime(cell, "%Y-%m-%d %H:%M:%S")
    except ValueError:
        pass
    try:
        return float(cell) if len(cell) < 8 and cell.isascii() and cell == cell.strip() else cell
    except ValueError:
        return cell
