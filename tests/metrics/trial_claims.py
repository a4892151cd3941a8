"""Small inputs of the sentences on trials of schemes, on late data and on what can be computed:
each template once true and once false."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pandas as pd

from kernel.messages import Message
from kernel.schema import UNIT_KINDS
from metrics.computable import Computable, Gap, Lacking, Named
from metrics.effect import PERIOD_COLUMNS, UNIT_COLUMNS, Effect
from metrics.narrative.computable_words import computable_messages
from metrics.narrative.effect_words import effect_sentence
from metrics.schemes.scheme import load_scheme
from metrics.whatif.comparison import compared, over_periods
from tests.metrics.claims import Cases, frame
from ui.scheme.whatif.captions import trial_sentence, trials_sentence

SCHEME = load_scheme("sample-district")


def standing(*rows: tuple) -> pd.DataFrame:
    """(period, unit, score, rank)"""
    table = frame("period unit score rank", *rows).astype({"rank": "Int64"})
    return table.assign(group="甲组", state="value", reason=None, last=False)


def tried(official: list[tuple], trial: list[tuple]) -> Message:
    return trial_sentence(compared(standing(*official), standing(*trial)))


def tried_often(official: list[tuple], trial: list[tuple]) -> Message:
    both = compared(standing(*official), standing(*trial))
    return trials_sentence(both, over_periods(both))


NOW = [("10", "甲", 90.0, 1), ("10", "乙", 80.0, 2)]
MOVED = [("10", "甲", 79.0, 2), ("10", "乙", 80.0, 1)]
RESCORED = [("10", "甲", 91.0, 1), ("10", "乙", 80.0, 2)]
LOST = [("10", "甲", 90.0, 1), ("10", "乙", 80.0, None)]
MANY = [("10", str(i), 90.0 - i, i) for i in range(1, 6)]
TURNED = [("10", str(i), 90.0 + i, 6 - i) for i in range(1, 6)]


def months(*each: list[tuple]) -> list[tuple]:
    return [(f"2025-0{m}", *row[1:]) for m, rows in enumerate(each, 1) for row in rows]


def late(
    periods: list[tuple], *units: tuple, kind: str = "district", stored: bool = False
) -> Message:
    """periods: (period, published, added, scores, ranks, and groups where any differ); units:
    (period, unit, rank before, rank after)"""
    rows = [(p, pub, added, 0, 0, scores, ranks, sum(groups))
            for p, pub, added, scores, ranks, *groups in periods]  # fmt: skip
    moves = pd.DataFrame(
        [{"period": p, "unit": u, "rank_before": a, "rank_after": b, "rank_change": a - b}
         for p, u, a, b in units],
        columns=list(UNIT_COLUMNS),
    )  # fmt: skip
    scheme: Any = SimpleNamespace(scores=SimpleNamespace(kind=kind))
    frames = moves, pd.DataFrame(rows, columns=list(PERIOD_COLUMNS))
    return effect_sentence(Effect(scheme, None, *frames), stored)


SCORES = ("2025-09", False, 3, 2, 0)
KINDS = "effect-will effect-scores effect-kinds-district"


def can(
    *can: str, gaps: tuple[str, ...] = (), lacking: tuple | None = None, registered: bool = True
) -> list[Message]:
    reasons = [Gap(Message(code, {"table": "甲", "fields": ["乙"]}, "metrics"), ["checks"])
               for code in gaps]  # fmt: skip
    schemes = () if lacking is None else (Lacking(SCHEME, lacking),)
    one = Computable("district", "2025-10", registered, can, tuple(reasons), schemes)
    return computable_messages([one])


LEAF = next(iter(SCHEME.leaves()))
TEXT = "computable-text"
KIND = "computable-of computable-kind computable-counts"
NO_SCHEME = f"{KIND} computable-no-scheme"
BY_ONE = f"{KIND} computable-by-one"

TRIALS: Cases = {
    "trial": (
        tried,
        [
            ((NOW, NOW), "whatif-same"),
            ((NOW, RESCORED), "whatif-no-moves"),
            ((NOW, MOVED), "whatif-moves whatif-move"),
            ((NOW, LOST), "whatif-moves whatif-lost"),
            ((LOST, NOW), "whatif-moves whatif-gained"),
            ((MANY, TURNED), "whatif-moves-more whatif-move"),
        ],
    ),
    "trials": (
        tried_often,
        [
            ((months(NOW, NOW), months(NOW, RESCORED)), "whatif-periods-none"),
            ((months(NOW, NOW), months(NOW, MOVED)), "whatif-periods-most"),
            ((months(NOW, MOVED), months(MOVED, NOW)), "whatif-periods"),
        ],
    ),
    "effect": (
        late,
        [
            (([SCORES],), KINDS),
            (([("2025-09", True, 3, 2, 0)],), f"{KINDS} effect-published"),
            (([SCORES, SCORES],), f"{KINDS} effect-and"),
            (([SCORES] * 4,), f"{KINDS} effect-and effect-more"),
            (([("2025-09", False, 3, 0, 0)],), "effect-will effect-rows effect-kinds-district"),
            (([("2025-09", False, 3, 0, 1)],), "effect-will effect-ranks effect-kinds-district"),
            (([("2025-09", False, 3, 2, 1)],),
             "effect-will effect-scores-and-ranks effect-kinds-district"),
            (([("2025-09", False, 3, 0, 1)], ("2025-09", "甲", 3, 1)),
             "effect-will effect-ranks effect-largest-move effect-kinds-district"),
            (([("2025-09", False, 3, 0, 1)], ("2025-08", "甲", 3, 1)),
             "effect-will effect-ranks effect-kinds-district"),
        ],
    ),
    "effect that happened": (
        lambda stored: late([SCORES], stored=stored),
        [
            ((True,), "effect-did effect-scores effect-kinds-district"),
            ((False,), "effect-will effect-scores effect-kinds-district"),
        ],
    ),
    "effect on groups": (
        lambda *row: late([("2025-09", False, *row)]),
        [
            ((0, 2, 0, 0), KINDS),
            ((0, 2, 0, 1), f"{KINDS} effect-and-groups"),
            ((0, 0, 0, 2), "effect-will effect-groups effect-kinds-district"),
        ],
    ),
    "effect by kind": (
        lambda scores, kind: late([("2025-09", False, 3, scores, 0)], kind=kind),
        [
            ((n, kind), f"effect-will effect-scores {word}-{kind}")
            for kind in (*UNIT_KINDS, "road", "object")
            for n, word in ((1, "effect-kind"), (2, "effect-kinds"))
        ],
    ),
    "computable": (
        can,
        [
            ((), NO_SCHEME),
            (("checks",), f"{BY_ONE} computable-can {TEXT}"),
        ],
    ),
    "computable, nothing": (
        computable_messages,
        [
            (([],), "computable-none"),
            (([Computable("district", "2025-10", True, (), (), ())],), NO_SCHEME),
        ],
    ),
    "computable, named": (
        lambda named: computable_messages(
            [Computable("district", "2025-10", True, (), (), (), named)]
        ),
        [
            ((None,), NO_SCHEME),
            ((Named(1, 2, date(2025, 1, 1), date(2025, 1, 2)),), f"{NO_SCHEME} computable-named"),
        ],
    ),
    "computable, register": (
        lambda registered: can(registered=registered),
        [((True,), NO_SCHEME), ((False,), f"{NO_SCHEME} computable-unregistered")],
    ),
    "computable, gaps": (
        lambda *gaps: can(gaps=gaps),
        [
            (("computable-no-table",), f"{NO_SCHEME} computable-gap computable-no-table {TEXT}"),
            (("computable-no-field",), f"{NO_SCHEME} computable-gap computable-no-field {TEXT}"),
            # that a table is not about this kind, or has nothing to judge, is no lack of the files
            (("computable-no-kind", "computable-nothing"), NO_SCHEME),
        ],
    ),
    "computable, schemes": (
        lambda *lacking: can(lacking=lacking),
        [
            ((), f"{KIND} computable-ranked {TEXT}"),
            ((LEAF,), f"{KIND} computable-lacking {TEXT}"),
        ],
    ),
}  # fmt: skip
