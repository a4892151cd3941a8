"""The own figures in words."""

from typing import Any

import pandas as pd

from kernel.messages import Message

NAMED = 3  # figures in one sentence
JUDGED = ("met", "missed")  # of whole periods; of others nothing is said as if it were whole
_SIGNS = {"at_least": "≥", "at_most": "≤", "equal": "=", "rank": "≤", "zero": "="}


def of_own_figures(table: pd.DataFrame) -> Message:
    """How many own figures miss their targets, and which most; how many were not stated
    (`metrics.own_figures.standing`)."""
    if table.empty:
        return _say("figures-none")
    judged = table[table["state"].isin(JUDGED)]
    missed = judged[judged["state"] == "missed"]
    if judged.empty:
        whole = _say("figures-unjudged", n=len(table))
    elif missed.empty:
        whole = _say("figures-met", n=len(judged))
    else:
        named = [_missed(row) for row in missed.head(NAMED).to_dict("records")]
        params = {"n": len(judged), "missed": len(missed), "which": _list(named)}
        whole = _say("figures-missed" if len(missed) <= NAMED else "figures-missed-most", **params)
    if partly := int(table["state"].str.endswith("so_far").sum()):
        whole = _say("figures-both", first=whole, second=_say("figures-partly", n=partly))
    if silent := int((table["state"] == "no_data").sum()):
        whole = _say("figures-both", first=whole, second=_say("figures-silent", n=silent))
    return whole


def name_of(row: Any) -> Message:
    """A figure and whose it is."""
    if isinstance(row["unit"], str):
        return _say("figure-of", unit=row["unit"], figure=row["figure"])
    return _say("figure-of-city", figure=row["figure"])


def basis_words(row: Any) -> Message:
    """How a value came about, and what of it is missing."""
    basis = row["basis"]
    if basis in ("stated", "none", "mixed"):
        return _say(f"figure-basis-{basis}")
    params = {"told": int(row["told"]), "of": int(row["of"])}
    made = _say(f"figure-basis-{basis}", **params)
    if not row["missing"]:
        return made
    without = list(row["missing"][:NAMED]) + (["…"] if len(row["missing"]) > NAMED else [])
    return _say("figure-basis-missing", made=made, periods=without)


def goal_words(row: Any) -> str:
    """≥ 90; nothing without a target."""
    if pd.isna(row["target"]):
        return ""
    sign = _SIGNS.get(row["direction"], "")
    return f"{sign} {amount(row['target'], row['measure'])}".strip()


def amount(value: Any, measure: Any) -> str:
    """A number with its measure: 88 %, 5.8 次/日, 12,000 吨."""
    if pd.isna(value):
        return "—"
    number = f"{value:,.2f}".rstrip("0").rstrip(".")
    return f"{number} {measure}" if isinstance(measure, str) else number


def _missed(row: Any) -> Message:
    value = amount(row["value"], row["measure"])
    return _say("figures-one", name=name_of(row), value=value, goal=goal_words(row))


def _list(named: list[Message]) -> Message:
    whole = named[0]
    for more in named[1:]:
        whole = _say("figures-and", first=whole, second=more)
    return whole


def _say(code: str, **params: object) -> Message:
    return Message(code, params, "metrics")
