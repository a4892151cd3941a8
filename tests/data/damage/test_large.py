"""Very long files: memory stays bounded, and files that end at a format's limit are doubted."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import xlwt

from benchmarks.big_export import write_big_export
from data.importer import import_files
from data.reader import read_file
from data.store import Store
from tests.conftest import NIGHTLY
from tests.data.damage.files import HEADER, as_text, cases, imported, warned, with_parts

ROOT = Path(__file__).resolve().parents[3]
ROWS = 1_500_000 if NIGHTLY else 120_000
MEASURED = """
import json, resource, sys
from data.importer import import_files
from data.store import Store
(account,) = import_files(Store(sys.argv[1]), [sys.argv[2]])
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # kilobytes, on a Mac bytes
peak *= 1 if sys.platform == "darwin" else 1024
print(json.dumps([account.rows_read, account.stored, peak]))
"""


@pytest.mark.skipif(os.name == "nt", reason="the peak of memory is read the Unix way")
def test_a_very_long_export_stays_under_two_gigabytes(kept: Store, tmp_path: Path) -> None:
    export = tmp_path / "案卷.csv"
    write_big_export(export, ROWS)
    command = [sys.executable, "-c", MEASURED, str(tmp_path / "store"), str(export)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    read, stored, peak = json.loads(done.stdout.splitlines()[-1])
    assert (read, stored) == (ROWS, ROWS)
    assert peak < 2 << 30
    with Store(tmp_path / "store").connect() as con:
        counted = con.execute("SELECT count(DISTINCT case_no), count(day) FROM cases").fetchall()
    assert counted == [(ROWS, ROWS)]


def test_an_old_workbook_that_ends_at_the_limit_is_doubted(good: Store, tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("案卷")
    for at, row in enumerate(cases(65_535)):
        for column, cell in enumerate(row[:5]):
            sheet.write(at, column, cell)
    path = tmp_path / "案卷.xls"
    book.save(str(path))
    (account,) = import_files(good, [path])
    assert (account.rows_read, account.stored) == (65_535, 65_535)
    (doubt,) = [message for message in account.warnings if message.code == "reader-row-limit"]
    assert "65536" in doubt.text("zh") and ".xls " in doubt.text("zh") and "截断" in doubt.text()
    assert "65536" in doubt.text("en") and "cut off" in doubt.text("en")


def test_a_new_workbook_that_ends_at_the_limit_is_doubted(tmp_path: Path) -> None:
    def row(number: int, *cells: str) -> str:
        texts = (f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells)
        return f'<row r="{number}">{"".join(texts)}</row>'

    rows = row(1, *HEADER[:2]) + row(2, "A1", "2025-10-01") + row(1_048_576, "A2", "2025-10-02")
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'
    path = tmp_path / "案卷.xlsx"
    path.write_bytes(with_parts({"xl/worksheets/sheet1.xml": sheet.encode()}))
    (found,) = read_file(path)
    (doubt,) = [message for message in found.warnings if message.code == "reader-row-limit"]
    assert "1048576" in doubt.text("zh") and ".xlsx" in doubt.text("zh")
    assert ".xls;" not in doubt.text("en") and "several files" in doubt.text("en")


@pytest.mark.parametrize(("rows", "doubted"), [(65_535, True), (65_534, False)])
def test_a_text_saved_from_a_full_sheet_is_doubted(
    tmp_path: Path, rows: int, doubted: bool
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(as_text([row[:3] for row in cases(rows)]), encoding="utf-8")
    (sheet,) = read_file(path)
    assert sum(1 for _ in sheet.rows()) == rows
    assert ("reader-row-limit" in {warning.code for warning in sheet.warnings}) is doubted


def test_a_short_workbook_is_not_doubted(good: Store, tmp_path: Path) -> None:
    assert warned(imported(good, tmp_path / "a.csv", as_text(cases(30)).encode())) == set()
