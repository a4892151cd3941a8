"""A city in which nothing happens: whatever is claimed of a change there is false."""

from datetime import datetime, timedelta

import numpy as np

from benchmarks.claims import changes
from metrics.schemes.scheme import load_scheme
from metrics.scoring.certainty import past
from tests.metrics.tiny import tiny_store

DISTRICTS = ["甲区", "乙区", "丙区", "丁区", "戊区", "己区", "庚区", "辛区", "壬区"]
FIRST = datetime(2025, 6, 11)  # ten days of a first month, then whole ones from the 21st
END = datetime(2025, 10, 21)


def days(source: np.random.Generator, count: int) -> list[datetime]:
    """Times of working days between FIRST and END."""
    length = (END - FIRST).days
    return [FIRST + timedelta(days=int(day), hours=9) for day in source.integers(0, length, count)]


def story_free(seed: int) -> dict[str, list[dict[str, object]]]:
    """Cases, checks and clustered findings: districts differ a little, months by chance alone."""
    source = np.random.default_rng(seed)
    tables: dict[str, list[dict[str, object]]] = {"cases": [], "inspections": [], "findings": []}
    shared = {"as_of": END + timedelta(hours=8)}
    for district in DISTRICTS:
        on_time, dirty = source.normal(0.93, 0.02), source.normal(0.10, 0.01)
        for number, at in enumerate(days(source, 400)):
            due = at + timedelta(hours=8)
            late = source.random() > on_time
            done = None if late and source.random() < 1 / 3 else due + timedelta(hours=5 * late)
            name = f"{district} {number}"
            tables["cases"].append(
                shared
                | {"case_no": name, "record_key": name, "district": district, "due_at": due}
                | {"reported_at": at, "closed_at": done, "channel": "collector"}
                | {"postpone_count": 0, "rework_count": int(source.random() < 0.01)}
            )
        for number, at in enumerate(days(source, 500)):
            visit = {"visit_no": f"{district} {number}", "district": district} | shared
            tables["inspections"].append(visit | {"inspected_at": at})
            found = source.geometric(1 / 3) if source.random() < dirty else 0
            tables["findings"] += [
                visit | {"found_at": at, "deduction": 1, "category": "市容", "subcategory": "占道"}
            ] * int(found)
    return tables


def test_hardly_anything_is_claimed_where_nothing_happens(monkeypatch):
    """Three changes between whole months of nine districts, each claimed with a chance of 0.05."""
    scheme = load_scheme("sample-district")
    with tiny_store(**story_free(seed=1)) as con:
        key, by = past._key(con, scheme), past.factor(con, scheme)
        monkeypatch.setitem(past._KEPT, key, by)  # a store in memory keeps none
        found = list(changes(con, scheme))
    assert {period for _, period, _ in found} == {"2025-08", "2025-09", "2025-10"}
    assert not [claim for claim in found if claim[2]]
