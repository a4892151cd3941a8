"""Photos are found by what offices write, and only inside the folder."""

from pathlib import Path

import pytest

from data.photos import photo_folder, photos


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "outside.png").write_bytes(b"x")
    found = tmp_path / "photos"
    for name in ("a.png", "2025-10/b.JPG", "2025-09/b.JPG", "2025-10/c.png", "2025-10/notes.txt"):
        path = found / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    return found


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("a.png", ["a.png"]),
        (r"D:\考评\照片\2025-10\c.png", ["c.png"]),
        ("/share/2025-10/b.JPG", ["b.JPG"]),
        ("c.png", ["c.png"]),  # a bare name, in one subfolder
        ("a.png；c.png", ["a.png", "c.png"]),
        ("a.png, c.png|b2.png", ["a.png", "c.png", None]),
        ("b.JPG", [None]),  # two of the name
        ("notes.txt", [None]),
        ("../outside.png", [None]),
        ("..\\..\\outside.png", [None]),
        ("http://h.invalid/a.png", [None]),
        ("现场拍照", [None]),
        ("\x00.png", [None]),
        ("", []),
        (None, []),
    ],
)
def test_a_picture_is_found_by_the_end_of_its_path(folder, written, names):
    assert [p.path.name if p.path else None for p in photos(written, folder)] == names


def test_names_that_several_pictures_have_and_addresses_are_told_apart(folder):
    assert photos("b.JPG", folder)[0].alike == 2
    two = photos("https://h.invalid/a,b.png https://h.invalid/c.png", folder)
    assert [p.is_address for p in two] == [True, True] and two[0].written.endswith("a,b.png")


def test_a_link_out_of_the_folder_is_not_followed(folder):
    (folder / "link.png").symlink_to(folder.parent / "outside.png")
    assert photos("link.png", folder)[0].path is None


def test_the_folder_is_set_or_lies_in_the_store(tmp_path, monkeypatch):
    monkeypatch.delenv("SHIRONG_PHOTOS", raising=False)
    assert photo_folder(tmp_path) == tmp_path / "photos"
    monkeypatch.setenv("SHIRONG_PHOTOS", "/srv/photos")
    assert photo_folder(tmp_path) == Path("/srv/photos")
    assert photos("a.png", tmp_path / "nowhere")[0].path is None
