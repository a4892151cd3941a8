"""Small files that would unpack, or expand, into more than any memory holds."""

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

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
