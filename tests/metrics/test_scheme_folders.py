"""An office's own schemes beside the store, and those that are there for all."""

from pathlib import Path

import pytest

from metrics.schemes.scheme import (
    Scheme,
    SchemeError,
    list_schemes,
    load_scheme,
    scheme_folders,
    source_of,
)
from shirong.__main__ import main
from tests.metrics.scheme_files import SMALL, scheme_file


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, ...]:
    """Own ones beside a store, and a folder for all with `small` and `other`."""
    both = scheme_folders(tmp_path / "store", tmp_path / "all")
    for folder in both:
        folder.mkdir(parents=True)
    scheme_file(both[1])
    scheme_file(both[1], SMALL.replace("id: small", "id: other"), "other.yaml")
    return both


def ids(folders: tuple[Path, ...]) -> list[str]:
    return [f"{one.id}@{one.version}" for one in list_schemes(folders) if isinstance(one, Scheme)]


def test_both_folders_are_read(folders: tuple[Path, ...]) -> None:
    scheme_file(folders[0], SMALL.replace("id: small", "id: mine"))
    assert ids(folders) == ["mine@1", "other@1", "small@1"]
    assert load_scheme("other", folder=folders).id == "other"
    assert source_of(load_scheme("mine", folder=folders), folders).startswith(b"id: mine")


def test_an_own_scheme_hides_all_versions_of_its_id(folders: tuple[Path, ...]) -> None:
    """Versions of two makers mixed would put another's rules in force."""
    scheme_file(folders[1], SMALL.replace("version: 1", "version: 2"), "small-v2.yaml")
    own = SMALL.replace("weight: 60", "weight: 50").replace("weight: 40", "weight: 50")
    scheme_file(folders[0], own)
    assert ids(folders) == ["small@1", "other@1"]
    assert load_scheme("small", folder=folders).components[0].weight == 50


def test_a_broken_own_file_is_said_and_not_replaced(folders: tuple[Path, ...]) -> None:
    scheme_file(folders[0], SMALL.replace("full: 100", "full: 90"))
    with pytest.raises(SchemeError, match="90"):
        load_scheme("small", folder=folders)
    assert ids(folders) == ["other@1"]


def test_an_own_scheme_takes_scores_of_one_that_is_for_all(folders: tuple[Path, ...]) -> None:
    text = SMALL.replace("id: small", "id: annual").replace("grain: month", "grain: year")
    text = text.replace("longer: mean_of_months", "longer: recompute")
    text = text.replace("indicator: closure_rate", "indicator: scheme_score\n    scheme: small")
    scheme_file(folders[0], text)
    assert load_scheme("annual", folder=folders).others["small"].id == "small"


def test_commands_read_both(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = tmp_path / "store" / "schemes"
    own.mkdir(parents=True)
    scheme_file(own, SMALL.replace("id: small", "id: mine"))
    assert main(["schemes", "--store", str(tmp_path / "store"), "--format", "csv"]) == 0
    told = capsys.readouterr().out
    assert "mine" in told and "sample-district" in told
