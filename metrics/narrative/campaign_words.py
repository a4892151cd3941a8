"""Campaigns and the place above, in words."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from kernel.messages import Message
from metrics.consequences.above import LATEST
from metrics.consequences.campaigns import Campaign

_WORDS = {"fewer": "campaign-fewer", "more": "campaign-more", "no": "campaign-same"}


def campaign_sentences(one: Campaign) -> list[Message]:
    """What a campaign found against the days before, what is rectified, and whether it is over."""
    own, before = one.window("during"), one.window("before")
    if not own.checks > 0:
        return [_say("campaign-unchecked", name=one.name)]
    params = {"name": one.name, "rate": f"{own.rate:.1f}"}
    if not before.checks > 0:
        found = [_say("campaign-alone", **params)]
    else:
        code = _WORDS.get(before.clear, "campaign-figures")
        found = [_say(code, **params, before=f"{before.rate:.1f}")]
    if one.findings:
        found.append(_rectified(one))
    if one.running:
        last = pd.Timestamp(own.first) + pd.Timedelta(days=own.days - 1)
        found.append(_say("campaign-still", until=f"{last:%Y-%m-%d}"))
    return found


def _rectified(one: Campaign) -> Message:
    rate = f"{one.rectified_rate:.1f}"
    if one.rate_goal is None:
        return _say("campaign-rectified", rate=rate)
    met = one.rectified_rate >= one.rate_goal
    code = "campaign-rectified-met" if met else "campaign-rectified-missed"
    return _say(code, rate=rate, goal=f"{one.rate_goal:g}")


def above_sentence(series: pd.DataFrame) -> Message:
    """Where the own unit stands in one series, and where it stood before."""
    now = series.iloc[-1]
    params: dict[str, Any] = {
        "of": series_name(now),
        "period": now["period"],
        "place": place_words(now),
    }
    if len(series) == 1:
        return _say("above-one", **params)
    first, before = series.tail(LATEST).iloc[0], series.iloc[-2]
    rose = not pd.isna(now["from_last"]) and now["from_last"] > 1
    if not pd.isna(first["from_last"]) and first["from_last"] == 1 and rose:
        return _say("above-from-last", **params, since=first["period"])
    same = all(
        (pd.isna(now[name]) and pd.isna(before[name]))
        or now[name] is before[name]
        or (not pd.isna(now[name]) and not pd.isna(before[name]) and now[name] == before[name])
        for name in ("place", "from_last")
    )
    if same:
        return _say("above-same", **params, before=before["period"])
    return _say("above-moved", **params, before=before["period"], was=place_words(before))


def above_sentences(series: Sequence[pd.DataFrame]) -> list[Message]:
    """One sentence for each series."""
    return [above_sentence(one) for one in series] or [_say("above-none")]


def series_name(row: Any) -> Message:
    """Whose ranking it is, of what, and whose place."""
    if isinstance(row["level"], str):
        level: Message | str = _say(f"level-{row['level']}")
    else:
        level = (
            row["level_written"] if isinstance(row["level_written"], str) else _say("level-unsaid")
        )
    named = [row[name] if isinstance(row[name], str) else "–" for name in ("assessment", "own")]
    return _say("above-of", level=level, assessment=named[0], own=named[1])


def place_words(row: Any) -> Message:
    """A place, from the first where that is known."""
    if pd.isna(row["place"]):
        return _say("above-place-last", n=int(row["from_last"]))
    if pd.isna(row["out_of"]):
        return _say("above-place-alone", n=int(row["place"]))
    return _say("above-place", n=int(row["place"]), of=int(row["out_of"]))


def _say(code: str, **params: object) -> Message:
    return Message(code, params, "metrics")
