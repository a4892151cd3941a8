"""What the photos of some rows show, in one sentence."""

from typing import Any

import pandas as pd

from kernel.messages import Message
from metrics.analyses import photo_book as book
from metrics.narrative.headline import units_message

NAMED = 3  # of a long list


def of_photos(rows: pd.DataFrame, looked: bool) -> Message:
    """How many rows name photos of which side, and what is wrong (`photo_book.with_states`).

    looked: whether there is a folder of pictures: without one no picture is called missing.
    """
    if rows.empty:
        return _say("photos-none")
    before, after = rows["before"] != book.NONE, rows["after"] != book.NONE
    told = [_say("photos-both", n=int((before & after).sum()))] if (before & after).any() else []
    if (before & ~after).any():
        told.append(_say("photos-only-before", n=int((before & ~after).sum())))
    if (after & ~before).any():
        told.append(_say("photos-only-after", n=int((after & ~before).sum())))
    sides = rows["before"], rows["after"]
    for state in (book.MISSING, book.ALIKE) if looked else ():
        if count := int(((sides[0] == state) | (sides[1] == state)).sum()):
            told.append(_say(f"photos-{state}", n=count))
    if rows["same"].any():
        names = rows.loc[rows["same"], "record_no"].astype(str).tolist()
        code = "photos-same-rows" if len(names) <= NAMED else "photos-same-rows-more"
        told.append(_say(code, n=len(names), numbers=units_message(names[:NAMED])))
    return _say("photos-rows", n=len(rows), told=_clauses(told))


def _clauses(told: list[Message]) -> Message:
    whole, *rest = told
    for more in rest:
        whole = _say("photos-and", first=whole, second=more)
    return whole


def _say(code: str, **params: Any) -> Message:
    return Message(code, params, "metrics")
