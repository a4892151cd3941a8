"""What can be computed after an import, and what is still missing, in both languages."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from data.importer import import_files
from data.reviewing.deciding import NewUnit, decide
from data.store import Store
from metrics.computable import Computable, Named, computable
from metrics.narrative.computable_words import computable_lines, computable_words
from metrics.schemes.scheme import Scheme, list_schemes
from tests.metrics.tiny import tiny_store

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
    (zh,), (en,) = (computable_words([found], lang) for lang in ("zh", "en"))
    assert any(line.startswith("没有“处置截止时间”：") for line in zh.indicators)
    assert any(line.startswith('no "Deadline": ') for line in en.indicators)
    (lacking,) = found.schemes
    assert lacking.scheme.id == "sample-district" and "还缺" in zh.verdict[-1]


def test_a_kind_without_a_register_and_one_that_no_scheme_scores_say_so(tmp_path: Path) -> None:
    (found,) = imported(tmp_path, HEADER, orders(deadline=False))
    assert not found.registered
    (words,) = computable_words([found], "zh")
    named, unregistered, _ = words.verdict
    assert named == "数据写到 1 个区域（2026-09-01 至 2026-09-27，27 条记录）"
    assert unregistered.startswith("名录里没有登记区域：")
    registered = replace(found, registered=True, schemes=(), named=None)
    (words,) = computable_words([registered], "zh")
    assert words.verdict == ("没有考核办法用这些数据给区域打分；可以先按单项指标排名",)
    decide(Store(tmp_path / "store"), [NewUnit("district", "云栖区")])
    with Store(tmp_path / "store").connect() as con:
        (found,) = computable(con, SCHEMES)
    assert found.registered


def test_the_lines_are_few_and_count_what_the_page_folds(tmp_path: Path) -> None:
    (found,) = imported(tmp_path, HEADER, orders(deadline=False))
    title, kind, *verdict = computable_lines([found], "zh")
    assert title == "现在能算什么（2026-09）"
    assert kind.startswith(f"区域：有数的指标 {len(found.can)} 项，缺数据的 ")
    assert len(verdict) == 3 and all(line.startswith("  ") for line in verdict)


def test_with_one_it_is_there(tmp_path: Path) -> None:
    (found,) = imported(tmp_path, f"{HEADER},截止时间", orders(deadline=True))
    assert {"closure_rate", "on_time_closure_rate", "handling_hours"} <= set(found.can)
    (words,) = computable_words([found], "zh")
    assert "处置截止时间" not in "\n".join(words.indicators)


def test_a_month_that_has_just_begun_is_not_the_one_asked_about(tmp_path: Path) -> None:
    (found,) = imported(tmp_path, HEADER, orders(deadline=False) + orders(False, 10)[:2])
    assert found.period == "2026-09"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_where_nothing_names_a_unit_that_is_the_one_thing_said(tmp_path: Path, lang: str) -> None:
    rows = [row.replace("云栖区", "") for row in orders(deadline=False)]
    found = imported(tmp_path, HEADER, rows)
    assert found == [] and len(computable_lines(found, lang)) == 1


def test_given_scores_that_no_scheme_asks_for_name_no_scheme(tmp_path: Path) -> None:
    path = tmp_path / "评分.csv"
    path.write_text(
        "考核周期,考核单位,评分项目,分值\n2026-09,云栖区,自定一项,95\n", encoding="utf-8"
    )
    store = Store(tmp_path / "store")
    decide(store, [NewUnit("district", "云栖区")])
    import_files(store, [path])
    with store.connect() as con:
        (found,) = computable(con, SCHEMES)
    assert found.schemes == () and "given_score" in found.can


def stored(day: date, told: datetime, **more: object) -> dict[str, object]:
    return {"district": "甲区", "reported_at": datetime(day.year, day.month, day.day, 9)} | {
        "as_of": told, "case_no": f"{day}", **more,
    }  # fmt: skip


def test_a_month_has_ended_when_each_source_has_told_all_of_it() -> None:
    platform = [stored(date(2025, m, 5), datetime(2025, 11, 1, 8)) for m in (8, 9, 10)]
    until = datetime(2025, 10, 16, 8)
    visits = [
        {"inspected_at": datetime(2025, m, 5, 9), "district": "甲区", "as_of": until}
        for m in (8, 9, 10)
    ]
    (both,) = computable(tiny_store(cases=platform, inspections=visits), SCHEMES)
    assert both.period == "2025-09"
    (alone,) = computable(tiny_store(cases=platform), SCHEMES)
    assert alone.period == "2025-10"
    stopped = [visits[0] | {"as_of": datetime(2025, 8, 16, 8)}]
    (left,) = computable(tiny_store(cases=platform, inspections=stopped), SCHEMES)
    assert left.period == "2025-10"  # nobody waits for patrols that ended in August


def test_reasons_that_are_no_lack_of_the_files_are_told_apart() -> None:
    case = stored(date(2025, 10, 5), datetime(2025, 11, 1, 8))
    of_team = {"inspected_at": datetime(2025, 10, 5, 9), "team": "一中队"}
    found = computable(tiny_store(cases=[case], inspections=[of_team]), SCHEMES)
    (district,) = [one for one in found if one.kind == "district"]
    reasons = {gap.reason.code: gap.indicators for gap in district.gaps}
    assert "checks" in reasons["computable-no-kind"]
    judged = [case | {"due_at": datetime(2025, 12, 5, 9), "as_of": datetime(2025, 11, 1, 8)}]
    (waiting,) = computable(tiny_store(cases=judged), SCHEMES)
    nothing = [g.indicators for g in waiting.gaps if g.reason.code == "computable-nothing"]
    assert nothing and "on_time_closure_rate" in nothing[0]
    full = [
        judged[0] | {"due_at": datetime(2025, 10, 6, 9), "closed_at": datetime(2025, 10, 5, 10)}
    ]
    (told,) = computable(tiny_store(cases=full), SCHEMES)
    assert "on_time_closure_rate" in told.can


def test_what_is_named_counts_records_of_all_months_once_and_no_misdated_ones() -> None:
    told = datetime(2025, 11, 1, 8)
    shared = [
        stored(date(2025, 9, 5), told, record_key="one", share=0.5),
        stored(date(2025, 9, 5), told, record_key="one", share=0.5) | {"district": "乙区"},
    ]
    misdated = stored(date(2026, 5, 5), told) | {"district": "丙区"}
    con = tiny_store(cases=[*shared, stored(date(2025, 10, 5), told), misdated])
    (found,) = computable(con, SCHEMES)
    assert found.named == Named(2, 2, date(2025, 9, 5), date(2025, 10, 5))


def test_scores_set_for_a_month_speak_of_the_whole_of_it(tmp_path: Path) -> None:
    """They stand on its first day: the newest month would never be over, and the days end early."""
    score = {"district": "甲区", "indicator": "市容", "value": 90.0, "state": "value"}
    given = [score | {"period": f"2025-{month:02}"} for month in (8, 9, 10)]
    (found,) = computable(tiny_store(score_entries=given), SCHEMES)
    assert found.period == "2025-10"
    assert found.named == Named(1, 3, date(2025, 8, 1), date(2025, 10, 31))
    until = datetime(2025, 10, 16, 8)
    platform = [stored(date(2025, m, 5), until) for m in (8, 9, 10)]
    (waiting,) = computable(tiny_store(score_entries=given, cases=platform), SCHEMES)
    assert waiting.period == "2025-09"
