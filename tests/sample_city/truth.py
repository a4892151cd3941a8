"""What is hidden in the sample, as tables that tests compare with what the product finds."""

import pandas as pd

from sample_city import complaints, grid_files
from sample_city.sample import Sample

REBOUND_DAYS = 30


def story_chains(sample: Sample, days: int = REBOUND_DAYS) -> pd.DataFrame:
    """Every return of a problem: the same type at the same place within `days` of a closing.

    One row per link: case_no, returned_as (the first case or order reported after the closing),
    district, street, subcategory, place, returned_place (as spelled), days. Orders of the hotline
    close and return as well. Voided cases are no part of it, nor those exported without a place.
    """
    grid = sample.cases[~sample.cases["voided"]]
    grid = grid[grid_files.home(grid, sample.months) != "石溪县"]
    day_end = grid["reported_at"].dt.normalize() + pd.Timedelta(hours=23, minutes=59, seconds=59)
    grid = grid.assign(closed=grid["closed_at"].mask(grid["self_handled"], day_end))
    orders = sample.orders.assign(closed=sample.orders["closed_at"])
    known = pd.concat([grid, orders], ignore_index=True)
    known["closed"] = known["closed"].where(known["closed"] <= sample.months[-1].exported)
    for column in ("closed", "reported_at"):
        known[column] = known[column].astype("datetime64[s]")
    keys = ["district", "street", "subcategory", "true_place"]
    closings = known[known["closed"] >= known["reported_at"]].sort_values("closed")
    returns = known.sort_values("reported_at")[[*keys, "reported_at", "case_no", "place"]]
    returns = returns.rename(
        columns={"case_no": "returned_as", "place": "returned_place", "reported_at": "returned_at"}
    )
    links = pd.merge_asof(
        closings[[*keys, "closed", "case_no", "place"]],
        returns,
        left_on="closed",
        right_on="returned_at",
        by=keys,
        direction="forward",
        allow_exact_matches=False,
    )
    links["days"] = (links["returned_at"] - links["closed"]).dt.total_seconds() / 86_400
    links = links[links["days"].between(0, days)]
    return links.drop(columns=["closed", "returned_at", "true_place"]).reset_index(drop=True)


def same_matters(sample: Sample) -> pd.DataFrame:
    """Orders of the hotline about a matter that the grid reported as well: order, case_no."""
    twice = sample.orders[sample.orders["same_case"] != ""]
    return pd.DataFrame({"order": twice["case_no"], "case_no": twice["same_case"]}).reset_index(
        drop=True
    )


def clean_but_complained(sample: Sample) -> pd.DataFrame:
    """Points where no visit found anything and about which people called: point, visits, calls."""
    points = complaints.clean_points()
    visits = sample.visits["point"].value_counts()
    calls = sample.orders["place"].value_counts()
    return pd.DataFrame(
        {
            "point": points,
            "visits": [int(visits.get(p, 0)) for p in points],
            "calls": [int(calls.get(p, 0)) for p in points],
        }
    )
