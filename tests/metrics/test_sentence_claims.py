"""Every sentence is said where its claim is true, and not where it is false.

Each function that makes sentences is asked with small frames that differ in what the claim rests
on. `CASES` says which templates each frame must bring, and no others.
"""

import ast
import re
from functools import cache, partial
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from kernel.messages import Message, text_files
from metrics.analyses.agreement import Quadrant
from metrics.narrative.headline import headline
from metrics.narrative.reform_words import of_series
from tests.metrics.action_claims import ACTIONS
from tests.metrics.claims import NAN, Cases, codes, frame, messages
from tests.metrics.compare_claims import COMPARE
from tests.metrics.consequence_claims import CONSEQUENCES
from tests.metrics.fairness_claims import FAIRNESS
from tests.metrics.figure_claims import FIGURES
from tests.metrics.inspecting_claims import INSPECTING
from tests.metrics.object_claims import OBJECTS
from tests.metrics.penalty_claims import PENALTIES
from tests.metrics.photo_claims import PHOTOS
from tests.metrics.pivot_claims import PIVOT
from tests.metrics.return_claims import RETURNS
from tests.metrics.trial_claims import TRIALS
from ui.captions import of_history
from ui.complaints import captions as complaint_captions
from ui.ledger import captions as ledger_captions
from ui.overview import captions as overview_captions
from ui.plainly import CERTAIN, plainly
from ui.problems import captions as problem_captions
from ui.ranking.captions import standing_clauses
from ui.targets import captions as target_captions

ROOT = Path(__file__).resolve().parents[2]
FILES = (
    "overview",
    "aggregation",
    "reviews",
    "ranking",
    "progress",
    "effect",
    "computable",
    "reform",
    "year",
    "composed",
    "objects",
    "inspecting",
    "consequences",
    "photos",
    "figures",
    "returns",
    "telling",
    "outcomes",
)


def ranked(*rows: tuple) -> pd.DataFrame:
    """(group, rank, unit, score, previous rank, change, clear, p_behind, p_first)"""
    columns = "group rank unit score previous_rank change clear p_behind p_first"
    table = frame(columns, *rows).astype({"rank": "Int64", "previous_rank": "Int64"})
    table["previous_score"] = table["score"] - table["change"]
    table["rank_change"] = table["previous_rank"] - table["rank"]
    return table.assign(low=table["score"] - 1, high=table["score"] + 1)


A = ("城区组", 1, "甲", 95.0, 1, 0.0, "no", NAN, 0.97)
A_CLOSE = ("城区组", 1, "甲", 95.0, 1, 0.0, "no", NAN, 0.6)
B = ("城区组", 2, "乙", 90.0, 2, 0.0, "no", 0.97, 0.02)
B_CLOSE = ("城区组", 2, "乙", 94.9, 2, 0.0, "no", 0.6, 0.4)
B_FELL = ("城区组", 2, "乙", 90.0, 1, -3.0, "down", 0.97, 0.0)
B_STILL = ("城区组", 2, "乙", 90.0, 2, -3.0, "down", 0.97, 0.0)
C_FELL = ("城区组", 2, "丙", 90.0, 1, -3.0, "down", 0.97, 0.0)
D_LAST = ("城区组", 3, "丁", 80.0, 3, 0.0, "no", 1.0, 0.0)
B_ROSE = ("城区组", 2, "乙", 90.0, 3, 3.0, "up", 0.97, 0.0)
B_ROSE_HERE = ("城区组", 2, "乙", 90.0, 2, 3.0, "up", 0.97, 0.0)
A2 = ("城区组", 1, "乙", 95.0, 1, 0.0, "unknown", NAN, NAN)
LONE = ("城区组", 1, "甲", 95.0, 1, 0.0, "unknown", NAN, NAN)
NOBODY = ranked(A).assign(rank=pd.array([None], dtype="Int64"))
BELOW = Message("rank-below-minimum", {"minimum": "30"}, "metrics")
FEW = NOBODY.assign(state="below_minimum_n", reason=[BELOW])
ONCE, TWICE = frame("unit rank", ("甲", 1)), frame("unit rank", ("甲", 1), ("甲", 1))


def lead(table: pd.DataFrame, history: pd.DataFrame = ONCE, loss: Any = None) -> Any:
    return headline(table, history, loss)


PROBLEMS = "subcategory per_100_checks change previous"
KINDS = "category count share vital change change_is_clear"
HEAT = "category district count times stands_out"
TREND = "category period rate"
METHODS = "method findings_per_100_checks"
UNFOUND = frame(METHODS, ("open", NAN), ("covert", NAN))
HOURS = "weekday hour count per_day"
PLACES = "place district n categories"
KEYS = "district category found due rectified dated rate others ignored"
RATES = "district closed returned rate city watching"
CHAIN = "chain place category subcategory returns"
FIXED = "district judged not_fixed failed refound"
PILE = "owner overdue share"
CALLS = "complaints open per_10k overdue on_time_rate judged no_deadline undated before_report"
CURVE = "hours open n"
ITEMS = "item owner share open overdue unjudged marked light"
AGES = "from_day n share"
PACE = "whole inflow done net open"
TASKS, END = "unit task state time_gone share_done plan", "final"
GOALS = "unit reached streak times"
POINTS = "point verdict visits complaints"


def past(*scores: tuple) -> pd.DataFrame:
    rows = [(u, f"2025-0{i}", v) for u, *own in scores for i, v in enumerate(own, 1)]
    return frame("unit period score", *rows)


def loud(*quadrants: str | None) -> Quadrant:
    table = pd.DataFrame({"district": list("甲乙丙")[: len(quadrants)], "quadrant": quadrants})
    table["clear"] = [q == "clean_loud!" for q in quadrants]
    return Quadrant(table.astype({"quadrant": object}), "x", 0.0, 0.0)


def trend(*rates: tuple) -> pd.DataFrame:
    rows = [(k, f"2025-0{i}", v) for k, *own in rates for i, v in enumerate(own, 1)]
    return frame(TREND, *rows)


def over_pile(pile: pd.DataFrame, total: float, unjudged: float = 0) -> Message:
    return overview_captions.of_overdue(pile, total, unjudged)


LATE = ("case", "甲", 1.0, True, True, False, False, "red")
FOUND = ("finding", "甲", 1.0, True, True, False, False, "red")
OPEN = ("case", "甲", 1.0, True, False, False, False, "green")
UNDATED = ("case", "甲", 1.0, True, False, True, False, None)
MARKED = ("case", "甲", 1.0, True, False, True, True, None)
ORPHAN = ("case", None, 1.0, True, True, False, False, "red")
DONE = ("case", "甲", 1.0, False, False, False, False, None)


def ages(n: float, *rows: tuple) -> Message:
    return ledger_captions.of_ageing(frame(AGES, (0, n, 0), (30, n / 2, 50)), frame(ITEMS, *rows))


CASES: Cases = {
    "headline": (
        lead,
        [
            ((NOBODY,), "headline-nothing-ranked"),
            ((FEW,), "headline-all-below"),
            ((ranked(LONE),), "headline-only units-1"),
            ((ranked(LONE), TWICE), "headline-only units-1"),
            ((ranked(A, D_LAST), TWICE),
             "headline-lead-streak units-1 headline-no-clear-change"),
            ((ranked(LONE, A2),), "headline-shared-lead units-2"),
            ((ranked(A, B),), "headline-lead units-1 headline-no-clear-change"),
            ((ranked(A, B_CLOSE),),
             "headline-lead units-1 headline-no-clear-change headline-close"),
            ((ranked(A, B_STILL),), "headline-lead units-1 headline-fall-still-last"),
            ((ranked(("城区组", 1, "甲", 95.0, 2, 0.0, "no", NAN, 1.0), B_FELL),),
             "headline-lead units-1 headline-fall-to-last"),
            ((ranked(A, C_FELL, D_LAST),), "headline-lead units-1 headline-fall"),
            ((ranked(A, B_STILL), ONCE, ("按期结案", "On time", -2.0)),
             "headline-lead units-1 headline-fall-why headline-fall-still-last"),
            ((ranked(A, B_ROSE, D_LAST),), "headline-lead units-1 headline-rise"),
            ((ranked(LONE).assign(group=None),), "headline-only units-1 group-all"),
        ],
    ),
    "standing": (
        standing_clauses,
        [
            ((NOBODY,), "standing-nothing-ranked"),
            ((ranked(LONE),), "standing-only units-1"),
            ((ranked(LONE, A2),), "standing-first units-2"),
            ((ranked(A, B),), "standing-lead units-1 standing-no-clear-change"),
            ((ranked(A_CLOSE, B_CLOSE),),
             "standing-lead-close units-1 standing-no-clear-change"),
            ((ranked(A, B_FELL),), "standing-lead units-1 standing-fell-one-place"),
            ((ranked(A, B_STILL),), "standing-lead units-1 standing-fell-one"),
            ((ranked(A, B_ROSE),), "standing-lead units-1 standing-rose-one-place"),
            ((ranked(A, B_ROSE_HERE),), "standing-lead units-1 standing-rose-one"),
            ((ranked(A, B_FELL, ("城区组", 3, "丁", 8.0, 2, -4.0, "down", 1.0, 0.0)),),
             "standing-lead units-1 units-2 standing-fell"),
            ((ranked(A, B_ROSE, ("城区组", 3, "丁", 8.0, 4, 4.0, "up", 1.0, 0.0)),),
             "standing-lead units-1 units-2 standing-rose"),
        ],
    ),
    "problems": (
        overview_captions.of_problems,
        [
            ((frame(PROBLEMS),), "caption-problems-none"),
            ((frame(PROBLEMS, ("垃圾", 2.0, -0.1, 2.1)),), "caption-problems"),
            ((frame(PROBLEMS, ("垃圾", 2.0, 0.04, 1.9)),), "caption-problems"),
            ((frame(PROBLEMS, ("垃圾", 2.0, 0.1, 1.9)),), "caption-problems-rise"),
        ],
    ),
    "pile": (
        over_pile,
        [
            ((frame(PILE), NAN), "caption-overdue-no-deadline"),
            ((frame(PILE), NAN, 2), "caption-overdue-unknown"),
            ((frame(PILE), 0), "caption-overdue-none"),
            ((frame(PILE), 0, 2), "caption-overdue-none-known caption-overdue-unjudged"),
            ((frame(PILE), 3), "caption-overdue-no-owner"),
            ((frame(PILE, ("甲", 3.0, 1.0)), 3), "caption-overdue"),
            ((frame(PILE, ("甲", 3.0, 1.0)), 3, 1), "caption-overdue caption-overdue-unjudged"),
        ],
    ),
    "history": (
        of_history,
        [
            ((past(("甲", 80.0, 90.0), ("乙", 90.0, 80.0)),), "caption-history"),
            ((past(("甲", 80.0, 90.0), ("乙", 80.0, 80.0)),), "caption-history-rise"),
            ((past(("甲", 80.0, 70.0), ("乙", 80.0, 80.0)),), "caption-history-fall"),
            (
                (past(("甲", 80.0, 70.0, 75.0)).assign(version=["1", "2", "2"]),),
                "caption-history-rise series-since",
            ),
        ],
    ),
    "versions of a series": (
        lambda *numbers: list(
            filter(None, [of_series(frame("period version", *enumerate(numbers)))])
        ),
        [
            (("1", "1"), ""),
            (("1", "2", "2"), "series-reform"),
            (("1", "2", "3"), "series-reform series-reform-and"),
        ],
    ),
    "categories": (
        problem_captions.of_categories,
        [
            ((frame(KINDS),), "problems-none"),
            ((frame(KINDS, ("垃圾", 3, 100, True, NAN, False)),), "problems-top problems-top-only"),
            ((frame(KINDS, ("垃圾", 3, 100, True, 1.0, False)),),
             "problems-top problems-top-no-rise"),
            ((frame(KINDS, ("垃圾", 3, 100, True, -1.0, True)),),
             "problems-top problems-top-no-rise"),
            ((frame(KINDS, ("垃圾", 3, 100, True, 1.0, True)),), "problems-top problems-top-rise"),
        ],
    ),
    "heat": (
        problem_captions.of_heat,
        [
            ((frame(HEAT),), "problems-none"),
            ((frame(HEAT, ("垃圾", "甲", 3, 3.0, False)),), "heat-even"),
            ((frame(HEAT, ("垃圾", "甲", 3, 3.0, True)),), "heat-out"),
        ],
    ),
    "trend": (
        problem_captions.of_trend,
        [
            ((trend(("垃圾", 1.0)),), "trend-short"),
            ((trend(("垃圾", 1.0, 2.0), ("占道", 2.0, 1.0)),), "trend-both"),
            ((trend(("垃圾", 1.0, 2.0), ("占道", 1.0, 1.0)),), "trend-rose"),
            ((trend(("垃圾", 2.0, 1.0), ("占道", 1.0, 1.0)),), "trend-fell"),
        ],
    ),
    "methods": (
        problem_captions.of_methods,
        [
            ((frame(METHODS, ("open", 5.0)),), "methods-one-only"),
            ((UNFOUND.assign(checks=3),), "methods-no-findings"),
            ((UNFOUND.assign(checks=0),), "methods-one-only"),
            ((frame(METHODS, ("open", 0.0), ("covert", 5.0)),), "methods-open-none"),
            ((frame(METHODS, ("open", 5.0), ("covert", 5.0)),), "methods-both"),
        ],
    ),
    "hours": (
        problem_captions.of_hours,
        [
            ((frame(HOURS, (1, 9, 0, 0.0)),), "problems-none"),
            *(((frame(HOURS, (d, 9, 3, 1.0)),), f"hours-top hours-weekday-{d}")
              for d in range(1, 8)),
            ((frame(HOURS, (1, 0, 3, 1.0)),), "hours-no-time hours-weekday-1"),
        ],
    ),
    "places": (
        problem_captions.of_places,
        [
            ((frame(PLACES),), "places-none"),
            ((frame(PLACES, ("路", "甲", 3.0, ["垃圾"])),), "places-top"),
            ((frame(PLACES, ("路", "甲", 3.0, [])),), "places-top-unnamed"),
        ],
    ),
    "key problems": (
        problem_captions.of_key_problems,
        [
            ((frame(KEYS),), "key-none"),
            ((frame(KEYS, ("甲", "垃圾", 3, 2, 1, 2, 50.0, 90.0, True)),), "key-ignored"),
            ((frame(KEYS, ("甲", "垃圾", 3, 2, 1, 2, 50.0, 90.0, False)),), "key-all"),
            ((frame(KEYS, ("甲", "垃圾", 3, 0, 0, 2, NAN, NAN, False)),), "key-all-not-due"),
            ((frame(KEYS, ("甲", "垃圾", 3, 0, 0, 0, NAN, NAN, False)),), "key-no-deadline"),
        ],
    ),
    "rebound": (
        partial(problem_captions.of_rebound, days=30),
        [
            ((frame(RATES, ("甲", 0, 0, NAN, NAN, 0)),), "rebound-no-closed"),
            ((frame(RATES, ("甲", 9, 0, 0.0, 0.0, 0)),), "rebound-none"),
            ((frame(RATES, ("甲", 9, 1, 11.0, 11.0, 0)),), "rebound-settled rebound-top units-1"),
            ((frame(RATES, ("甲", 9, 1, 11.0, 11.0, 2)),), "rebound-watching rebound-top units-1"),
            ((frame("district kind closed returned rate city watching",
                    ("甲", "垃圾", 9, 1, 11.0, 11.0, 2)),), "rebound-watching rebound-top pair"),
        ],
    ),
    "chains": (
        problem_captions.of_chains,
        [
            ((frame(CHAIN), 0), "rebound-no-closed"),
            ((frame(CHAIN), 1), "chains-none"),
            ((frame(CHAIN, (1, "路", "市容", "垃圾", 2)), 1), "chains-top"),
        ],
    ),
    "not fixed": (
        problem_captions.of_not_fixed,
        [
            ((frame(FIXED),), "not-fixed-no-data"),
            ((frame(FIXED, ("甲", 3, 0, 0, 0)),), "not-fixed-none"),
            ((frame(FIXED, ("甲", 3, 1, 1, 0)),), "not-fixed"),
        ],
    ),
    "handling": (
        complaint_captions.of_handling,
        [
            ((frame(CALLS, (NAN, NAN, NAN, NAN, NAN, NAN, 0, 0, 0)),), "complaints-no-data"),
            ((frame(CALLS, (9, 2, NAN, NAN, NAN, 0, 0, 0, 0)),),
             "complaints-no-deadline complaints-volume"),
            ((frame(CALLS, (9, 2, 1.5, 1, NAN, 0, 0, 0, 0)),),
             "complaints-not-judged complaints-volume-10k"),
            ((frame(CALLS, (9, 2, 1.5, 1, 80.0, 5, 0, 0, 0)),),
             "complaints-judged complaints-volume-10k"),
            ((frame(CALLS, (9, 2, 1.5, 1, 80.0, 5, 4, 0, 0)),),
             "complaints-judged complaints-volume-10k complaints-left left-out-no-deadline"),
        ],
    ),
    "curve": (
        complaint_captions.of_curve,
        [
            ((frame(CURVE),), "complaints-no-data"),
            ((frame(CURVE, (0, 100.0, 9), (30, 40.0, 9)),), "curve"),
            ((frame(CURVE, (0, 100.0, 9), (30, 60.0, 9)),), "curve-no-half"),
        ],
    ),
    "repeats": (
        complaint_captions.of_repeats,
        [
            ((frame("first_satisfaction repeat_of"),), "repeats-none"),
            ((frame("first_satisfaction repeat_of", ("satisfied", "C1")),), "repeats"),
        ],
    ),
    "clusters": (
        complaint_captions.of_clusters,
        [
            ((frame("cluster"),), "clusters-none"),
            ((frame("cluster", (1,), (1,)),), "clusters"),
        ],
    ),
    "quadrant": (
        complaint_captions.of_quadrant,
        [
            ((loud(None, None),), "quadrant-no-data"),
            ((loud("clean_loud!", None),), "quadrant-loud units-1"),
            ((loud("clean_loud", None),), "quadrant-agreed"),
        ],
    ),
    "points": (
        complaint_captions.of_points,
        [
            ((frame(POINTS, ("路", "agreed", 3, 1)),), "points-agreed"),
            ((frame(POINTS, ("路", "clean_complained", 3, 1)),), "points"),
        ],
    ),
    "ledger": (
        lambda *rows: ledger_captions.of_ledger(frame(ITEMS, *rows)),
        [
            ((DONE,), "ledger-empty"),
            ((OPEN,), "ledger-none-overdue"),
            ((OPEN, UNDATED), "ledger-none-known-overdue ledger-unjudged"),
            ((UNDATED,), "ledger-no-deadline"),
            ((MARKED,), "ledger-no-deadline ledger-marked"),
            ((LATE, OPEN), "ledger"),
            ((LATE, FOUND), "ledger ledger-made-of"),
            ((ORPHAN,), "ledger-no-owner"),
            ((LATE, MARKED), "ledger ledger-unjudged ledger-marked"),
        ],
    ),
    "ageing": (
        ages,
        [
            ((0, OPEN), "ageing-none"),
            ((0, UNDATED), "ageing-no-deadline"),
            ((0, OPEN, UNDATED), "ageing-none-known"),
            ((2, LATE), "ageing"),
        ],
    ),
    "pace": (
        ledger_captions.of_pace,
        [
            ((frame(PACE, (False, 3, 3, 0, 5)),), "pace-no-data"),
            ((frame(PACE, (True, 4, 3, -1, 5)),), "pace-growing pace-week"),
            ((frame(PACE, (True, 3, 4, 1, 5)),), "pace-shrinking pace-week"),
            ((frame(PACE, (True, 3, 4, 1, 5)), "month"), "pace-shrinking pace-month"),
        ],
    ),
    "targets": (
        target_captions.of_targets,
        [
            ((frame(TASKS, ("甲", "拆违", "no_data", 50.0, NAN, END)),), "targets-none"),
            ((frame(TASKS, ("甲", "拆违", "ahead", 50.0, 60.0, END)),), "targets-on-pace"),
            ((frame(TASKS, ("甲", "拆违", "behind", 50.0, 40.0, END)),), "targets-behind units-1"),
            ((frame(TASKS, ("甲", "拆违", "behind", 50.0, 40.0, END),
                    ("乙", "拆违", "behind", 50.0, 40.0, END)),), "targets-behind units-2"),
            ((frame(TASKS, ("甲", "拆违", "behind", 50.0, 40.0, END),
                    ("甲", "垃圾", "behind", 50.0, 40.0, END)),), "targets-behind-among units-1"),
            ((frame(TASKS, ("甲", "拆违", "behind", 50.0, 40.0, END),
                    ("乙", "拆违", "behind", 60.0, 50.0, END)),), "targets-behind-among units-1"),
            ((frame(TASKS, ("甲", "拆违", "undated", NAN, 40.0, END)),), "targets-undated"),
            ((frame(TASKS, ("甲", "渗漏", "held", 50.0, NAN, "level")),), "targets-limits-kept"),
            ((frame(TASKS, ("甲", "渗漏", "over", 50.0, NAN, "level")),), "targets-limits"),
            ((frame(TASKS, ("甲", "渗漏", "missed", 50.0, NAN, "level"),
                    ("乙", "拆违", "ahead", 50.0, 60.0, END)),),
             "targets-both targets-on-pace targets-limits"),
            ((frame(TASKS, ("甲", "渗漏", "held", 50.0, NAN, "level"),
                    ("乙", "降低", "unclear", 50.0, NAN, "level")),),
             "targets-both targets-limits-kept targets-unjudged"),
        ],
    ),
    "goals": (
        target_captions.of_rank_goals,
        [
            ((frame(GOALS, ("甲", False, 0, 0)),), "goals-none"),
            ((frame(GOALS, ("甲", True, 2, 3)),), "goals"),
            ((frame(GOALS, ("甲", True, 2, 3), ("乙", False, 0, 1)),), "goals-fell"),
        ],
    ),
}  # fmt: skip
CASES |= (
    FAIRNESS
    | TRIALS
    | OBJECTS
    | CONSEQUENCES
    | PENALTIES
    | INSPECTING
    | PHOTOS
    | FIGURES
    | RETURNS
    | ACTIONS
    | PIVOT
    | COMPARE
)
# Templates whose claim is made and refuted by tests of their own: what they speak of takes a store.
ELSEWHERE = {
    "decision-": "tests/metrics/test_decisions.py",
    "suggest-": "tests/metrics/test_decisions.py",
    "portrait-": "tests/metrics/test_portrait.py",
    "lever-": "tests/metrics/test_distance.py",
    "rank-": "tests/metrics/test_ranking.py",
    "units-": "tests/metrics/test_sentence_claims.py",
    **dict.fromkeys(
        ("period-", "source-", "progress-", "headline-running", "headline-incomplete", "cli-"),
        "tests/metrics/test_finished.py",
    ),
    "progress-closing-since": "tests/metrics/test_closing_since.py",
    "rank-note-reweighted": "tests/metrics/test_attribution.py",
    "column-unknown": "tests/metrics/test_problems.py",
    "computable-no-kind": "tests/metrics/test_computable.py",
    "computable-nothing": "tests/metrics/test_computable.py",
    "effect-none": "tests/metrics/test_cli.py",
    "reform-": "tests/metrics/test_reform.py",
    "composed": "tests/metrics/test_scheme_score.py",
    "year-": "tests/metrics/test_year_before.py",
    "headline-reform": "tests/metrics/test_reform.py",
    "tell-": "tests/metrics/test_telling_events.py",
    "bulletin-": "tests/metrics/test_bulletin.py",
    "edition-": "tests/metrics/test_edition_difference.py",
}
OF_EDITIONS = {"edition-summary", "edition-none-differs"}  # beside names of columns and figures

# Of notices: what an empty section says, and why there is none.
NO_SENTENCES = ("bulletin-nothing", "bulletin-no-kind", "bulletin-other-kind")


def codes_in(*files: Path) -> set[str]:
    """The codes that Fluent files give texts to."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in files)
    return set(re.findall(r"^([a-z][a-z0-9-]+) =", text, re.M))


def spoken(tree: ast.AST, known: set[str]) -> set[str]:
    """The texts that the code of captions speaks of: their codes, or how these begin. Names of
    columns and parameters (keys, what is compared, what is called with) are no codes."""
    match tree:
        case ast.Constant(value=str(code)):
            return {code} & known
        case ast.JoinedStr(values=[ast.Constant(value=str(start)), *_]):
            return {code for code in known if "-" in start and code.startswith(start)}
        case ast.Compare() | ast.Subscript():
            return set()
        case ast.Call(func=func) if not (isinstance(func, ast.Name) and func.id == "say"):
            parts = [part for part in ast.walk(tree) if part is not tree and is_say(part)]
        case ast.Dict(values=parts):
            pass
        case _:
            parts = list(ast.iter_child_nodes(tree))
    return set().union(*(spoken(part, known) for part in parts))


def is_say(tree: ast.AST) -> bool:
    return isinstance(tree, ast.Call) and isinstance(tree.func, ast.Name) and tree.func.id == "say"


def of_pages() -> set[str]:
    """The templates of `ui` that captions say, those of the plain forms included."""
    known = codes_in(*text_files(ROOT / "ui", "zh"))
    trees = [ast.parse(path.read_text("utf-8")) for path in (ROOT / "ui").rglob("captions.py")]
    return set().union(*(spoken(tree, known) for tree in trees)) | plain_forms() & known


def of_notices() -> set[str]:
    """The sentences of notices: what ends with a full stop and is no note or refusal."""
    text = (ROOT / "metrics" / "bulletin" / "zh.ftl").read_text(encoding="utf-8")
    found = re.findall(r"^(bulletin-[a-z0-9-]+) = (?!注：).*。$", text, re.M)
    return {code for code in found if not code.startswith(NO_SENTENCES)}


@cache
def templates() -> set[str]:
    """All templates that speak to readers of a page."""
    found = codes_in(*(ROOT / "metrics" / "messages" / f"{name}.zh.ftl" for name in FILES))
    found = {code for code in found if not code.startswith("head-")}  # of a table
    return of_pages() | of_notices() | found | OF_EDITIONS


WANTED = [(name, i) for name, (_, cases) in CASES.items() for i in range(len(cases))]


@pytest.mark.parametrize(("name", "number"), WANTED)
def test_what_is_said_is_what_holds(name: str, number: int) -> None:
    say, cases = CASES[name]
    given, wanted = cases[number]
    found = say(*given)
    assert codes(found) == set(wanted.split())
    own = {one.code for one in messages(found) if one.domain == "ui"}
    assert own <= templates(), "the list of sentences does not know of it"
    for message in messages(found):
        assert message.text("zh") and message.text("en")


def plain_forms() -> set[str]:
    """What stands for sentences of chance where these are not shown."""
    one = {name: name for name in ("top", "kind", "unit", "units")}
    found = (plainly(Message(code, one, "metrics")) for code in CERTAIN)
    return {message.code for message in found if message is not None}


def test_every_template_is_made_true_and_made_false() -> None:
    for template in sorted(templates() - plain_forms()):
        if any(template.startswith(start) for start in ELSEWHERE):
            continue
        said = [
            (name, template in wanted.split())
            for name, (_, cases) in CASES.items()
            for _, wanted in cases
        ]
        makers = {name for name, holds in said if holds}
        assert makers, f"no case makes {template} true"
        assert any((name, False) in said for name in makers), f"no case makes {template} false"


@pytest.mark.parametrize("start", ELSEWHERE)
def test_templates_tested_elsewhere_have_their_tests(start: str) -> None:
    assert (ROOT / ELSEWHERE[start]).exists()


def test_the_list_of_sentences_has_every_template_and_no_other() -> None:
    text = (ROOT / "docs" / "sentences.md").read_text(encoding="utf-8")
    rows = [line.split("|") for line in text.splitlines() if line.startswith("| `")]
    listed = [code for row in rows for code in re.findall(r"`([a-z0-9-]+)`", row[1])]
    assert len(listed) == len(set(listed))
    assert set(listed) == templates()
    assert all(row[2].strip() for row in rows)


@pytest.mark.parametrize("name", CASES)
def test_without_certainty_no_word_of_chance_is_left(name: str) -> None:
    say, cases = CASES[name]
    for given, _ in cases:
        found = say(*given)
        for one in found if isinstance(found, list) else [found]:
            message = plainly(getattr(one, "message", one))
            if message is None:
                continue
            assert not codes(message) & CERTAIN
            text = message.text("zh") + message.text("en")
            for word in ("明显", "偶然", "把握", "分不出", "clear", "chance", "surely"):
                assert word not in text
