"""What is said of objects (docs/sentences.md, section 考核对象)."""

from datetime import date

import duckdb
import pandas as pd

from data.objects.kinds import Kind
from kernel.messages import Message
from metrics.objects.standing import LEAST_VISITS


def of_objects(table: pd.DataFrame) -> Message:
    """How many were visited, how many of them often enough, how many differ beyond chance."""
    visited = int((table["visits"] > 0).sum())
    enough = int((table["visits"] >= LEAST_VISITS).sum())
    params = {
        "objects": len(table),
        "visited": visited,
        "least": LEAST_VISITS,
        "enough": enough,
        "worse": int((table["differs"] == "worse").sum()),
        "better": int((table["differs"] == "better").sum()),
    }
    if not len(table):
        return Message("objects-none", {}, "metrics")
    if not visited and table["findings"].sum() > 0:
        taken = {"times": int(table["findings"].sum()), "points": f"{table['deduction'].sum():g}"}
        return Message("objects-taken", params | taken, "metrics")
    if not visited:
        return Message("objects-not-visited", params, "metrics")
    if not table["p_value"].notna().any():
        return Message("objects-not-judged", params, "metrics")
    alike = not params["worse"] + params["better"]
    return Message("objects-alike" if alike else "objects-differ", params, "metrics")


def of_stars(history: pd.DataFrame, moved: pd.DataFrame) -> Message:
    """How many were rated when last, how many fell and rose against the rating before."""
    if not len(history):
        return Message("objects-no-stars", {}, "metrics")
    last = history.drop_duplicates("object", keep="last")
    twice = history.groupby("object").size()
    params = {
        "rated": len(last),
        "period": str(history.iloc[-1]["period"]),
        "again": int((twice > 1).sum()),
        "down": int((moved["change"] < 0).sum()),
        "up": int((moved["change"] > 0).sum()),
    }
    return Message("objects-stars" if params["again"] else "objects-stars-once", params, "metrics")


def dated(con: duckdb.DuckDBPyConnection, kind: Kind | None) -> bool:
    """Whether the register says of any object (of a kind) when its registration ends."""
    with con.cursor() as cursor:
        row = cursor.execute(
            "SELECT count(valid_to) FROM points WHERE $kind IS NULL OR object_type = $kind",
            {"kind": kind.name.zh if kind else None},
        ).fetchone()
    return bool(row and row[0])


def of_expiring(found: pd.DataFrame, day: date, within: int, any_dated: bool) -> Message:
    """How many registrations end soon, and how many have ended without a renewal."""
    if not any_dated:
        return Message("objects-never-end", {}, "metrics")
    soon, past = found[found["days"] >= 0], found[found["days"] < 0]
    params = {
        "day": f"{day}",
        "within": within,
        "soon": len(soon),
        "past": len(past),
        "first": str(soon.iloc[0]["object"]) if len(soon) else "",
        "until": f"{pd.Timestamp(soon.iloc[0]['valid_to']).date()}" if len(soon) else "",
    }
    code = "objects-expiring" if len(soon) else "objects-none-expires"
    return Message(code, params, "metrics")


def of_lists(red: list[str], black: list[str]) -> Message:
    """Who is on the lists; where too many share a place, that they name nobody."""
    if not red and not black:
        return Message("objects-no-lists", {}, "metrics")
    params = {"red": red, "black": black, "reds": len(red), "blacks": len(black)}
    code = "objects-lists" if red and black else "objects-red" if red else "objects-black"
    return Message(code, params, "metrics")


def of_lists_chance(table: pd.DataFrame, named: list[str]) -> list[Message]:
    """Of those on a list: who differs from the others of the kind beyond chance, or that nobody
    does; nothing where nobody is named, or nothing can be tested."""
    if not named or not table["p_value"].notna().any():
        return []
    told = table.loc[table["object"].isin(named) & table["differs"].ne("none"), "object"]
    if not len(told):
        return [Message("objects-lists-alike", {}, "metrics")]
    return [Message("objects-lists-differ", {"objects": list(told)}, "metrics")]


def of_crossings(number: int) -> list[Message]:
    """Cases at crossings that count for the other road; nothing where there are none."""
    return [Message("objects-crossings", {"n": number}, "metrics")] if number else []
