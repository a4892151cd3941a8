"""Small inputs of the sentences on fairness: each template once true and once false."""

from functools import partial

import pandas as pd

from kernel.messages import Message
from metrics.fairness.coverage import Unchecked
from metrics.fairness.even import Evened
from metrics.fairness.funnel import Funnel
from metrics.fairness.planner import Checked
from metrics.fairness.severity import Severity
from tests.metrics.claims import NAN, Cases, frame
from ui.fairness import captions as words

WEIGHTS = "name_zh name_en nominal effective"
REDRAWN = "unit same low high"
FIRST = "rank unit group p_first"
GAPS = "ahead behind gap component points"
PAIRS = "one other r n clear"
SEVERE = "inspector clear factor low high"
EVENED = "unit score even_score rank even_rank change"
COVERT = "unit gap judged clear"
SHARES = "unit checks ratio uneven"
TIMES = "weekday hour checks"
ENDS = "id unit centre trial segment signal"
NAMES = {
    "a": Message("fairness-component", {"zh": "巡查", "en": "Checks"}, "ui"),
    "extra": Message("fairness-adjustments", {}, "ui"),
}


def severe(*rows: tuple, told: str = "") -> Severity:
    return Severity(told, frame(SEVERE, *rows), first="2024-11", last="2025-10")


def evened(*rows: tuple, components: bool = True) -> Evened:
    return Evened(frame(EVENED, *rows), ["a"] if components else [])  # type: ignore[list-item]


def left(known: int, points: int, streets_known: int, streets: int) -> Unchecked:
    names = [pd.DataFrame({"name": range(n)}) for n in (points, streets)]
    return Unchecked(*names, known, streets_known, True, pd.Timestamp("2025-10-20").date())


def funnel(*places: str, tau: float = 0.0) -> Funnel:
    table = frame("unit value place", *((str(i), 90.0, p) for i, p in enumerate(places)))
    return Funnel("pass_rate", 90.0, 1.0, tau, 900.0, table)


def ends(
    *signals: str, trial: bool = False, segment: int = 1, centre: float = 90.0
) -> pd.DataFrame:
    rows = [("2025-10", "甲", centre, trial, segment, s) for s in signals]
    return frame(ENDS, *rows)


def sure(*rows: tuple, groups: bool = True):
    return words.of_first(frame(FIRST, *rows), groups)


EVEN, STRICT = ("李", "", 1.02, 0.9, 1.1), ("王", "strict", 1.7, 1.5, 1.9)
MILD, UNKNOWN = ("赵", "lenient", 0.6, 0.5, 0.7), ("孙", "unknown", NAN, NAN, NAN)
CHECKED = Checked("a", "巡查", "Checks", 900.0, pd.Series({"甲": 300}), 1.0)
SIGNALS = ("high", "low", "above", "below", "rising", "falling", "near_high", "near_low")

FAIRNESS: Cases = {
    "weights": (
        words.of_weights,
        [
            ((frame(WEIGHTS, ("巡查", "Checks", 45.0, NAN)),), "fairness-weights-unknown"),
            ((frame(WEIGHTS, ("巡查", "Checks", 45.0, 49.0)),),
             "fairness-weights-alike fairness-weight"),
            ((frame(WEIGHTS, ("巡查", "Checks", 45.0, 52.0)),),
             "fairness-weights-more fairness-weight"),
            ((frame(WEIGHTS, ("巡查", "Checks", 45.0, 30.0)),),
             "fairness-weights-less fairness-weight"),
        ],
    ),
    "redrawn": (
        words.of_redrawn,
        [
            ((frame(REDRAWN, ("甲", 99.0, 1, 1)),), "fairness-ranks-unknown"),
            ((frame(REDRAWN, ("甲", 99.0, 1, 1), ("乙", 95.0, 2, 2)),), "fairness-ranks-stable"),
            ((frame(REDRAWN, ("甲", 99.0, 1, 1), ("乙", 94.0, 2, 3)),),
             "fairness-ranks-move fairness-rank-range"),
        ],
    ),
    "first": (
        sure,
        [
            (((1, "甲", "城区组", NAN),), "fairness-first-unknown"),
            (((2, "甲", "城区组", 0.3),), "fairness-first-unknown"),
            (((1, "甲", "城区组", 0.6),),
             "fairness-first fairness-first-one fairness-of-group"),
        ],
    ),
    "first alone": (
        partial(sure, groups=False),
        [(((1, "甲", None, 0.6),), "fairness-first fairness-first-one")],
    ),
    "gaps": (
        partial(words.of_gaps, names=NAMES),
        [
            ((frame(GAPS, ("甲", "乙", 0.0, None, NAN)),), "fairness-gaps-none"),
            ((frame(GAPS, ("甲", "乙", 1.0, "a", 0.8)),), "fairness-gap fairness-component"),
            ((frame(GAPS, ("甲", "乙", 1.0, "extra", 0.8)),), "fairness-gap fairness-adjustments"),
        ],
    ),
    "correlations": (
        partial(words.of_correlations, names=NAMES),
        [
            ((frame(PAIRS),), "fairness-correlation-unknown"),
            ((frame(PAIRS, ("a", "a", 0.4, 9, False)),), "fairness-correlation-none"),
            ((frame(PAIRS, ("a", "a", 0.95, 9, True)),),
             "fairness-correlation fairness-correlation-pair fairness-component"),
        ],
    ),
    "severity": (
        partial(words.of_severity, name_of=str),
        [
            *(((severe(told=why),), f"fairness-severity-{why.replace('_', '-')}")
              for why in ("no_inspector", "one_inspector", "too_few", "no_overlap")),
            ((severe(EVEN, UNKNOWN),), "fairness-severity-even"),
            ((severe(EVEN, STRICT),), "fairness-severity fairness-strict"),
            ((severe(EVEN, MILD),), "fairness-severity fairness-lenient"),
            ((severe(STRICT, MILD, UNKNOWN),),
             "fairness-severity-all fairness-strict fairness-lenient"),
        ],
    ),
    "evened": (
        words.of_evened,
        [
            ((None,), "fairness-evened-unknown"),
            ((evened(components=False),), "fairness-evened-no-findings"),
            ((evened(("甲", 90.0, 90.5, 1, 1, 0)),), "fairness-evened-same"),
            ((evened(("甲", 90.0, 91.5, 2, 1, 1)),), "fairness-evened-moved fairness-evened-unit"),
        ],
    ),
    "covert": (
        words.of_covert,
        [
            ((frame(COVERT),), "fairness-covert-none"),
            ((frame(COVERT, ("甲", 9.0, False, False)),), "fairness-covert-few"),
            ((frame(COVERT, ("甲", 0.5, True, False)),), "fairness-covert-alike"),
            ((frame(COVERT, ("甲", -4.0, True, True)),), "fairness-covert-alike"),
            ((frame(COVERT, ("甲", 4.0, True, True)),),
             "fairness-covert-gap fairness-covert-unit"),
        ],
    ),
    "unchecked": (
        partial(words.of_unchecked, weeks=4),
        [
            ((left(0, 0, 0, 0),), "fairness-unchecked-unknown"),
            ((left(30, 0, 31, 0),), "fairness-unchecked-none"),
            ((left(30, 2, 31, 0),), "fairness-unchecked"),
            ((left(30, 0, 31, 1),), "fairness-unchecked"),
        ],
    ),
    "shares": (
        words.of_shares,
        [
            ((frame(SHARES, ("甲", 0, NAN, "")),), "fairness-shares-no-checks"),
            ((frame(SHARES, ("甲", 9, NAN, "")),), "fairness-shares-unknown"),
            ((frame(SHARES, ("甲", 9, 1.2, "")),), "fairness-shares-even"),
            ((frame(SHARES, ("甲", 9, 1.6, "more")),),
             "fairness-shares-uneven fairness-shares-unit"),
        ],
    ),
    "times": (
        words.of_times,
        [
            ((frame(TIMES, (1, 9, 0)),), "fairness-shares-no-checks"),
            ((frame(TIMES, (1, NAN, 9)),), "fairness-times-no-hours"),
            ((frame(TIMES, (1, 7, 9), (6, 10, 1)),), "fairness-times"),
        ],
    ),
    "plan": (
        partial(words.of_plan, difference=2.0, half=1.0),
        [((None,), "fairness-plan-unknown"), ((CHECKED,), "fairness-plan-known")],
    ),
    "funnel": (
        partial(words.of_funnel, indicator="pass_rate"),
        [
            ((None,), "fairness-funnel-unknown"),
            ((funnel("inside", "near"),), "fairness-funnel-inside fairness-phi-chance"),
            ((funnel("inside", "near", tau=2.0),), "fairness-funnel-inside fairness-phi-over"),
            ((funnel("inside", "outside"),),
             "fairness-funnel-outside fairness-funnel-unit fairness-phi-chance"),
        ],
    ),
    "control": (
        partial(words.of_control, weekly=False),
        [
            ((ends(),), "fairness-control-short"),
            ((ends("", centre=NAN),), "fairness-control-short"),
            ((ends("", centre=NAN, segment=2),), "fairness-control-new"),
            ((ends(""),), "fairness-control-calm"),
            ((ends("", trial=True),), "fairness-control-calm fairness-control-trial"),
            ((ends("", segment=2),), "fairness-control-calm fairness-control-rebased"),
            *(((ends("", s),), "fairness-control-signals fairness-control-unit fairness-signal-"
               + s.replace("_", "-")) for s in SIGNALS),
            ((ends("high").assign(unit=""),),
             "fairness-control-signals fairness-control-unit fairness-signal-high fairness-city"),
        ],
    ),
}  # fmt: skip
