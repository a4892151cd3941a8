"""Small inputs of the sentences on weekly returns: each template once true and once false."""

from datetime import date, timedelta
from typing import Any

from kernel.messages import Message
from kernel.periods import parse_period
from metrics.narrative.return_words import of_returns
from metrics.weekly_returns.overview import returns_overview
from tests.metrics.claims import Cases
from tests.metrics.tiny import tiny_store

LAST = date(2025, 10, 20)  # the Monday of 2025-W43
AS_EVER = (34, 41, 38, 36, 33, 40, 37, 39, 35, 36, 38, 34)


def counts(unit: str, values: list[float | None], **more: Any) -> list[dict[str, Any]]:
    """One count a week up to LAST; None: no return."""
    weeks = [LAST - timedelta(weeks=back) for back in range(len(values) - 1, -1, -1)]
    return [
        {"period": f"{week:%G-W%V}", "street": unit, "item": "劝导", "reported": float(value)}
        | more
        for week, value in zip(weeks, values, strict=True)
        if value is not None
    ]


def said(rows: list[dict[str, Any]], period: str = "2025-10") -> list[Message]:
    return of_returns(returns_overview(tiny_store(weekly_returns=rows), parse_period(period)))


def again(rows: list[dict[str, Any]], value: float) -> list[dict[str, Any]]:
    """The last of the rows once more, with another count, two days later."""
    return [*rows, rows[-1] | {"reported": value, "returned_on": date(2025, 10, 29)}]


USUAL = counts("甲镇", [*AS_EVER, 37])
RETURNS: Cases = {
    "of_returns": (
        said,
        [
            (([],), "returns-none"),
            ((USUAL, "2025-06"), "returns-none"),
            ((USUAL,), "returns-all"),
            ((USUAL + counts("乙镇", [3, None]),), "returns-silent units-1"),
            ((USUAL + counts("乙镇", [3, None, 3]),), "returns-all"),
            (
                (USUAL + counts("乙镇", [3, None, None, 3]),),
                "returns-all returns-missing units-1",
            ),
            (
                (counts("甲镇", [*AS_EVER, 370]),),
                "returns-all returns-odd returns-odd-tenth-high",
            ),
            ((counts("甲镇", [*AS_EVER, 4]),), "returns-all returns-odd returns-odd-tenth-low"),
            ((counts("甲镇", [*AS_EVER, 120]),), "returns-all returns-odd returns-odd-one"),
            ((counts("甲镇", [*AS_EVER[:7], 370]),), "returns-all"),
            (
                (counts("甲镇", [*AS_EVER, 370]) + counts("乙镇", [*AS_EVER, 3]),),
                "returns-all returns-odd figures-and returns-odd-tenth-high returns-odd-tenth-low",
            ),
            ((again(USUAL, 38),), "returns-all returns-replaced"),
            ((again(USUAL, 37),), "returns-all"),
            ((counts("甲镇", [36, None, 37]),), "returns-all returns-nobody"),
        ],
    ),
}
