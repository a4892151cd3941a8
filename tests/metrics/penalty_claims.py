"""Small inputs of the sentences on penalty cases: each template once true and once false."""

from datetime import date
from typing import Any

import pandas as pd

from metrics.narrative.review_words import of_unreviewed
from tests.metrics.claims import NAN, Cases, frame
from ui.enforcement import captions


def caseload(**told: Any) -> pd.DataFrame:
    usual = {"cases": 10.0, "simple": 7.0, "general": 3.0, "other": 0.0, "procedure_not_said": 0.0}
    usual |= {"closed": 8.0, "execution_rate": 90.0, "wrong": 1.0, "correction_rate": 12.5}
    usual |= {"big": 2.0, "big_not_said": 0.0, "fines": 900.0, "fines_not_said": 0.0}
    return pd.DataFrame([usual | told])


def levels(*rows: tuple) -> pd.DataFrame:
    """(team, level, closed, reviewed, in time in percent, undated, no_record)"""
    table = frame("team level closed reviewed in_time_rate undated no_record", *rows)
    table["coverage"] = 100 * table["reviewed"] / table["closed"]
    return table.assign(missing=table["closed"] - table["reviewed"])


def reviewed(city: tuple, *teams: tuple) -> Any:
    return captions.of_reviews(levels((None, "team", *city)), levels(*teams))


def months(*cases: float) -> Any:
    rows = [(f"2025-{n:02d}", number) for n, number in enumerate(cases, 1)]
    return captions.of_months(frame("period cases", *rows))


def causes(*rows: tuple) -> Any:
    """(cause, cases)"""
    table = frame("cause cases", *rows)
    return captions.of_causes(table.assign(share=100 * table["cases"] / table["cases"].sum()))


def task(*rows: tuple) -> Any:
    """(unit, per officer, expected, state)"""
    table = frame("unit per_officer expected state", *rows)
    table["gap"] = table["per_officer"] - table["expected"]
    return captions.of_task(table.assign(until=date(2025, 10, 20)))


def listed(*overdue: bool) -> Any:
    table = pd.DataFrame({"overdue": pd.Series(overdue, dtype=bool)})
    return of_unreviewed(table, "legal")


TEAM, LEGAL = "review-level-team", "review-level-legal"
CASELOAD = "penalties penalties-and penalties-closed"
KINDS = f"{CASELOAD} penalties-kinds penalties-executed"

PENALTIES: Cases = {
    "penalties": (
        lambda told: captions.of_caseload(caseload(**told)),
        [
            (({},), f"{KINDS} penalties-wrong"),
            (({"cases": NAN},), "penalties-no-record"),
            (({"cases": 0.0},), "penalties-none"),
            (({"other": 1.0},),
             f"{CASELOAD} penalties-kinds-other penalties-executed penalties-wrong"),
            (({"wrong": 0.0, "correction_rate": 0.0},), f"{KINDS} penalties-none-wrong"),
            (({"simple": NAN, "execution_rate": NAN, "correction_rate": NAN},),
             f"{CASELOAD} penalties-wrong-unknown"),
        ],
    ),
    "reviews": (
        reviewed,
        [
            (((10.0, 8.0, 90.0, 0.0, 0.0), ("一中队", "team", 10.0, 8.0, 90.0, 0.0, 0.0)),
             f"reviews review-of-level units-1 {TEAM}"),
            (((10.0, 8.0, 90.0, 2.0, 0.0), ("一中队", "team", 10.0, 8.0, 90.0, 2.0, 0.0)),
             f"reviews review-of-level-partly units-1 {TEAM}"),
            (((10.0, 8.0, NAN, 8.0, 0.0), ("一中队", "team", 10.0, 8.0, NAN, 8.0, 0.0)),
             f"reviews review-of-level-undated units-1 {TEAM}"),
            (((10.0, 10.0, 90.0, 0.0, 0.0), ("一中队", "team", 10.0, 10.0, 90.0, 0.0, 0.0)),
             f"reviews-full review-of-level {TEAM}"),
            (((NAN, NAN, NAN, 0.0, 5.0),), "reviews-no-record"),
            (((NAN, NAN, NAN, 0.0, 0.0),), "reviews-none"),
        ],
    ),
    "levels of review": (
        lambda *names: captions.of_reviews(
            levels(*((None, name, 10.0, 10.0, 90.0, 0.0, 0.0) for name in names)), levels()
        ),
        [
            (("team", "section"),
             f"reviews-full review-of-level penalties-and {TEAM} review-level-section"),
            (("legal",), f"reviews-full review-of-level {LEGAL}"),
        ],
    ),
    "unreviewed": (
        listed,
        [
            ((True, False), f"unreviewed {LEGAL}"),
            ((), f"unreviewed-none {LEGAL}"),
        ],
    ),
    "causes": (
        causes,
        [
            ((("占道经营", 3.0), ("违法建设", 1.0)), "causes"),
            ((("占道经营", 3.0), ("unstated", 1.0)), "causes-some-unsaid"),
            ((("unstated", 1.0),), "causes-unsaid"),
            ((("占道经营", 0.0),), "penalties-none"),
        ],
    ),
    "months of penalties": (
        months,
        [
            ((5.0, 3.0), "penalty-months"),
            ((NAN, 3.0), "penalty-months-first"),
            ((3.0, NAN), "penalties-no-record"),
        ],
    ),
    "task of an officer": (
        task,
        [
            ((("一中队", 8.0, 10.0, "behind"), ("二中队", 12.0, 10.0, "ahead")), "officer-task"),
            ((("二中队", 12.0, 10.0, "ahead"),), "officer-task-kept"),
            ((("一中队", 8.0, NAN, "no_target"),), "officer-task-none"),
            ((("一中队", NAN, 10.0, "no_data"),), "officer-task-no-officers"),
        ],
    ),
    "big cases": (
        lambda told: captions.of_big(caseload(**told)),
        [
            (({},), "big"),
            (({"big_not_said": 3.0},), "big-some-unsaid"),
            (({"big": NAN},), "big-unknown"),
        ],
    ),
    "fines": (
        lambda told: captions.of_fines(caseload(**told)),
        [
            (({},), "fines"),
            (({"fines_not_said": 3.0},), "fines-some-unsaid"),
            (({"fines": NAN},), "fines-unknown"),
        ],
    ),
}  # fmt: skip
