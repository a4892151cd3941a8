"""A scheme that changes in August: every page scores each month by its version, and says so."""

import re
from pathlib import Path

import pytest

from metrics.schemes.scheme import SCHEMES, Scheme, load_scheme
from metrics.scoring.ranking import rank
from ui import store as pages_store

CHANGES = (
    ("version: 1", "version: 2"),
    ("effective_from: 2024-01-01", "effective_from: 2025-08-01"),
    ("    weight: 45\n", "    weight: 35\n"),
    ("    weight: 30\n", "    weight: 40\n"),
    ("        weight: 18\n", "        weight: 28\n"),
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    text = (SCHEMES / "sample-district.yaml").read_text("utf-8")
    found = tmp_path / "schemes"
    found.mkdir()
    (found / "one.yaml").write_text(text, "utf-8")
    for old, new in CHANGES:
        assert old in text, old
        text = text.replace(old, new)
    (found / "two.yaml").write_text(text, "utf-8")
    monkeypatch.setattr(pages_store, "SCHEME_FOLDER", found)
    return found


def scheme_of(folder: Path, written: str) -> Scheme:
    newest = load_scheme("sample-district", folder=folder)
    return load_scheme("sample-district", newest.parse_period(written).last_day, folder)


def test_the_ranking_shows_july_as_published_and_comparable(
    open_page, markup, sample_store, folder: Path
) -> None:
    scheme = scheme_of(folder, "2025-08")
    with sample_store.connect() as con:
        found = rank(con, scheme, scheme.parse_period("2025-08"))
        before = rank(con, load_scheme("sample-district"), scheme.parse_period("2025-07"))
    text = markup(open_page("districts", sample_store, period="2025-08"))
    row = found.table.iloc[0]
    published = before.table.set_index("unit").loc[row["unit"], "score"]
    assert row["previous_score"] == published != row["comparable_previous_score"]
    (line,) = [r for r in re.findall(r"<tr.*?</tr>", text, re.S) if f">{row['unit']}<" in r]
    for value in ("score", "previous_score", "comparable_previous_score"):
        assert f"{row[value]:.2f}" in line
    assert "对比期 2025-07 按第 1 版办法发布，本期按第 2 版" in text
    assert "2025-08 起按第 2 版办法计分，与此前不能直接相比" in text
    assert ">可比<" in text and ">发布<" in text and "上期（可比）" in text
    english = markup(open_page("districts", sample_store, period="2025-08", lang="en"))
    assert "published by version 1" in english and ">comparable<" in english
    after = markup(open_page("districts", sample_store, period="2025-09"))
    assert ">可比<" not in after and "2025-08 起按第 2 版" in after
    earlier = markup(open_page("districts", sample_store, period="2025-07"))
    assert "第 2 版" not in earlier


def test_overview_and_unit_speak_of_comparable_changes(
    open_page, markup, sample_store, folder: Path
) -> None:
    text = markup(open_page("overview", sample_store, period="2025-08"))
    assert "升降按可比口径（2025-07 按新版重算）" in text
    text = markup(open_page("unit", sample_store, unit="云栖区", period="2025-08"))
    assert re.search(
        r"2025-07 按第 1 版办法发布为 [\d.]+ 分、第 \d+；以下与按本期版次重算的（可比）", text
    )
    assert "2025-08 起按第 2 版办法计分" in text
    english = markup(open_page("overview", sample_store, period="2025-08", lang="en"))
    assert "changes are comparable ones (2025-07 scored again by it)" in english


def test_a_year_is_by_both_versions_and_says_it(
    open_page, markup, sample_store, folder: Path
) -> None:
    scheme = scheme_of(folder, "2025-Q3")
    with sample_store.connect() as con:
        found = rank(con, scheme, scheme.parse_period("2025-Q3"))
        months = [
            rank(con, scheme_of(folder, m), scheme.parse_period(m)).table.set_index("unit")
            for m in ("2025-07", "2025-08", "2025-09")
        ]
    for row in found.table.to_dict("records"):
        mean = sum(month.loc[row["unit"], "score"] for month in months) / 3
        assert row["score"] == pytest.approx(mean, abs=0.006)
    text = markup(open_page("districts", sample_store, period="2025-Q3"))
    assert "本期各月分别按当时有效的第 1、2 版办法计分" in text
    assert f"{found.table.iloc[0]['score']:.2f}" in text
    facts = re.search(r'<p class="facts">(.*?)</p>', text)
    assert facts and "v1+2" in facts[1]
