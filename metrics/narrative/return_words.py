"""The weekly returns in words."""

from typing import Any

import pandas as pd

from kernel.messages import Message
from metrics.narrative.headline import units_message
from metrics.weekly_returns.overview import WEEKS, ReturnsOverview, week_label

NAMED = 2  # counts in one sentence


def of_returns(found: ReturnsOverview) -> list[Message]:
    """Who reported in the last week, who is silent most, what does not fit, what was replaced."""
    if found.week is None:
        return [_say("returns-none")]
    last = found.told[found.told["week"] == found.told["week"].max()]
    params = {"week": found.week, "told": int(last["told"].sum()), "of": len(last)}
    silent = found.silent
    said = [
        _say("returns-silent", **params, units=units_message(silent))
        if silent
        else _say("returns-all", **params)
    ]
    if missing := _most_silent(found.told):
        said.append(missing)
    if len(found.odd):
        named = [odd_words(row) for row in found.odd.head(NAMED).to_dict("records")]
        which = named[0]
        for more in named[1:]:
            which = _say("figures-and", first=which, second=more)
        said.append(_say("returns-odd", n=len(found.odd), weeks=WEEKS, which=which))
    if len(found.replaced):
        said.append(_say("returns-replaced", n=len(found.replaced), weeks=WEEKS))
    if found.silent_weeks:
        said.append(_say("returns-nobody", weeks=list(found.silent_weeks)))
    return said


def _most_silent(told: pd.DataFrame) -> Message | None:
    """Which units did not report most often, where one did not in two weeks or more."""
    missed = (~told["told"]).groupby(told["unit"]).sum()
    if missed.empty or missed.max() < 2:
        return None
    units = sorted(missed[missed == missed.max()].index)
    weeks = told["week"].nunique()
    params = {"weeks": weeks, "n": int(missed.max()), "units": units_message(units)}
    return _say("returns-missing", **params)


def odd_words(row: Any) -> Message:
    """A count that does not fit, what the unit reported before, and whether it is a zero too many
    or too few that would make it fit."""
    params = {
        "unit": row["unit"],
        "item": row["item"],
        "week": week_label(row["week"]),
        "value": reported_text(row["reported"]),
        "mean": f"{row['mean']:,.0f}",
        "weeks": int(row["weeks"]),
    }
    if row["tenth"]:
        return _say(f"returns-odd-tenth-{row['odd']}", **params)
    return _say("returns-odd-one", **params)


def reported_text(value: Any) -> str:
    """A count with its decimals, if it has any."""
    return "–" if pd.isna(value) else f"{value:,.2f}".rstrip("0").rstrip(".")


def _say(code: str, **params: object) -> Message:
    return Message(code, params, "metrics")
