"""The dated library of key problems in deductions: its weight where a scheme lets it count."""

from pathlib import Path

import pytest

from data.importer import import_files
from data.store import Store
from kernel.periods import parse_period
from metrics.schemes.rules.weighing import Times, Weighing
from metrics.scoring.deductions import weighed_deductions
from tests.data.test_key_problems import LIBRARY, findings, write

APRIL = parse_period("2025-04")


@pytest.mark.parametrize(
    ("weighs", "lost"),
    [(True, {"甲区": 2 + 1.5, "乙区": 1}), (False, {"甲区": 1.25 + 1.25, "乙区": 1})],
)
def test_the_weight_of_the_library_counts_where_the_scheme_says_so(
    store: Store, tmp_path: Path, weighs: bool, lost: dict[str, float]
) -> None:
    import_files(store, [findings(tmp_path, False), write(tmp_path, "重点问题库.csv", LIBRARY)])
    times = {"key_problem": 1.25, "library_weights": weighs}
    weighing = Weighing(Times.model_validate(times), {})
    with store.connect() as con:
        found = weighed_deductions(con, "district", "findings", weighing, [APRIL], {})
    assert {unit: float(one.total) for (_, unit), one in found.items()} == lost


def test_a_key_problem_without_a_weight_of_the_library_takes_the_scheme_s(
    store: Store, tmp_path: Path
) -> None:
    library = LIBRARY.replace(",2,甲区", ",,甲区")
    import_files(store, [findings(tmp_path, False), write(tmp_path, "重点问题库.csv", library)])
    times = {"key_problem": 1.25, "library_weights": True}
    weighing = Weighing(Times.model_validate(times), {})
    with store.connect() as con:
        found = weighed_deductions(con, "district", "findings", weighing, [APRIL], {})
    assert float(found["2025-04", "甲区"].total) == 1.25 + 1.5
