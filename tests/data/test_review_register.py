"""A register of file reviews adds its days to the penalty cases that it names."""

from pathlib import Path

import pytest

from data.importer import import_files
from data.store import Store

CASES = "案号,立案日期,结案日期,中队\n罚1,2025-10-02,2025-10-05,一中队\n罚2,2025-10-03,,一中队\n"
REVIEWS = "案号,中队评查日期,科室评查\n罚1,2025-10-09,是\n罚2,,否\n罚9,2025-10-09,是\n"


@pytest.mark.parametrize("together", [True, False])
def test_days_of_review_come_to_the_cases(tmp_path: Path, together: bool) -> None:
    files = []
    for name, text in (("a_评查.csv", REVIEWS), ("b_案件.csv", CASES)):
        files.append(tmp_path / name)
        files[-1].write_text(text, "utf-8")
    store = Store(tmp_path / "store")
    if not together:
        import_files(store, files[1:])
    accounts = import_files(store, files if together else files[:1])
    own = next(a for a in accounts if a.profile == "enforcement-reviews")
    assert (own.updated, own.rejected) == (2, 1)
    with store.connect() as con:
        found = con.execute(
            "SELECT case_no, team_reviewed_on, reviewed_by_section, filed_on FROM enforcement_cases"
            " ORDER BY case_no"
        ).fetchall()
    assert [(no, str(day), section) for no, day, section, _ in found] == [
        ("罚1", "2025-10-09", True),
        ("罚2", "None", False),
    ]
    assert all(filed is not None for *_, filed in found)
