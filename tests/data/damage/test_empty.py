"""Files without anything in them."""

import io
from pathlib import Path

import openpyxl
import pytest

from data.store import Store
from tests.data.damage.files import (
    HEADER,
    as_html,
    as_text,
    as_xls,
    as_xlsx,
    imported,
    refusal,
    warned,
)


@pytest.mark.parametrize(
    "content", [b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\r\n\r\n  \n", b"\0" * 5000]
)
@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_an_empty_file_is_refused(kept: Store, tmp_path: Path, content: bytes, name: str) -> None:
    assert refusal(kept, tmp_path / name, content) == "reader-empty"


def test_an_empty_workbook_is_refused(kept: Store, tmp_path: Path) -> None:
    stream = io.BytesIO()
    openpyxl.Workbook().save(stream)
    assert refusal(kept, tmp_path / "a.xlsx", stream.getvalue()) == "reader-empty-workbook"


HEADERS_ONLY = {
    "csv": as_text([HEADER]).encode(),
    "csv without line end": as_text([HEADER]).strip().encode("gb18030"),
    "xlsx": as_xlsx([HEADER]),
    "xls": as_xls([HEADER]),
    "html": as_html([HEADER]).encode(),
    "with a title": as_text([["数字城管案卷"], HEADER]).encode(),
}


@pytest.mark.parametrize("kind", HEADERS_ONLY)
def test_headers_only_store_nothing_and_say_so(kept: Store, tmp_path: Path, kind: str) -> None:
    account = imported(kept, tmp_path / "a", HEADERS_ONLY[kind])
    assert "reader-no-rows" in warned(account)
    assert (account.stored, account.rejected, account.batch_id) == (0, 0, None)
