"""Small inputs of the sentences on consequences: each template once true and once false."""

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from kernel.messages import Message
from kernel.periods import parse_period
from metrics.aggregation.aggregate import CountingRules
from metrics.consequences.campaigns import Campaign, Window, campaigns
from metrics.consequences.ladder import Ordered, Steps
from metrics.consequences.orders import Consequences, step_decisions
from metrics.narrative.campaign_words import above_sentence, above_sentences, campaign_sentences
from metrics.narrative.consequence_words import (
    deposits_sentence,
    honours_words,
    leaders_line,
    orders_words,
    register_sentence,
    steps_sentence,
)
from metrics.schemes.ladder import LadderStep
from metrics.scoring.decisions import Decision, _with_steps
from shirong.books import campaign_words
from tests.metrics.claims import NAN, Cases, frame
from tests.metrics.tiny import tiny_store

PERIOD = parse_period("2025-10")
TALK = LadderStep(times=2, counted="in_a_row", orders=("talk",))
ONE = Ordered("甲", None, 3, TALK, 2, 4, 0)
SINCE = date(2025, 1, 1)
COLUMNS = "unit action action_written period decided_on number"
NONE = frame(COLUMNS)
LEADERS = ("leader", "office", "linked_leader", "responsible")


def held(*rows: tuple) -> pd.DataFrame:
    table = frame(COLUMNS, *rows)
    return table.assign(decided_on=pd.to_datetime(table["decided_on"]))


TALKED = held(("甲", "talk", None, "2025-10", "2025-10-28", "3"))
OTHER = held(("甲", "commendation", None, "2025-10", "2025-10-28", "3"))


def decided(register: pd.DataFrame, **changes: Any) -> list[Message]:
    one = replace(ONE, **changes)
    found = step_decisions(Consequences(PERIOD, Steps("ordered", SINCE, (one,)), register))
    return [found[0].situation, found[0].suggestion]


def beside(unit: str, **changes: Any) -> list[Message]:
    one = replace(ONE, **changes)
    steps = step_decisions(Consequences(PERIOD, Steps("ordered", SINCE, (one,)), TALKED))
    statement = Decision(
        unit, Message("decision-last", {"group": "全市", "rank": 3, "score": "80"}, "metrics"),
        Message("suggest-statement", {}, "metrics"), True,
    )  # fmt: skip
    return [m for d in _with_steps([statement], steps) for m in (d.situation, d.suggestion)]


def letters(**counts: int) -> Message:
    zero = dict.fromkeys(("sent", "answered", "late", "overdue", "open", "no_reply_asked"), 0)
    return register_sentence(TALKED, zero | counts)


SAID = "decision-ladder suggest-ladder ladder-orders ladder-place-last action-talk"
REGISTERED = "ladder-decided ladder-decided-one"
CONSEQUENCES: Cases = {
    "leaders": (
        lambda *rows: [leaders_line(dict(zip(LEADERS, row, strict=True))) for row in rows],
        [
            ((), ""),
            ((("周某", "副区长", None, None),), "leaders-line leaders-office"),
            (
                (("周某", None, "吴某", "郑某"),),
                "leaders-line leaders-linked leaders-responsible",
            ),
        ],
    ),
    "deposits": (
        lambda *rows: deposits_sentence(frame("unit balance kept", *rows)),
        [
            ((), "deposits-none"),
            ((("甲", 100.0, 0.0),), "deposits"),
            ((("甲", 100.0, 0.0), ("乙", NAN, 50.0)), "deposits deposits-kept units-1"),
        ],
    ),
    "decision, ladder": (
        decided,
        [
            ((TALKED,), f"{SAID} ladder-times {REGISTERED}"),
            ((NONE,), f"{SAID} ladder-times ladder-not-decided"),
            ((OTHER,), f"{SAID} ladder-times ladder-not-decided"),
        ],
    ),
    "ladder, times": (
        lambda open_, unranked, bottom: decided(
            TALKED,
            row_open=open_,
            unranked=unranked,
            step=TALK.model_copy(update={"bottom": bottom}),
        )[0],
        [
            ((False, 0, 1), "decision-ladder ladder-times ladder-place-last"),
            ((True, 0, 1), "decision-ladder ladder-times-open ladder-place-last"),
            ((False, 2, 1),
             "decision-ladder ladder-times-unranked ladder-times ladder-place-last"),
            ((False, 0, 3), "decision-ladder ladder-times ladder-place-bottom"),
        ],
    ),
    "ladder, deposit": (
        lambda yuan, *orders: orders_words(
            replace(ONE, step=LadderStep(times=2, orders=orders, deposit=yuan))
        ),
        [
            ((None, "talk"), "ladder-orders action-talk"),
            ((1000, "talk", "deposit_kept"), "ladder-orders-deposit action-talk"),
        ],
    ),
    "decision, ladder and statement": (
        lambda unit, open_=False: beside(unit, row_open=open_),
        [
            (("甲",), "decision-ladder-last decision-last ladder-again ladder-place-last "
             f"suggest-statement-ladder suggest-statement {SAID.split(' ', 1)[1]} {REGISTERED}"),
            (("甲", True), "decision-ladder-last decision-last ladder-again-open "
             "ladder-place-last suggest-statement-ladder suggest-statement "
             f"{SAID.split(' ', 1)[1]} {REGISTERED}"),
            (("乙",), f"{SAID} ladder-times {REGISTERED} decision-last suggest-statement"),
        ],
    ),
    "ladder, sentence": (
        lambda steps: steps_sentence(steps, "month"),
        [
            ((None,), "ladder-none"),
            ((Steps("other_grain"),), "ladder-other-grain grain-month"),
            ((Steps("unfinished"),), "ladder-unfinished"),
            ((Steps("ordered", SINCE),), "ladder-nobody"),
            ((Steps("ordered", SINCE, (ONE,)),), "ladder-ordered"),
        ],
    ),
    "ladder, honours": (
        lambda *lost: [honours_words(period) for period in lost],
        [((PERIOD,), "ladder-honours"), ((), "")],
    ),
    "register, nothing": (
        lambda rows: register_sentence(rows, dict.fromkeys(("sent", "answered", "late"), 0)),
        [((NONE,), "register-none"), ((TALKED,), "register-no-letters")],
    ),
    "register, letters": (
        lambda counts: letters(**counts),
        [
            (({"sent": 3, "answered": 2, "overdue": 1},), "register-sent-on-time"),
            (({"sent": 3, "answered": 2, "late": 1},), "register-sent-late"),
            (({"sent": 3},), "register-sent"),
            (({},), "register-no-letters"),
        ],
    ),
}  # fmt: skip


# ------------------------------------------------------------------ campaigns, the place above


def window(name: str, findings: float, checks: float, clear: str = "unknown") -> Window:
    days = 0 if checks != checks else 10
    return Window(name, SINCE, SINCE, days, 10, findings, checks, 0.0, clear)


def campaign(before: Window, checks: float = 100.0, **changes: Any) -> list[Message]:
    usual = {
        "name": "攻坚", "first": SINCE, "last": SINCE, "units": (), "categories": (), "goal": None,
        "rate_goal": None, "document": None, "marked": False, "findings": 0.0, "rectified": 0.0,
        "cases": 0.0, "running": False,
        "windows": (before, window("during", 5.0, checks)),
    }  # fmt: skip
    return campaign_sentences(Campaign(**usual | changes))


def above(*rows: tuple) -> Message:
    columns = "level level_written assessment own period place from_last out_of"
    table = frame(columns, *(("provincial", None, "市容", "某市", *row) for row in rows))
    return above_sentence(table)


ABOVE_OF = "above-of level-provincial above-place"
CONSEQUENCES |= {
    "campaign, against before": (
        lambda clear: campaign(window("before", 9.0, 100.0, clear)),
        [
            (("fewer",), "campaign-fewer"),
            (("more",), "campaign-more"),
            (("no",), "campaign-same"),
            (("unknown",), "campaign-figures"),
        ],
    ),
    "campaign, without checks": (
        lambda own, before: campaign(window("before", 1.0, before, "no"), own),
        [
            ((100.0, NAN), "campaign-alone"),
            ((0.0, 100.0), "campaign-unchecked"),
            ((100.0, 100.0), "campaign-same"),
        ],
    ),
    "campaign, rectified": (
        lambda goal, done: campaign(
            window("before", 9.0, 100.0, "no"), rate_goal=goal, findings=10.0, rectified=done
        ),
        [
            ((None, 9.0), "campaign-same campaign-rectified"),
            ((90.0, 9.0), "campaign-same campaign-rectified-met"),
            ((95.0, 9.0), "campaign-same campaign-rectified-missed"),
        ],
    ),
    "campaign, running": (
        lambda running: campaign(window("before", 9.0, 100.0, "no"), running=running),
        [((True,), "campaign-same campaign-still"), ((False,), "campaign-same")],
    ),
    "above, series": (
        above,
        [
            ((("Q1", 5, 7, 11),), f"above-one {ABOVE_OF}"),
            ((("Q1", 5, 7, 11), ("Q2", 5, 7, 11)), f"above-same {ABOVE_OF}"),
            ((("Q1", 5, 7, 11), ("Q2", 4, 8, 11)), f"above-moved {ABOVE_OF}"),
            ((("Q1", 11, 1, 11), ("Q2", 2, 10, 11)), f"above-from-last {ABOVE_OF}"),
            ((("Q1", 11, 1, 11), ("Q2", 11, 1, 11)), f"above-same {ABOVE_OF}"),
            # a year ago it was last: that is no story of now
            (
                tuple((f"Q{n}", *place, 11) for n, place in enumerate(
                    [(11, 1), (5, 7), (5, 7), (5, 7), (4, 8)])),
                f"above-moved {ABOVE_OF}",
            ),
        ],
    ),
    "above, place": (
        above,
        [
            ((("Q1", 5, NAN, NAN),), "above-one above-of level-provincial above-place-alone"),
            ((("Q1", NAN, 2, NAN),), "above-one above-of level-provincial above-place-last"),
            ((("Q1", 5, 7, 11),), f"above-one {ABOVE_OF}"),
        ],
    ),
    "above, nothing": (
        above_sentences,
        [(([],), "above-none"), (([frame(
            "level level_written assessment own period place from_last out_of",
            ("provincial", None, "市容", "某市", "Q1", 5, 7, 11))],), f"above-one {ABOVE_OF}")],
    ),
    "campaign, none": (
        lambda *rows: campaign_words(
            campaigns(tiny_store(campaigns=rows), PERIOD, CountingRules())
        ),
        [
            ((), "campaign-none"),
            (({"campaign": "攻坚", "begins_on": SINCE},), "campaign-unchecked"),
        ],
    ),
}  # fmt: skip
