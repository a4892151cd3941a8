"""Files that end too early."""

from pathlib import Path

import pytest

from data.store import Store
from tests.data.damage.files import (
    as_html,
    as_text,
    as_xls,
    as_xlsx,
    cases,
    imported,
    refusal,
    stored,
    warned,
    with_parts,
)


@pytest.mark.parametrize("share", [0.01, 0.3, 0.6, 0.95, 0.999])
def test_a_cut_workbook_is_refused(kept: Store, tmp_path: Path, share: float) -> None:
    content = as_xlsx(cases())
    cut = content[: int(len(content) * share)]
    assert refusal(kept, tmp_path / "案卷.xlsx", cut) == "reader-damaged"


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9, 0.99])
def test_a_cut_old_workbook_is_refused(kept: Store, tmp_path: Path, share: float) -> None:
    content = as_xls(cases())
    cut = content[: int(len(content) * share)]
    assert refusal(kept, tmp_path / "案卷.xls", cut) == "reader-damaged"


def test_a_broken_sheet_in_a_whole_archive_is_refused(kept: Store, tmp_path: Path) -> None:
    content = with_parts({"xl/worksheets/sheet1.xml": b"<worksheet><sheetData><row><c t="})
    code = refusal(kept, tmp_path / "a.xlsx", content)
    assert code in ("reader-damaged", "reader-empty-workbook")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_cut_text_is_stored_up_to_the_cut_with_a_warning(
    good: Store, tmp_path: Path, encoding: str
) -> None:
    rows = cases(50)
    whole = as_text(rows).encode(encoding)
    last = as_text(rows[-1:]).encode(encoding)
    account = imported(good, tmp_path / "a.csv", whole[: -len(last) + 30])
    assert "reader-cut-off" in warned(account)
    assert account.encoding == encoding
    assert account.stored + account.rejected == 50


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_cut_inside_a_character_spoils_only_that_character(
    good: Store, tmp_path: Path, encoding: str
) -> None:
    content = as_text(cases(50)).encode(encoding)
    assert content.endswith("区\n".encode(encoding))
    account = imported(good, tmp_path / "a.csv", content[:-2])
    assert "reader-cut-off" in warned(account)
    assert (account.encoding, account.stored) == (encoding, 50)
    districts = [row[-1] for row in stored(good) if str(row[0]).startswith("A")]
    assert districts == ["云栖区"] * 49 + ["云栖�"]


def test_a_page_without_its_end_keeps_its_rows(good: Store, tmp_path: Path) -> None:
    content = as_html(cases(50)).encode()
    account = imported(good, tmp_path / "a.xls", content[: content.rindex(b"<tr>")])
    assert account.stored == 49
