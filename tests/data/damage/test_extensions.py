"""Files under a wrong name: the content decides, and the facts are the same under every name."""

import base64
import quopri
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
)

ROWS = cases(40)


def single_file_page(charset: str, transfer: str) -> bytes:
    """What Excel calls a single file web page: a page for the frame, one for the sheet."""
    page = as_html(ROWS).replace("charset='utf-8'", f"charset='{charset}'").encode(charset)
    encode = quopri.encodestring if transfer == "quoted-printable" else base64.encodebytes
    head = f"""MIME-Version: 1.0
X-Document-Type: Workbook
Content-Type: multipart/related; boundary="----=_NextPart_01"

This document is a Single File Web Page, also known as a Web Archive file.

------=_NextPart_01
Content-Location: file:///C:/D0/cases.htm
Content-Transfer-Encoding: quoted-printable
Content-Type: text/html; charset="us-ascii"

<html><head><link id=3D"shLink" href=3D"sheet001.htm"></head></html>

------=_NextPart_01
Content-Location: file:///C:/D0/sheet001.htm
Content-Transfer-Encoding: {transfer}
Content-Type: text/html; charset="{charset}"

"""
    return head.encode() + encode(page) + b"\n------=_NextPart_01--\n"


CONTENTS = {
    "xlsx": as_xlsx(ROWS),
    "xls": as_xls(ROWS),
    "html": as_html(ROWS).encode(),
    "html in GB18030": as_html(ROWS).replace("utf-8", "gb2312").encode("gb18030"),
    "csv": as_text(ROWS).encode("utf-8-sig"),
    "csv in GB18030": as_text(ROWS).encode("gb18030"),
    "tsv": as_text(ROWS, "\t").encode(),
    "tsv in UTF-16": as_text(ROWS, "\t").encode("utf-16"),
    "page in UTF-8": single_file_page("utf-8", "quoted-printable"),
    "page in GB2312": single_file_page("gb2312", "base64"),
}


@pytest.mark.parametrize("name", ["a.xls", "a.xlsx", "a.csv", "a"])
@pytest.mark.parametrize("kind", CONTENTS)
def test_the_content_decides(good: Store, tmp_path: Path, kind: str, name: str) -> None:
    account = imported(good, tmp_path / name, CONTENTS[kind])
    assert account.stored == 40
    districts = [row[2:] for row in stored(good) if str(row[0]).startswith("A")]
    assert [row[2] for row in districts] == [row[6] for row in ROWS[1:]]
    assert {row[-1] for row in districts} == {"云栖区"}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"%PDF-1.7\n", "reader-foreign"),
        (b"\x1f\x8b\x08\0", "reader-archive"),
        (b"Rar!\x1a\x07", "reader-archive"),
        (b"\x89PNG\r\n\x1a\n", "reader-foreign"),
        (b'{"rows": [1, 2]}', "reader-foreign"),
        (bytes(range(256)) * 40, "reader-not-a-table"),
        ("<html><body>登录已超时，请重新登录</body></html>".encode(), "reader-no-table"),
    ],
)
def test_what_is_no_table_is_refused_by_what_it_is(
    kept: Store, tmp_path: Path, content: bytes, code: str
) -> None:
    assert refusal(kept, tmp_path / "案卷.xls", content) == code


def test_other_archives_are_refused(kept: Store, tmp_path: Path) -> None:
    import io
    import zipfile

    for member, code in (("a.csv", "reader-archive"), ("word/document.xml", "reader-foreign")):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            archive.writestr(member, "a,b\n1,2\n")
            if member.startswith("word"):
                archive.writestr("[Content_Types].xml", "<Types/>")
        assert refusal(kept, tmp_path / "a.xlsx", stream.getvalue()) == code


def test_a_file_that_is_not_there(kept: Store, tmp_path: Path) -> None:
    from data.importer import import_files

    (account,) = import_files(kept, [tmp_path / "没有.csv"])
    assert [message.code for message in account.reasons] == ["reader-missing"]
