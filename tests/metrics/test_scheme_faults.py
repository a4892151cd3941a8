"""Schemes that nobody could apply are refused at loading; a broken one stops no other."""

import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.schemes.checks import RESERVED
from metrics.schemes.describe import describe_scheme
from metrics.schemes.proofs import scheme_checks
from metrics.schemes.scheme import (
    SchemeError,
    broken_versions,
    list_schemes,
    load_scheme,
    scheme_hash,
)
from metrics.scoring.components import components_frame
from metrics.scoring.ranking import _TABLE_COLUMNS
from shirong.score_rows import RANK_SETS
from shirong.scores import RANK
from tests.data.test_profile_fuzz import edited
from tests.metrics.scheme_files import SMALL, scheme_file

RULE = "{type: proportional}"


@pytest.mark.parametrize(
    ("old", "new", "line", "field", "code"),
    [
        ("2025-01-01", "2025-02-30", 6, "effective_from", "config-no-date"),
        ("2025-01-01", '"2025-02-30"', 6, "effective_from", "config-date"),
        ("full: 100", "full: 1e999", 11, "full", "config-absurd-number"),
        ("full: 100", "full: '1e400'", 11, "full", "config-absurd-number"),
        ("full: 100", "full: '1e-400'", 11, "full", "config-absurd-number"),
        ("full: 100", "full: nan", 11, "full", "config-number"),
        ("full: 100", "full: Infinity", 11, "full", "config-number"),
        ("weight: 60", f"weight: 1{'0' * 400}", 16, "components[1].weight", "config-absurd-number"),
        ("weight: 60", f"weight: '1{'0' * 400}'", 16, "components[closure].weight", "config-abs"),
        ("version: 1", "version: '1" + "0" * 50 + "'", 2, "version", "config-at-most"),
        ("rebound_days: 30", "rebound_days: 99999", 10, "rebound_days", "config-at-most"),
        ("full: 100", "full: 100\nfloor: 150", 12, "floor", "scheme-floor-over-full"),
        ("full: 100", "full: 100\nfloor: 100", 12, "floor", "scheme-floor-over-full"),
        (RULE, f"{RULE}\n    filters: {{colour: red}}", 19,
         "components[closure].filters.colour", "scheme-filter-unknown"),
        ("n: {indicator", "n: {filters: {colour: red}, indicator", 28, "n.filters.colour",
         "scheme-filter-unknown"),
        (RULE, "{type: threshold, full_at: '1e99', minus_per_point: 1}", 18,
         "components[closure].rule.full_at", "config-absurd-number"),
        ("{zh: 小方案, en: Small}", '{zh: "\\ud800", en: Small}', 3, "–", "config-not-yaml"),
        ("components:", "components: &a\n  - *a", 14, "components[1]", "config-alias"),
    ],
)  # fmt: skip
def test_what_nobody_could_apply_is_refused(
    tmp_path: Path, old: str, new: str, line: int, field: str, code: str
) -> None:
    assert old in SMALL
    start = time.process_time()
    with pytest.raises(SchemeError) as caught:
        load_scheme(scheme_file(tmp_path, SMALL.replace(old, new, 1)))
    assert time.process_time() - start < 1
    found = [
        (f.params["line"], f.params["field"], f.params["what"].code) for f in caught.value.faults
    ]
    assert any(f[:2] == (line, field) and f[2].startswith(code) for f in found), found


@pytest.mark.parametrize("taken", ["n", "total", "rank", "score", "unit", "group", "name"])
def test_an_id_never_stands_for_a_figure(tmp_path: Path, taken: str) -> None:
    with pytest.raises(SchemeError) as caught:
        load_scheme(scheme_file(tmp_path, SMALL.replace("id: closure", f"id: {taken}")))
    params = caught.value.faults[0].params
    assert (params["line"], params["field"]) == (14, f"components[{taken}].id")
    assert f"“{taken}”" in caught.value.text("zh")


def test_every_figure_of_a_ranking_is_reserved() -> None:
    figures = {
        *_TABLE_COLUMNS,
        *RANK,
        *RANK_SETS,
        *components_frame([]).columns,
        "components",
    }
    assert figures <= RESERVED


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small scheme, and what is wrong beside it."""
    scheme_file(tmp_path)
    (tmp_path / "gbk.yaml").write_bytes(SMALL.replace("id: small", "id: other").encode("gbk"))
    (tmp_path / "folder.yaml").mkdir()
    scheme_file(tmp_path, "a: " + "[" * 3000, "deep.yaml")
    return tmp_path


def later(status: str, start: str, wrong: str = "full: 90") -> str:
    """A broken version 2 of the small scheme."""
    text = SMALL.replace("version: 1", "version: 2").replace("2025-01-01", start)
    return text.replace("status: draft", f"status: {status}").replace("full: 100", wrong)


def test_broken_files_are_listed_and_stop_no_other(folder: Path) -> None:
    broken = [found for found in list_schemes(folder) if isinstance(found, SchemeError)]
    assert [error.file for error in broken] == ["deep.yaml", "folder.yaml", "gbk.yaml"]
    assert load_scheme("small", folder=folder).id == "small"
    with pytest.raises(SchemeError, match=r"gbk\.yaml"):
        load_scheme("gbk", folder=folder)
    with pytest.raises(SchemeError, match=r"gbk\.yaml.*UTF-8"):
        load_scheme("other", folder=folder)


@pytest.mark.parametrize("status", ["draft", "example", "in_force"])
def test_a_broken_version_of_next_year_stops_nothing(folder: Path, status: str) -> None:
    scheme_file(folder, later(status, "2026-01-01"), "small-2.yaml")
    assert load_scheme("small", date(2025, 10, 20), folder).version == 1
    assert load_scheme("small", None, folder).version == 1
    assert [error.file for error in broken_versions("small", folder)] == ["small-2.yaml"]


def test_an_older_version_does_not_stand_in_for_a_broken_one_in_force(folder: Path) -> None:
    scheme_file(folder, later("in_force", "2025-07-01"), "small-2.yaml")
    assert load_scheme("small", date(2025, 6, 20), folder).version == 1
    with pytest.raises(SchemeError, match=r"small-2\.yaml"):
        load_scheme("small", date(2025, 10, 20), folder)


@given(st.integers(min_value=0))
def test_an_edited_scheme_is_usable_or_named(tmp_path_factory: Any, seed: int) -> None:
    folder = tmp_path_factory.mktemp("edited")
    path = folder / "a.yaml"
    path.write_bytes(edited(SMALL, seed).encode("utf-8", "surrogatepass"))
    try:
        scheme = load_scheme(path)
    except SchemeError as error:
        for lang in ("zh", "en"):
            assert all(line.startswith("a.yaml") for line in error.text(lang).splitlines())
    else:
        assert (
            scheme_hash(scheme) and describe_scheme(scheme, "zh") and describe_scheme(scheme, "en")
        )
    assert [outcome.run(None) for outcome in scheme_checks(folder)]
