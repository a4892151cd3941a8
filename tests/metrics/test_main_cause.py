"""The overview and the page of a unit name one and the same cause of a change."""

from collections.abc import Iterator
from decimal import Decimal

import pandas as pd
import pytest

from data.store import Store
from kernel.periods import Period
from metrics.analyses.overview import overview
from metrics.coverage import periods_of
from metrics.finished import progress_of
from metrics.schemes.scheme import load_scheme
from metrics.scoring.attribution import attribution_of, main_changes, waterfall_of
from metrics.scoring.explain import Explanation
from metrics.scoring.place import places_of
from metrics.scoring.scores import Scores, scores
from ui.unit.captions import change_clause, signed

SCHEME = load_scheme("sample-district@2")  # months by one version: changes are theirs
NO_CATEGORIES = pd.DataFrame(columns=["part", "category", "points"])


@pytest.fixture(scope="module")
def con(sample_store: Store) -> Iterator:
    con = sample_store.connect()
    yield con
    con.close()


@pytest.fixture(scope="module")
def periods(con) -> list[Period]:
    return sorted(periods_of(con, SCHEME), key=lambda period: period.start)


@pytest.fixture(scope="module")
def found(con, periods) -> Scores:
    return scores(con, SCHEME, periods)


def explanations(found: Scores, before: Period, now: Period) -> Iterator[Explanation]:
    """Every unit's change from one period to another, without its categories."""
    old = {place.score.unit: place for place in places_of(SCHEME, found.of[before.id])}
    for place in places_of(SCHEME, found.of[now.id]):
        unit, was = place.score.unit, old.get(place.score.unit)
        changes = attribution_of(was.score if was else None, place.score)
        fall = waterfall_of(place.score)
        parts = (fall, changes, NO_CATEGORIES)
        yield Explanation(
            SCHEME, unit, now, before, place, was, *parts, progress_of(SCHEME, now, {})
        )


def most(explained: Explanation) -> dict:
    """What gave most of a change, summed here once more."""
    sign = 1 if explained.change > 0 else -1
    main = main_changes(explained.attribution, explained.now.score)
    return max(main.to_dict("records"), key=lambda row: row["points"] * sign)


def test_main_components_sum_to_the_change_and_the_unit_names_the_largest(found, periods) -> None:
    top = {part.id for part in SCHEME.components}
    judged = 0
    for before, now in zip(periods, periods[1:], strict=False):
        for explained in explanations(found, before, now):
            if not explained.change:
                continue
            changes = explained.attribution
            main = main_changes(changes, explained.now.score)
            assert set(main.loc[main["kind"] == "component", "part"]) <= top
            rounding = changes.loc[changes["kind"] == "rounding", "points"].sum()
            assert sum(main["points"], Decimal(0)) + rounding == explained.change
            cause, words = most(explained), change_clause(explained).message.text("zh")
            assert f"主要在{cause['name_zh']}（{signed(cause['points'])}）" in words
            judged += 1
    assert judged > 100


def test_the_overview_names_the_cause_that_the_unit_names(con, found, periods) -> None:
    named = 0
    for before, now in list(zip(periods, periods[1:], strict=False))[-4:]:
        clauses = overview(con, SCHEME, now).headline
        headline = "".join(clause.message.text("zh") for clause in clauses)
        for explained in explanations(found, before, now):
            if f"{explained.unit}下降" in headline:
                cause = most(explained)
                assert f"主要在{cause['name_zh']}（{signed(cause['points'])}）" in headline
                named += 1
    assert named
