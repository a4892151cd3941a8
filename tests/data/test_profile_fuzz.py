"""Profiles that somebody edited by hand: each is usable or named as broken, never a traceback."""

import random
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from data.importer import import_files, profile_folders
from data.layouts.profile import ProfileError, broken_profiles, load_profiles, parse_profile
from data.store import Store
from tests.data.test_profile import GOOD

PIECES = [
    *(
        "null",
        "true",
        "7",
        "-1",
        "1e999",
        ".nan",
        "2025-02-30",
        "[]",
        "{}",
        "[a, b]",
        "{a: b}",
        "''",
    ),
    *("&x [1]", "*x", "!t x", "'\\ud800'", '"\\ud800"', "\t", "- a", "inspections", "district"),
]


def edited(text: str, seed: int) -> str:
    """A text after a few slips of a hand: lines lost, moved, doubled; values and keys replaced."""
    chance = random.Random(seed)
    lines = text.split("\n")
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(lines))
        match chance.randrange(6):
            case 0:
                lines.pop(at) if len(lines) > 1 else None
            case 1:
                lines.insert(at, lines[chance.randrange(len(lines))])
            case 2:
                key, colon, _ = lines[at].partition(": ")
                lines[at] = f"{key}{colon}{chance.choice(PIECES)}"
            case 3:
                words = lines[at].split(" ")
                words[chance.randrange(len(words))] = chance.choice(PIECES)
                lines[at] = " ".join(words)
            case 4:
                lines[at] = " " * chance.randrange(4) + lines[at].strip()
            case 5:
                cut = chance.randrange(len(lines[at]) + 1)
                lines[at] = lines[at][:cut] + chance.choice(["{", "]", ":", "#", "\x07", "￿"])
    return "\n".join(lines)


@given(st.integers(min_value=0))
def test_an_edited_profile_is_usable_or_named(seed: int) -> None:
    try:
        profile = parse_profile(edited(GOOD, seed), "a.yaml")
    except ProfileError as error:
        for lang in ("zh", "en"):
            assert error.text(lang).startswith("a.yaml")
        assert all(fault.params["line"] >= 1 for fault in error.faults)
    else:
        assert profile.table == "inspections" or profile.canonical


def test_an_import_beside_edited_profiles_goes_through(store: Store, tmp_path: Path) -> None:
    folder = store.folder / "profiles"
    folder.mkdir(parents=True)
    for seed in range(80):
        text = edited(GOOD, seed).encode("utf-8", "surrogatepass")
        (folder / f"{seed:03}.yaml").write_bytes(text)
    folders = profile_folders(store)
    assert len(broken_profiles(folders)) > 20 and "grid-case" in load_profiles(folders)
    export = tmp_path / "案卷.csv"
    head = "任务号,上报时间,处置部门,捆绑处置截止时间,所属街道\n"
    export.write_text(f"{head}1001,2025-10-01,一中队,2025-10-02,湖塘镇\n", encoding="utf-8")
    rounds = "巡检号,巡检时间,结论,所在街道\nG1,2025-10-01 8:00,干净,竹影街道\n"
    (tmp_path / "b.csv").write_text(rounds, encoding="utf-8")
    first, _ = import_files(store, [export, tmp_path / "b.csv"])
    assert first.profile == "grid-case-24" and first.stored == 1
