"""The reform of July in the sample: every page scores each month by its version, and says so."""

import re

import pytest

from metrics.schemes.scheme import Scheme, load_scheme
from metrics.scoring.ranking import rank


def scheme_of(written: str) -> Scheme:
    newest = load_scheme("sample-district")
    return load_scheme("sample-district", newest.parse_period(written).last_day)


def test_the_ranking_shows_july_as_published_and_comparable(
    open_page, markup, sample_store
) -> None:
    scheme = scheme_of("2025-07")
    with sample_store.connect() as con:
        found = rank(con, scheme, scheme.parse_period("2025-07"))
        before = rank(con, scheme_of("2025-06"), scheme.parse_period("2025-06"))
    text = markup(open_page("districts", sample_store, period="2025-07"))
    row = found.table.iloc[0]
    published = before.table.set_index("unit").loc[row["unit"], "score"]
    assert row["previous_score"] == published != row["comparable_previous_score"]
    (line,) = [r for r in re.findall(r"<tr.*?</tr>", text, re.S) if f">{row['unit']}<" in r]
    for value in ("score", "previous_score", "comparable_previous_score"):
        assert f"{row[value]:.2f}" in line
    assert "对比期 2025-06 按第 1 版办法发布，本期按第 2 版" in text
    assert "2025-07 起按第 2 版办法计分，与此前不能直接相比" in text
    assert ">可比<" in text and ">发布<" in text and "上期（可比）" in text
    english = markup(open_page("districts", sample_store, period="2025-07", lang="en"))
    assert "published by version 1" in english and ">comparable<" in english
    after = markup(open_page("districts", sample_store, period="2025-08"))
    assert ">可比<" not in after and "2025-07 起按第 2 版" in after
    earlier = markup(open_page("districts", sample_store, period="2025-06"))
    assert "第 2 版" not in earlier


def test_overview_and_unit_speak_of_comparable_changes(open_page, markup, sample_store) -> None:
    text = markup(open_page("overview", sample_store, period="2025-07"))
    assert "升降按可比口径（2025-06 按新版重算）" in text
    text = markup(open_page("unit", sample_store, unit="云栖区", period="2025-07"))
    assert re.search(
        r"2025-06 按第 1 版办法发布为 [\d.]+ 分、第 \d+；以下与按本期版次重算的（可比）", text
    )
    assert "2025-07 起按第 2 版办法计分" in text
    english = markup(open_page("overview", sample_store, period="2025-07", lang="en"))
    assert "changes are comparable ones (2025-06 scored again by it)" in english


def test_a_year_is_by_both_versions_and_says_it(open_page, markup, sample_store) -> None:
    scheme = scheme_of("2025")
    with sample_store.connect() as con:
        found = rank(con, scheme, scheme.parse_period("2025"))
        months = [
            rank(con, scheme_of(m), scheme.parse_period(m)).table.set_index("unit")
            for m in (f"2025-{n:02d}" for n in range(1, 11))
        ]
    for row in found.table.to_dict("records"):
        mean = sum(month.loc[row["unit"], "score"] for month in months) / 10
        assert row["score"] == pytest.approx(mean, abs=0.006)
    text = markup(open_page("districts", sample_store, period="2025"))
    assert "本期各月分别按当时有效的第 1、2 版办法计分" in text
    assert f"{found.table.iloc[0]['score']:.2f}" in text
    facts = re.search(r'<p class="facts">(.*?)</p>', text)
    assert facts and "v1+2" in facts[1]


def test_a_rise_that_is_the_reform_s(sample_store) -> None:
    """The story of July: 东屏区 gains 0.4 as published, and nothing by the same rules."""
    with sample_store.connect() as con:
        july = rank(con, scheme_of("2025-07"), scheme_of("2025-07").parse_period("2025-07"))
    table = july.table.set_index("unit")
    changes = table.loc["东屏区", ["change", "comparable_change"]].tolist()
    assert changes == [pytest.approx(0.4, abs=0.05), pytest.approx(0.05, abs=0.02)]
    higher = table["comparable_previous_score"] - table["previous_score"]
    assert higher.between(0.05, 0.55).all()


def test_one_version_can_be_chosen_and_is_called_recomputed(
    open_page, markup, sample_store
) -> None:
    page = open_page("districts", sample_store, period="2025-06")
    (box,) = [one for one in page.selectbox if any("只按第 1 版" in o for o in one.options)]
    assert sum("只按第" in option for option in box.options) == 2  # other schemes have one version
    text = markup(page)
    assert "91.18" in text and "重算" not in text
    text = markup(
        open_page("districts", sample_store, period="2025-06", scheme="sample-district@2")
    )
    with sample_store.connect() as con:
        alone = load_scheme("sample-district@2")
        again = rank(con, alone, alone.parse_period("2025-06")).table.set_index("unit")
    assert f"{again.loc['东屏区', 'score']:.2f}" in text
    assert "本期按第 2 版办法重算，不是发布的得分与名次（发布按第 1 版）" in text
    assert "只按 v2" in text and "2025-07 起按第 2 版" not in text
    same = markup(
        open_page("districts", sample_store, period="2025-07", scheme="sample-district@2")
    )
    assert "各期都按第 2 版办法计分；本期发布用的就是这一版" in same
    assert "2025-06 按第 1 版" not in same
    english = open_page(
        "overview", sample_store, period="2025", scheme="sample-district@1", lang="en"
    )
    assert "recomputed by version 1: these are not the published" in markup(english)


def test_a_version_that_is_the_only_one_can_be_named(open_page, markup, sample_store) -> None:
    text = markup(open_page("teams", sample_store, scheme="yuncheng-team@1", kind="team"))
    assert "本期发布用的就是这一版" in text
    wrong = markup(open_page("districts", sample_store, scheme="sample-district@7"))
    assert "sample-district@7" in wrong and "重算" not in wrong
