"""Small files that would unpack, or expand, into more than any memory holds."""

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from data.reader import read_file
from data.reader.probe import memory_limit
from data.store import Store
from tests.data.damage.files import refusal, with_parts

SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"


def laughs(entity: str, levels: int) -> str:
    """A document type whose last entity stands for ten to the power of `levels` words."""
    names = ["lol", *(f"lol{level}" for level in range(1, levels + 1))]
    lines = [f'<!ENTITY lol "{entity}">']
    lines += [
        f'<!ENTITY {name} "{f"&{before};" * 10}">'
        for before, name in zip(names, names[1:], strict=False)
    ]
    return f"<!DOCTYPE sst [{''.join(lines)}]>"


BILLION = '<?xml version="1.0"?>' + laughs("lol", 9) + "<sst><si><t>&lol9;</t></si></sst>"
QUADRATIC = (
    f'<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY a "{"a" * 50_000}">]>'
    f"<sst><si><t>{'&a;' * 50_000}</t></si></sst>"
)
OUTSIDE = '<!DOCTYPE sst [<!ENTITY a SYSTEM "file:///etc/hostname">]><sst><si><t>&a;</t></si></sst>'


@pytest.mark.parametrize("part", [STRINGS, SHEET, "xl/workbook.xml", "xl/styles.xml"])
@pytest.mark.parametrize("bomb", [BILLION, QUADRATIC, OUTSIDE])
def test_entities_are_refused_wherever_they_stand(
    kept: Store, tmp_path: Path, bomb: str, part: str
) -> None:
    content = with_parts({part: bomb.encode()})
    assert refusal(kept, tmp_path / "a.xlsx", content) == "reader-xml-bomb"


def test_entities_behind_a_long_comment_are_refused(kept: Store, tmp_path: Path) -> None:
    bomb = f"<!--{'-' * 70_000}-->{laughs('lol', 9)}<sst/>"
    assert refusal(kept, tmp_path / "a.xlsx", with_parts({STRINGS: bomb.encode()})) == (
        "reader-xml-bomb"
    )


def test_entities_of_a_2003_spreadsheet_are_refused(kept: Store, tmp_path: Path) -> None:
    bomb = '<?xml version="1.0"?>' + laughs("lol", 9) + "<Workbook><Worksheet/></Workbook>"
    assert refusal(kept, tmp_path / "a.xls", bomb.encode()) == "reader-xml-bomb"


def test_a_sheet_that_unpacks_out_of_proportion(kept: Store, tmp_path: Path) -> None:
    head, tail = b"<worksheet><sheetData>", b"</sheetData></worksheet>"
    content = with_parts({SHEET: head + b" " * (80 << 20) + tail})
    assert len(content) < 200_000
    assert refusal(kept, tmp_path / "a.xlsx", content) == "reader-zip-bomb"


def test_shared_strings_that_unpack_out_of_proportion(kept: Store, tmp_path: Path) -> None:
    space = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    strings = b"<sst " + space + b">" + b"<si><t>aaaaaaaaaa</t></si>" * 4_000_000 + b"</sst>"
    content = with_parts({STRINGS: strings})
    assert len(content) < 1_000_000
    assert refusal(kept, tmp_path / "a.xlsx", content) == "reader-zip-bomb"


def test_many_parts_that_together_unpack_out_of_proportion(kept: Store, tmp_path: Path) -> None:
    parts = {f"xl/worksheets/more{number}.xml": b" " * (20 << 20) for number in range(8)}
    assert refusal(kept, tmp_path / "a.xlsx", with_parts(parts)) == "reader-zip-bomb"


def test_a_stray_cell_at_the_far_corner(kept: Store, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["区", "数"])
    book.worksheets[0]["XFD1048576"] = " "
    stream = io.BytesIO()
    book.save(stream)
    assert refusal(kept, tmp_path / "a.xlsx", stream.getvalue()) == "reader-used-range"


def test_merged_cells_of_a_page_without_end(kept: Store, tmp_path: Path) -> None:
    rows = "<tr><td colspan=1000 rowspan=1000>a</td></tr>" * 300
    page = f"<html><table>{rows}</table></html>"
    assert refusal(kept, tmp_path / "a.xls", page.encode()) == "reader-used-range"


def test_an_archive_in_an_archive_is_not_opened(kept: Store, tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("0", b"\0" * (10 << 20))
    outer = io.BytesIO()
    with zipfile.ZipFile(outer, "w") as archive:
        for number in range(16):
            archive.writestr(f"{number}.zip", inner.getvalue())
    assert refusal(kept, tmp_path / "a.xlsx", outer.getvalue()) == "reader-archive"


HEAD = "任务号,上报时间,问题来源\n"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (",".join(f"列{i}" for i in range(100_000)) + "\n1\n", "reader-too-wide"),
        (HEAD + "1," + ",".join("x" * 200_000) + "\n", "reader-too-wide"),
        (HEAD + '1,2025-01-01,"' + "甲" * 20_000_000, "reader-long-line"),
        (HEAD + '1,2025-01-01,"' + "占道经营\n" * 4_000_000, "reader-lone-cells"),
    ],
    ids=["header", "row", "unclosed-quote", "unclosed-quote-of-many-lines"],
)
def test_a_line_that_no_table_has(kept: Store, tmp_path: Path, content: str, code: str) -> None:
    """60 MB in one cell, or 200,000 columns, would keep the server busy for hours."""
    assert refusal(kept, tmp_path / "a.csv", content.encode()) == code


def test_a_late_row_of_many_cells_keeps_its_text(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows = "".join(f"{n},b{n},c\n" for n in range(200))
    path.write_text(HEAD + rows + ",".join("x" * 200_000) + "\n5,6,7\n", encoding="utf-8")
    (sheet,) = read_file(path)
    *_, (_, long), (_, last) = sheet.rows()
    assert last == ["5", "6", "7"]
    assert len(long) == 4 and ",".join(str(cell) for cell in long).count("x") == 200_000


def test_many_blank_cells_are_no_wide_table(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("区,数\n东屏区,1" + "," * 5_000 + "\n", encoding="utf-8")
    (sheet,) = read_file(path)
    assert [cells[:2] for _, cells in sheet.rows()] == [["东屏区", "1"]]


def test_a_small_workbook_may_take_little_memory() -> None:
    assert memory_limit(5_000) < 1.1 * (1 << 30)
    assert memory_limit(33 << 20) > 2 << 30  # 300,000 rows of 24 columns, which take 0.65 GB
