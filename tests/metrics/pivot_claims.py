"""Small inputs of the sentence over a free question: each template once true and once false."""

from datetime import datetime

from metrics.pivot.answer import answer
from metrics.pivot.question import read_line
from tests.metrics.claims import Cases
from tests.metrics.tiny import cases, tiny_store
from ui.analysis.captions import of_answer

END = datetime(2025, 11, 1, 8)
FEW = [*cases("甲", 2, month=9), *cases("甲", 3), *cases("乙", 2)]
EVEN = [*cases("甲", 2), *cases("乙", 2)]
SAME = [*cases("甲", 2, month=9), *cases("甲", 2)]
FEWER = [*cases("甲", 3, month=9), *cases("甲", 2)]
NAMES = "indicator-filed indicator-filed-unit"  # of the measure, in each sentence
TOTAL = f"answer-total answer-settled {NAMES}"


def told(rows, line, as_of=END):
    facts = [row | {"as_of": as_of, "record_key": str(at)} for at, row in enumerate(rows)]
    return [of_answer(answer(tiny_store(cases=facts), read_line(line)))]


PIVOT: Cases = {
    "answers": (
        told,
        [
            ((FEW, "filed days.2025-10"), TOTAL),
            ((FEW, "filed days.2025-10 where.team.丙"), "answer-no-data indicator-filed"),
            ((FEW, "filed rows.team days.2025-10"), f"{TOTAL} answer-top"),
            ((EVEN, "filed rows.team days.2025-10"), TOTAL),
            ((FEW, "filed days.2025-10 compare.previous"), f"{TOTAL} answer-change-up"),
            ((SAME, "filed days.2025-10 compare.previous"), f"{TOTAL} answer-change-same"),
            ((FEWER, "filed days.2025-10 compare.previous"), f"{TOTAL} answer-change-down"),
            ((FEW, "filed days.2025-10 compare.year"), f"{TOTAL} answer-early"),
            (
                (FEW, "filed days.2025-10", datetime(2025, 10, 20, 8)),
                f"{TOTAL} answer-so-far",
            ),
        ],
    ),
}
