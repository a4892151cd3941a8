"""A scheme that changes inside a year: every period by the version that was in force in it."""

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kernel.periods import Period
from metrics.analyses.overview import overview
from metrics.analyses.portrait import portrait
from metrics.narrative.reform_words import alone_note, of_series
from metrics.schemes.model import Scheme
from metrics.schemes.scheme import SchemeError, load_scheme, scheme_hash, scheme_key
from metrics.schemes.versions import scored_by, stretches, version_for
from metrics.scoring.explain import explain
from metrics.scoring.rank_proofs import rank_checks
from metrics.scoring.ranking import rank, ranking_history
from metrics.scoring.scores import scores
from shirong.score_rows import explanation_content, ranking_rows
from tests.metrics.scheme_files import small
from tests.metrics.test_effect import CLOSURE
from tests.metrics.tiny import cases, tiny_store, units
from ui.captions import of_history

NAMES = ("甲区", "乙区", "丙区")
# Closed of ten that are due, by month. By version 1 each is worth 10 points, by version 2 only what
# is closed beyond five of ten counts, twice.
CLOSED = {1: (9, 8, 7), 2: (9, 8, 7), 3: (8, 9, 7), 4: (9, 8, 6), 5: (10, 8, 6), 6: (10, 8, 7)}
LINEAR = [
    CLOSURE[0] | {"id": "above_half", "name": {"zh": "过半", "en": "Above half"},
                  "rule": {"type": "linear", "zero_at": 50, "full_at": 100}},
]  # fmt: skip


def versions(folder: Path, longer: str = "mean_of_months", **more: Any) -> Scheme:
    """Version 1 to March, version 2 from April, read by the id."""
    calendar = {"grain": "month", "month_starts_on": 1, "week_starts_on": "monday"}
    both = {"n": "due", "period": calendar | {"longer": longer}, "status": "in_force"} | more
    one = small(folder, components=CLOSURE, version=1, effective_from=date(2024, 1, 1),
                effective_to=date(2025, 3, 31), **both)  # fmt: skip
    two = small(folder, components=LINEAR, version=2, effective_from=date(2025, 4, 1), **both)
    return two.among([one, two])


@pytest.fixture(scope="module")
def city() -> duckdb.DuckDBPyConnection:
    rows = [
        row
        for month, closed in CLOSED.items()
        for name, n in zip(NAMES, closed, strict=True)
        for row in cases(name, kind="district", month=month, on_time=n, open_overdue=10 - n)
    ]
    return tiny_store(units=units("district", *NAMES), cases=rows)


def own(table: Any, unit: str, *columns: str) -> list[Any]:
    return table.set_index("unit").loc[unit, list(columns)].tolist()


def test_every_month_is_by_the_version_in_force_in_it(
    city: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    scheme = versions(tmp_path)
    months = scheme.parse_period("2025-06").last(6)
    found = ranking_history(city, scheme, months)
    assert found["version"].tolist() == ["1"] * 9 + ["2"] * 9
    first = found[found["unit"] == "甲区"]["score"].tolist()
    assert first == [90, 90, 80, 80, 100, 100]  # 9 of 10: 90 by version 1, 80 by version 2
    ranking = rank(city, scheme, months[2])
    assert ranking.scheme.version == 1 and own(ranking.table, "乙区", "score", "rank") == [90, 1]


def test_a_year_is_the_mean_of_its_published_months(
    city: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    scheme = versions(tmp_path)
    half = rank(city, scheme, scheme.parse_period("2025-H1"))
    assert own(half.table, "甲区", "score") == [90]  # (90 + 90 + 80 + 80 + 100 + 100) / 6
    assert own(half.table, "乙区", "score") == [pytest.approx(71.67)]  # 80, 80, 90, 60, 60, 60
    parts = half.components[half.components["unit"] == "甲区"].set_index("component")
    assert parts["contribution"].to_dict() == pytest.approx(
        {"closure": 130 / 3, "above_half": 140 / 3}, abs=1e-5
    )
    assert [n.code for n in half.notes if n.code.startswith("reform")] == ["reform-within"]
    assert ranking_rows(half, "zh")[0]["scheme_version"] == "1+2"


def test_a_year_that_is_computed_anew_is_by_its_last_version(
    city: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    scheme = versions(tmp_path, longer="recompute")
    half = scheme.parse_period("2025-H1")
    assert own(rank(city, scheme, half).table, "甲区", "score") == [
        pytest.approx(83.33)
    ]  # 55 of 60
    assert scored_by(scheme, half) == (2,)


def test_a_range_of_days_is_by_the_versions_of_its_days(
    city: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    scheme = versions(tmp_path)
    march_and_april = scheme.parse_period("2025-03-01..2025-04-30")
    assert [p.id for p in stretches(scheme, march_and_april)] == [
        "2025-03-01..2025-03-31", "2025-04-01..2025-04-30",
    ]  # fmt: skip
    score = own(rank(city, scheme, march_and_april).table, "乙区", "score")
    assert score == [pytest.approx((90 * 31 + 60 * 30) / 61, abs=0.005)]
    march = scheme.parse_period("2025-03-01..2025-03-31")
    assert stretches(scheme, march) == ()
    assert own(rank(city, scheme, march).table, "乙区", "score") == [90]
    april = rank(city, scheme, scheme.parse_period("2025-04-01..2025-04-30"))
    assert own(april.table, "甲区", "previous_score", "comparable_previous_score") == [80, 60]
    straddling = rank(city, scheme, march_and_april)
    assert straddling.compared is None and straddling.reform is None
    days = scheme.parse_period("2025-04-15..2025-05-14")
    after = rank(city, scheme, days)  # before: from 16 March
    assert after.reform and after.reform.before == (1, 2)
    assert overview(city, scheme, march_and_april).ranking.reform is None
    assert explain(city, scheme, march_and_april, "甲区").change is None


def test_days_of_a_month_are_that_month_wherever_it_begins(tmp_path: Path) -> None:
    """With months from the 21st, April is from 21 March and by version 2, and so are its days."""
    cut = {"grain": "month", "month_starts_on": 21, "week_starts_on": "monday"}
    scheme = versions(tmp_path, period=cut | {"longer": "mean_of_months"})
    for written in ("2025-04", "2025-03-21..2025-04-20", "2025-03-21..2025-03-25"):
        period = scheme.parse_period(written)
        assert version_for(scheme, period).version == 2 and not stretches(scheme, period), written
    assert version_for(scheme, scheme.parse_period("2025-03-15..2025-03-20")).version == 1


def test_the_month_before_is_as_published_and_comparable_is_named(
    city: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    scheme = versions(tmp_path)
    april = rank(city, scheme, scheme.parse_period("2025-04"))
    compared = ("previous_score", "previous_rank", "change", "rank_change")
    assert own(april.table, "甲区", "score", *compared) == [80, 80, 2, 0, 1]
    assert own(april.table, "甲区", *(f"comparable_{name}" for name in compared)) == [60, 2, 20, 1]
    assert own(april.like_for_like, "甲区", "change") == [20]
    assert april.reform and (april.reform.before, april.reform.now) == ((1,), (2,))
    (note,) = [n for n in april.notes if n.code == "reform-since"]
    assert "2025-03 按第 1 版办法发布，本期按第 2 版" in note.text("zh")
    (row,) = [r for r in ranking_rows(april, "zh") if r["unit"] == "甲区"]
    assert (row["previous_score"], row["comparable_previous_score"]) == (80, 60)
    assert (row["change"], row["comparable_change"], row["scheme_version"]) == (0, 20, "2")
    may = rank(city, scheme, scheme.parse_period("2025-05"))
    assert may.reform is None and "comparable_change" not in may.table
    assert ranking_rows(may, "zh")[0]["comparable_change"] is None


def test_a_change_is_taken_apart_under_the_same_rules(
    city: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    scheme = versions(tmp_path)
    found = explain(city, scheme, scheme.parse_period("2025-04"), "甲区")
    assert found.published and found.published.score.score == 80
    assert found.before and found.before.score.score == 60
    assert sum(found.attribution["points"]) == found.change == Decimal(20)
    content = explanation_content(found, "zh")
    assert content["previous"]["score"] == 80 and content["comparable"]["score"] == 60
    (note,) = [n for n in found.notes if n.code == "reform-unit"]
    assert "发布为 80.00 分、第 2" in note.text("zh") and "60.00 分、第 2" in note.text("zh")
    plain = explanation_content(explain(city, scheme, scheme.parse_period("2025-05"), "甲区"), "zh")
    assert plain["comparable"] is None and plain["previous"]["score"] == 80


def test_half_years_are_compared_month_by_month(
    city: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    """The second quarter against the first, scored again by version 2."""
    scheme = versions(tmp_path)
    found = rank(city, scheme, scheme.parse_period("2025-Q2"))
    assert own(found.table, "甲区", "previous_score") == [pytest.approx(86.67)]  # 90, 90, 80
    assert own(found.table, "甲区", "comparable_previous_score") == [pytest.approx(73.33)]
    alone = rank(city, scheme.among(()), scheme.parse_period("2025-Q2"))
    assert own(alone.table, "甲区", "previous_score") == [pytest.approx(73.33)]


def test_sentences_and_series_say_that_the_scheme_changed(
    city: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    scheme = versions(tmp_path)
    april = overview(city, scheme, scheme.parse_period("2025-04"))
    codes = [clause.message.code for clause in april.headline]
    assert codes[-1] == "headline-reform"
    # As published 80, 90, 70 and 80, 60, 20; March scored again: 60, 80, 40.
    assert april.figures[0].series[-2:] == (80, pytest.approx(160 / 3))
    assert april.figures[0].change == pytest.approx(160 / 3 - 60)
    may = overview(city, scheme, scheme.parse_period("2025-05"))
    assert "headline-reform" not in [clause.message.code for clause in may.headline]
    past = ranking_history(city, scheme, scheme.parse_period("2025-06").last(6))
    assert of_series(past).text("zh") == "2025-04 起按第 2 版办法计分，与此前不能直接相比"
    caption = of_history(past)
    assert caption and caption.params["since"].params == {"period": "2025-04", "now": "2"}
    assert of_series(past[past["period"] > "2025-03"]) is None
    unit = portrait(city, scheme, scheme.parse_period("2025-04"), "甲区")
    assert unit.before.change == Decimal(20)


def test_checks_rank_every_month_by_its_version(
    city: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    known = versions(tmp_path).versions
    for check in rank_checks(list(known)):
        assert check.run(city).state == "passed", check.id


def test_an_id_picks_the_version_in_force_and_a_number_that_one(tmp_path: Path) -> None:
    for number, scheme in enumerate(versions(tmp_path).versions, 1):
        text = json.dumps(scheme.model_dump(mode="json", by_alias=True, exclude_defaults=True))
        (tmp_path / f"v{number}.yaml").write_text(text, "utf-8")
    folder = tmp_path / "schemes"
    folder.mkdir()
    for number in (1, 2):
        (tmp_path / f"v{number}.yaml").rename(folder / f"v{number}.yaml")
    name = versions(tmp_path).id
    assert load_scheme(name, date(2025, 2, 1), folder).version == 1
    assert load_scheme(name, date(2025, 5, 1), folder).version == 2
    alone = load_scheme(f"{name}@1", date(2025, 5, 1), folder)
    assert alone.version == 1 and alone.versions == ()
    with pytest.raises(SchemeError, match=f"{name}@1, {name}@2"):
        load_scheme(f"{name}@3", None, folder)


@pytest.mark.parametrize(
    ("version", "published", "code"),
    [(2, (2,), "reform-alone"), (2, (1,), "reform-alone-other"),
     (2, (1, 2), "reform-alone-other"), (1, (1, 2), "reform-alone-other")],
)  # fmt: skip
def test_one_version_alone_says_whether_it_is_what_was_published(
    tmp_path: Path, version: int, published: tuple[int, ...], code: str
) -> None:
    found = alone_note(versions(tmp_path).versions[version - 1], published)
    assert found.code == code and f"第 {version} 版" in found.text("zh")


def test_a_scheme_that_knows_its_versions_says_the_same(tmp_path: Path) -> None:
    two = versions(tmp_path)
    alone = two.among(())
    assert two == alone and scheme_hash(two) == scheme_hash(alone)
    assert scheme_key(two) != scheme_key(alone)


@settings(max_examples=25, deadline=None)
@given(
    st.dates(date(2025, 1, 2), date(2025, 6, 29)),
    st.tuples(st.dates(date(2025, 1, 1), date(2025, 6, 30)),
              st.dates(date(2025, 1, 1), date(2025, 6, 30))).map(sorted),
)  # fmt: skip
def test_stretches_fill_a_range_and_its_score_is_theirs_by_days(
    city: duckdb.DuckDBPyConnection, tmp_path_factory: pytest.TempPathFactory,
    change: date, days: list[date],
) -> None:  # fmt: skip
    """Whatever the day of the reform: parts follow each other without gap, each by one version, and
    the score of the range is the mean of those that have one, by days."""
    two = versions(tmp_path_factory.mktemp("reform"))
    one, new = two.versions
    one = one.model_copy(update={"effective_to": date.fromordinal(change.toordinal() - 1)})
    new = new.model_copy(update={"effective_from": change})
    scheme = new.among([one, new])
    whole: Period = scheme.parse_period(f"{days[0]}..{days[1]}")
    parts = stretches(scheme, whole)
    if parts:
        assert parts[0].start == whole.start and parts[-1].end == whole.end
        assert all(a.end == b.start for a, b in zip(parts, parts[1:], strict=False))
        assert [version_for(scheme, part).version for part in parts] == [1, 2]
    found = scores(city, scheme, [whole]).of
    for unit, score in found[whole.id].items():
        pieces = [(found[p.id][unit].tree, p.days) for p in parts] or [(score.tree, 1)]
        known = [(tree, n) for tree, n in pieces if tree.score is not None]
        if not known:
            assert score.score is None
            continue
        total = sum(Fraction(tree.score) * n for tree, n in known) / sum(n for _, n in known)
        assert abs(Fraction(score.score) - total) <= Fraction(1, 100)
        assert sum(part.points for part in score.tree.parts) == Fraction(score.score)
