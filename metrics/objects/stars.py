"""Star ratings of objects over time: what was given when, by the list of given scores."""

import duckdb
import pandas as pd

from data.objects.kinds import STARS, Kind
from kernel.periods import Period

ITEMS = ("星级评定", "星级", "评定星级")


def star_history(con: duckdb.DuckDBPyConnection, kind: Kind, period: Period) -> pd.DataFrame:
    """Ratings up to the end of a period, oldest first: object, period (as labelled), day (its
    first), stars (0..5), given_by. The last one of an object and label stands."""
    with con.cursor() as cursor:
        return cursor.execute(
            "SELECT object, period, day, value AS stars, given_by FROM score_entries WHERE "
            "list_contains(?, indicator) AND object_type = ? AND object IS NOT NULL AND value "
            "BETWEEN 0 AND ? AND day < ? QUALIFY row_number() OVER (PARTITION BY object, period "
            "ORDER BY as_of DESC NULLS LAST, batch_id DESC, source_row DESC) = 1 "
            "ORDER BY day, object",
            [list(ITEMS), kind.name.zh, kind.stars or 5, period.end],
        ).df()


def latest_stars(con: duckdb.DuckDBPyConnection, kind: Kind, period: Period) -> pd.DataFrame:
    """By object: stars, period of the latest rating up to the end of a period; where none was
    given, the stars that the register has (period: empty)."""
    rated = star_history(con, kind, period).drop_duplicates("object", keep="last")
    found = rated.set_index("object")[["stars", "period"]]
    with con.cursor() as cursor:
        listed = cursor.execute(
            "SELECT DISTINCT object, object_class FROM points WHERE object_type = ? AND "
            "list_contains(?, object_class)",
            [kind.name.zh, list(STARS)],
        ).fetchall()
    own = {name: float(STARS.index(stars)) for name, stars in listed if name not in found.index}
    register = pd.DataFrame({"stars": own, "period": ""}, index=list(own))
    return pd.concat([found, register]) if own else found


def moved_stars(history: pd.DataFrame) -> pd.DataFrame:
    """What changed between the last two ratings of each object: object, before, stars, change,
    period; the largest fall first. Objects rated once are left out."""
    ordered = history.sort_values(["object", "day"])
    ordered["before"] = ordered.groupby("object")["stars"].shift()
    last = ordered.drop_duplicates("object", keep="last")
    last = last[last["before"].notna() & (last["before"] != last["stars"])]
    last = last.assign(change=last["stars"] - last["before"])
    columns = ["object", "before", "stars", "change", "period"]
    return last.sort_values(["change", "object"], ignore_index=True)[columns]
