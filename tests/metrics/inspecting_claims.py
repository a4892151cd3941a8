"""Small inputs of the sentences on the inspectors' work: each template once true and once false."""

from datetime import date

import pandas as pd

from metrics.inspecting.accepted import Accepted
from metrics.inspecting.alike import COMPARISONS, Alike
from metrics.inspecting.covered import Covered
from metrics.inspecting.library import Library
from metrics.inspecting.planned import Planned
from metrics.inspecting.quotas import Quotas
from metrics.narrative import inspecting_words as words
from tests.metrics.claims import NAN, Cases, frame

COVERED = "part listed visited visits share per_week before main back"
PLANNED = "district street point_type class method visits per basis due done rate behind"
QUOTA = "inspector quota_of quota due done rate behind"
ACCEPTED = "part reported filed voided unknown rate clear"
ALIKE = "comparison one other ratio low high told clear"
DAY = date(2025, 10, 21)


def covered(
    *rows: tuple, visits: float = 9.0, listed: float = 4.0, before: float = NAN,
    known: bool = True, registered: bool = True,
) -> Covered:  # fmt: skip
    total = frame(COVERED, ("all", listed, 3.0, visits, 75.0, 1.1, before, 0.0, 0.0)).iloc[0]
    return Covered(frame(COVERED, *rows), total, known, registered, DAY, 4.0)


def of_streets(found: Covered) -> list:
    return [one for one in [words.of_streets(found)] if one]


def line(
    per: str = "month", basis: str = "total", district: str | None = "甲", rate: float = 50.0
) -> tuple:
    made = (10.0, rate / 10, rate, rate < 100)
    return (
        district,
        None,
        None,
        None,
        "covert" if basis == "point" else None,
        10.0,
        per,
        basis,
    ) + made


def planned(*rows: tuple, lines: int = 1, running: bool = False, known: bool = True) -> Planned:
    return Planned(frame(PLANNED, *rows), lines, DAY, running, known)


def quotas(*rows: tuple, gone: float = 1.0, count: int = 1) -> Quotas:
    return Quotas(frame(QUOTA, *rows), count, gone, 0.0)


def of_quotas(found: Quotas):
    return words.of_quotas(found, lambda name: name)


NOBODY = ("all", 0.0, 0.0, 0.0, 0.0, NAN, False)


def accepted(*rows: tuple, total: tuple = ("all", 40.0, 38.0, 2.0, 0.0, 95.0, False)) -> Accepted:
    return Accepted("collector", frame(ACCEPTED, *rows), frame(ACCEPTED, total).iloc[0])


def of_accepted(found: Accepted):
    return words.of_accepted(found, lambda name: name)


def alike(*rows: tuple, years: tuple[int, ...] = ()) -> Alike:
    return Alike(frame(ALIKE, *rows), DAY, DAY, "street", years, 2026)


def compared(name: str, clear: bool = True, told: str = "") -> tuple:
    return (name, *COMPARISONS[name], 1.4, 1.2, 1.6, told, clear)


def library(rows: int = 1, state: str = "in_force") -> Library:
    table = pd.DataFrame({"state": [state] * rows})
    return Library(table, pd.DataFrame(), 5.0, 2.0, 1.0, 3.0, 0.0)


LESS, MORE = ("甲", 4, 3, 5.0, 75, 1.1, NAN, 3, 1), ("乙", 4, 3, 5.0, 75, 1.1, NAN, 1, 3)
OFF_ROADS = ("丙", 4, 3, 5.0, 75, 1.1, NAN, 0, 0)
BEHIND = ("王", "visits", 10.0, 10.0, 5.0, 50.0, True)
DONE = ("李", "visits", 10.0, 10.0, 12.0, 120.0, False)
_LINE = "inspecting-plan-behind inspecting-line inspecting-basis-total"
_SIDES = {
    name: f"inspecting-alike-clear inspecting-alike-one inspecting-compare-{name} "
    + " ".join(f"inspecting-side-{side}" for side in sides)
    for name, sides in COMPARISONS.items()
}

INSPECTING: Cases = {
    "covered": (
        words.of_covered,
        [
            ((covered(known=False),), "inspecting-covered-unknown"),
            ((covered(visits=0.0),), "inspecting-covered-none"),
            ((covered(registered=False),), "inspecting-covered-unlisted"),
            ((covered(listed=0.0),), "inspecting-covered-unlisted"),
            ((covered(),), "inspecting-covered"),
            ((covered(before=1.0),), "inspecting-covered inspecting-covered-before"),
        ],
    ),
    "streets": (
        of_streets,
        [
            ((covered(LESS),), ""),
            ((covered(LESS, OFF_ROADS),), ""),
            ((covered(LESS, MORE),), "inspecting-streets inspecting-streets-one"),
        ],
    ),
    "planned": (
        words.of_planned,
        [
            ((planned(lines=0),), "inspecting-plan-none"),
            ((planned(),), "inspecting-plan-not-now"),
            ((planned(line(), known=False),), "inspecting-plan-unknown"),
            ((planned(line(rate=NAN)),), "inspecting-plan-no-points"),
            ((planned(line(rate=100.0)),), "inspecting-plan-met"),
            ((planned(line(rate=100.0), running=True),), "inspecting-plan-met inspecting-so-far"),
            ((planned(line()),), f"{_LINE} inspecting-per-month"),
            ((planned(line("day")),), f"{_LINE} inspecting-per-day"),
            ((planned(line("week")),), f"{_LINE} inspecting-per-week"),
            ((planned(line("quarter")),), f"{_LINE} inspecting-per-quarter"),
            ((planned(line("year")),), f"{_LINE} inspecting-per-year"),
            (
                (planned(line(district=None)),),
                f"{_LINE} inspecting-per-month inspecting-line-all",
            ),
            (
                (planned(line(basis="point")),),
                "inspecting-plan-behind inspecting-line inspecting-basis-point "
                "inspecting-per-month term-covert",
            ),
        ],
    ),
    "quotas of some districts": (
        words.of_whole_city,
        [(({"district": ["云栖区"]},), "inspecting-quotas-whole"), (({},), "")],
    ),
    "quotas": (
        of_quotas,
        [
            ((quotas(count=0),), "inspecting-quotas-none"),
            ((quotas(("王", "visits", 10.0, 10.0, NAN, NAN, False)),), "inspecting-quotas-unknown"),
            ((quotas(DONE),), "inspecting-quotas-met"),
            ((quotas(DONE, gone=0.5),), "inspecting-quotas-met inspecting-gone"),
            (
                (quotas(BEHIND, DONE),),
                "inspecting-quotas-behind inspecting-quotas-one inspecting-quota-visits",
            ),
            (
                (quotas(("王", "points", 10.0, 10.0, 5.0, 50.0, True)),),
                "inspecting-quotas-behind inspecting-quotas-one inspecting-quota-points",
            ),
            (
                (quotas(("王", "findings", 10.0, 10.0, 5.0, 50.0, True)),),
                "inspecting-quotas-behind inspecting-quotas-one inspecting-quota-findings",
            ),
        ],
    ),
    "accepted": (
        of_accepted,
        [
            (
                (accepted(total=("all", 0.0, 0.0, 0.0, 0.0, NAN, False)),),
                "inspecting-accepted-none",
            ),
            (
                (accepted(total=("all", 9.0, 0.0, 0.0, 9.0, NAN, False)),),
                "inspecting-accepted-unknown",
            ),
            ((accepted(("王", 9.0, 9.0, 0.0, 0.0, 100.0, False)),), "inspecting-accepted"),
            (
                (accepted(total=("all", 9.0, 4.0, 1.0, 4.0, 80.0, False)),),
                "inspecting-accepted inspecting-accepted-rest",
            ),
            (
                (accepted(("王", 40.0, 30.0, 10.0, 0.0, 75.0, True)),),
                "inspecting-accepted-clear inspecting-accepted-one",
            ),
        ],
    ),
    "alike": (
        words.of_alike,
        [
            ((alike(compared("hours", False, "few")),), "inspecting-alike-unknown"),
            ((alike(compared("hours", False)),), "inspecting-alike-even"),
            *(((alike(compared(name)),), codes) for name, codes in _SIDES.items()),
        ],
    ),
    "years": (
        words.of_years,
        [
            ((alike(),), "inspecting-years"),
            ((alike(years=(2027,)),), "inspecting-years-unknown"),
        ],
    ),
    "library": (
        words.of_library,
        [
            ((library(0),), "inspecting-library-none"),
            ((library(),), "inspecting-library"),
        ],
    ),
}
