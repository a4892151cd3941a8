"""What can be computed after an import, and what is still missing, in both languages."""

from pathlib import Path

import pytest

from data.importer import import_files
from data.store import Store
from metrics.computable import Computable, computable
from metrics.schemes.scheme import Scheme, list_schemes
from metrics.sentences.computable_words import computable_lines

SCHEMES = [scheme for scheme in list_schemes() if isinstance(scheme, Scheme)]


def imported(folder: Path, header: str, rows: list[str]) -> list[Computable]:
    path = folder / "12345工单.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    store = Store(folder / "store")
    import_files(store, [path])
    with store.connect() as con:
        return computable(con, SCHEMES)


def orders(deadline: bool, month: int = 9) -> list[str]:
    due = f",2026-{month:02}-20 18:00" if deadline else ""
    return [
        f"GD2026{month:02}{n:04},2026-{month:02}-{n:02} 09:00,云栖区,某处第{n}个问题,"
        f"2026-{month:02}-{n + 1:02} 10:00{due}"
        for n in range(1, 28)
    ]


HEADER = "工单编号,受理时间,所属区域,诉求内容,办结时间"


def test_without_a_deadline_what_is_judged_by_it_is_missing_and_says_so(tmp_path: Path) -> None:
    (found,) = imported(tmp_path, HEADER, orders(deadline=False))
    assert (found.kind, found.period) == ("district", "2026-09")
    assert "filed" in found.can and "closure_rate" not in found.can
    zh, en = ("\n".join(computable_lines([found], lang)) for lang in ("zh", "en"))
    assert "没有“处置截止时间”" in zh and 'no "Deadline"' in en
    (lacking,) = found.schemes
    assert lacking.scheme.id == "sample-district" and "还缺" in zh


def test_with_one_it_is_there(tmp_path: Path) -> None:
    (found,) = imported(tmp_path, f"{HEADER},截止时间", orders(deadline=True))
    assert {"closure_rate", "on_time_closure_rate", "handling_hours"} <= set(found.can)
    assert "处置截止时间" not in "\n".join(computable_lines([found], "zh"))


def test_a_month_that_has_just_begun_is_not_the_one_asked_about(tmp_path: Path) -> None:
    (found,) = imported(tmp_path, HEADER, orders(deadline=False) + orders(False, 10)[:2])
    assert found.period == "2026-09"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_where_nothing_names_a_unit_that_is_the_one_thing_said(tmp_path: Path, lang: str) -> None:
    rows = [row.replace("云栖区", "") for row in orders(deadline=False)]
    found = imported(tmp_path, HEADER, rows)
    assert found == [] and len(computable_lines(found, lang)) == 1
