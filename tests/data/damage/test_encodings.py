"""Text that is not of one piece: mixed encodings, NUL bytes, open quotes, endless cells."""

from pathlib import Path

import pytest

from data.store import Store
from tests.data.damage.files import as_text, cases, imported, stored, warned

ROWS = cases(60)
LINES = as_text(ROWS).splitlines(keepends=True)


def facts_of(store: Store) -> list[tuple[object, ...]]:
    return [row for row in stored(store) if str(row[0]).startswith("A")]


@pytest.fixture
def expected(good: Store, tmp_path: Path) -> list[tuple[object, ...]]:
    """The facts of the same rows out of a clean file."""
    from data.store import Store as Other

    other = Other(tmp_path / "clean-store")
    imported(other, tmp_path / "clean.csv", as_text(ROWS).encode())
    return stored(other)


@pytest.mark.parametrize(
    ("usual", "other", "which"),
    [
        ("utf-8", "gb18030", range(1, 61, 7)),
        ("utf-8", "gb18030", [30]),
        ("gb18030", "utf-8", range(1, 61, 7)),
        ("gb18030", "utf-8", [30]),
        ("utf-8", "gb18030", range(30, 61)),
    ],
)
def test_lines_of_another_encoding(
    good: Store,
    tmp_path: Path,
    expected: list[tuple[object, ...]],
    usual: str,
    other: str,
    which: list[int],
) -> None:
    content = b"".join(
        line.encode(other if number in which else usual) for number, line in enumerate(LINES)
    )
    account = imported(good, tmp_path / "a.csv", content)
    assert (account.stored, warned(account)) == (60, {"reader-mixed-encoding"})
    assert facts_of(good) == expected


def test_cells_of_another_encoding(
    good: Store, tmp_path: Path, expected: list[tuple[object, ...]]
) -> None:
    content = b"".join(
        b",".join(
            cell.encode("gb18030" if (number + at) % 3 == 0 else "utf-8")
            for at, cell in enumerate(line.split(","))
        )
        for number, line in enumerate(LINES)
    )
    account = imported(good, tmp_path / "a.csv", content)
    assert (account.stored, warned(account)) == (60, {"reader-mixed-encoding"})
    assert facts_of(good) == expected


def test_bytes_of_no_encoding_are_shown_and_listed(good: Store, tmp_path: Path) -> None:
    content = "".join(LINES).encode().replace("人民路7号".encode(), b"\xff\xfe\xff7", 1)
    account = imported(good, tmp_path / "a.csv", content)
    assert account.stored == 60
    assert {"reader-mixed-encoding", "reader-undecoded"} <= warned(account)
    assert "第 8 行" in " ".join(account.to_json()["warnings"])


@pytest.mark.parametrize(
    "content",
    [
        "".join(LINES).replace("人民路", "人\0民路").encode(),
        "".join(LINES).replace("A2025", "A\x002025").encode("gb18030"),
        "".join(LINES).encode() + b"\0" * 4096,
    ],
)
def test_nul_bytes_are_taken_out_with_a_warning(
    good: Store, tmp_path: Path, content: bytes, expected: list[tuple[object, ...]]
) -> None:
    account = imported(good, tmp_path / "a.csv", content)
    assert "reader-nul-bytes" in warned(account)
    assert facts_of(good) == expected


def test_a_quote_that_is_never_closed_swallows_no_row(good: Store, tmp_path: Path) -> None:
    content = "".join(LINES).replace("人民路7号", '"人民路7号', 1)
    account = imported(good, tmp_path / "a.csv", content.encode())
    assert (account.stored, warned(account)) == (60, {"reader-quotes-mended"})


def test_a_cell_of_many_megabytes_loses_no_row(good: Store, tmp_path: Path) -> None:
    content = "".join(LINES).replace("人民路7号", "长" * 2_000_000, 1)
    assert imported(good, tmp_path / "a.csv", content.encode()).stored == 60


def test_mixed_lines_that_end_as_on_old_macs(
    good: Store, tmp_path: Path, expected: list[tuple[object, ...]]
) -> None:
    lines = [line.replace("\n", "\r") for line in LINES]
    content = b"".join(
        line.encode("gb18030" if number % 4 == 1 else "utf-8") for number, line in enumerate(lines)
    )
    account = imported(good, tmp_path / "a.csv", content)
    assert (account.stored, warned(account)) == (60, {"reader-mixed-encoding"})
    assert facts_of(good) == expected
