"""Proposals for files of unknown layout: how good they are, and what becomes of them."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from data.importer import import_files
from data.importing.intake import period_texts
from data.layouts.matching import Match, choose_profile, known_headers
from data.layouts.profile import Profile, load_profiles
from data.parsing.words import VOCABULARY, vocabularies
from data.reader import Sheet, read_file
from data.schema_mapping.names import alike
from data.schema_mapping.profile import cautions, missing_of_profile, to_profile, to_yaml
from data.schema_mapping.proposal import Proposal, every_target, propose
from data.schema_mapping.targets import ANY_UNIT, PERSONAL, UNIT_KIND, UNUSED, vocabulary
from data.schema_mapping.words import guess_value, value_map
from data.store import Store
from data.unit_resolution.units import Registry
from kernel.configuration import load_file
from kernel.schema import TABLES, UNIT_KINDS
from sample_city import write_exports
from tests.conftest import SHARED
from tests.data.renamed_columns import CASES, FINDINGS, HOTLINE, VISITS

PROFILES = load_profiles()
NAMES = {"zh": "试", "en": "Trial"}
NOBODY = Registry([])


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One month of the sample city's files."""
    folder = tmp_path_factory.mktemp("exports")
    write_exports(folder, months=1)
    return folder


@pytest.fixture(scope="module")
def register(exports: Path, tmp_path_factory: pytest.TempPathFactory) -> Registry:
    """The sample city's units."""
    store = Store(tmp_path_factory.mktemp("register"))
    import_files(store, exports.glob("00_*.xlsx"))
    with store.connect() as con:
        return Registry.load(con)


def sheets(path: Path) -> list[Sheet]:
    return read_file(path, known_headers(PROFILES.values()))


def sheet_of(folder: Path, text: str, name: str = "导出.csv") -> Sheet:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_file(path)[0]


def right(match: Match, columns: list[str]) -> list[set[str]]:
    """What each column may be proposed as, by the profile that ships."""
    found: list[set[str]] = [set() for _ in columns]
    for name, _, index in match.fields:
        found[index].add(name)
    for name, source, index, kind_index in match.units:
        kinds = source.kinds or [name]
        found[index] |= {kinds[0], source.default or name}
        found[index] |= {ANY_UNIT} if len(kinds) > 1 else set()
        if kind_index is not None:
            found[kind_index].add(UNIT_KIND)
    for _, index in match.measures:
        found[index].add("measure")
    for index in match.dropped:
        found[index].add(PERSONAL)
    return [targets or {UNUSED, PERSONAL} for targets in found]


# How good


# Sheets whose rows name an object and no unit: they are read by their own layouts alone.
OF_OBJECTS = ("haulier-deductions", "star-ratings-dated", "frontage-shops")


def without_its_profile(folder: Path) -> Iterator[tuple[Sheet, Match, list[Profile]]]:
    for path in sorted(folder.iterdir()):
        if path.suffix in (".csv", ".xlsx", ".xls"):
            for sheet in sheets(path):
                match, _ = choose_profile(PROFILES.values(), sheet.columns, period_texts(sheet))
                if match is None or match.profile.id in OF_OBJECTS:
                    continue
                if match.named:  # its columns are names of figures, which no list knows
                    continue
                if not match.profile.update_only:
                    others = [p for p in PROFILES.values() if p.id != match.profile.id]
                    yield sheet, match, others


def test_the_sample_citys_files_without_their_own_profiles(
    exports: Path, register: Registry
) -> None:
    columns = hits = 0
    layouts = set()
    for sheet, match, others in without_its_profile(exports):
        proposal = propose(sheet, others, register)
        assert proposal.table == match.profile.table, sheet.file
        allowed = right(match, sheet.columns)
        layouts.add(match.profile.id)
        columns += len(sheet.columns)
        hits += sum(c.target in allowed[c.index] for c in proposal.columns)
    assert len(layouts) == 18
    assert columns > 200 and hits / columns >= 0.97, (hits, columns)


@pytest.mark.parametrize("language", [0, 1], ids=["zh", "en"])
def test_columns_under_other_names(exports: Path, register: Registry, language: int) -> None:
    columns = hits = 0
    for names, pattern, table in (
        (CASES, "*数字城管案卷_2025-10*", "cases"),
        (HOTLINE, "*12345工单*", "cases"),
        (VISITS, "*巡查考评*", "inspections"),
        (FINDINGS, "*巡查考评*", "findings"),
    ):
        found = [s for path in exports.glob(pattern) for s in sheets(path)]
        for sheet in found:
            match, _ = choose_profile(PROFILES.values(), sheet.columns, period_texts(sheet))
            if match is None or match.profile.table != table:
                continue
            allowed = right(match, sheet.columns)
            other = [names[c][language] if c in names else c for c in sheet.columns]
            proposal = propose(replace(sheet, columns=other), PROFILES.values(), register)
            assert proposal.table == table, sheet.sheet
            renamed = [c for c in proposal.columns if sheet.columns[c.index] in names]
            columns += len(renamed)
            hits += sum(c.target in allowed[c.index] for c in renamed)
    assert columns > 60 and hits / columns >= 0.94, (hits, columns)


def test_a_sheet_without_names_is_known_by_what_it_holds(
    tmp_path: Path, register: Registry
) -> None:
    rows = "".join(
        f"HT2025{n:06},2025-10-{n:02} 08:30:00,{district},暴露垃圾,1380000{n:04},"
        f"{'满意' if n % 3 else '不满意'},{road}{n}号\n"
        for n, (district, road) in enumerate(
            [("云栖区", "望云路"), ("望岭区", "采菱路"), ("南汀区", "锦帆路")] * 5, start=1
        )
    )
    found = propose(sheet_of(tmp_path, rows), [], register, "cases")
    targets = {c.target for c in found.columns}
    assert {"case_no", "district", "subcategory", PERSONAL, "satisfaction", "place"} <= targets
    assert "reported_at" in targets


@pytest.mark.parametrize(
    ("file", "table", "expected"),
    [
        (
            "citizen_messages_cn/附件2_sample495.xlsx",
            "cases",
            {"留言编号": "case_no", "留言时间": "reported_at", "留言详情": "text"}
            | {"一级分类": "category", "留言用户": PERSONAL},
        ),
        (
            "chicago_sanitation/sanitation_code_20141110.csv",
            "cases",
            {"Service_Request_Number": "case_no", "Creation_Date": "reported_at"}
            | {"Completion_Date": "closed_at", "Status": "stage", "Ward": "district"}
            | {"Street_Address": "place"},
        ),
        (
            "los_angeles_311/2018_mini_v1.csv",
            "cases",
            {"SRNumber": "case_no", "CreatedDate": "reported_at", "ClosedDate": "closed_at"}
            | {"ServiceDate": "disposed_at", "RequestSource": "channel", "Status": "stage"},
        ),
        ("yearbook_xls_cn/C0202.xls", "score_entries", {"地 区": "district"}),
        ("nyc_scorecard/Scorecard_Ratings.csv", "score_entries", {"Month": "period"}),
    ],
)
def test_real_files_of_layouts_that_are_not_known(
    file: str, table: str, expected: dict[str, str]
) -> None:
    path = SHARED / "data" / file
    if not path.exists():
        pytest.skip("the real files are not here")
    sheet = read_file(path)[0]
    nearest, _ = choose_profile(PROFILES.values(), sheet.columns, period_texts(sheet))
    others = [p for p in PROFILES.values() if nearest is None or p.id != nearest.profile.id]
    found = propose(sheet, others, NOBODY)
    assert found.table == table
    targets = {c.name: c.target for c in found.columns}
    assert {name: targets[name] for name in expected} == expected


def test_the_columns_of_a_real_platform() -> None:
    """Names only (grid_case_schema_cn, variant B): what they are by the platform's own notes."""
    expected = {
        "案件号": "case_no",
        "问题来源": "channel",
        "大类名称": "category",
        "小类名称": "subcategory",
        "街道": "street",
        "上报时间": "reported_at",
        "当前阶段": "stage",
        "处置截止时间": "due_at",
        "处置结束时间": "disposed_at",
        "结案时间": "closed_at",
        "首次派遣时间": "dispatched_at",
        "立案时间": "filed_at",
    }
    columns = [*expected, "强结限制", "案件标识", "微类名称"]
    sheet = replace(_nothing(), columns=columns)
    found = propose(sheet, [], NOBODY)
    targets = {c.name: c.target for c in found.columns}
    assert found.table == "cases"
    assert {name: targets[name] for name in expected} == expected


def _nothing() -> Sheet:
    def none(row: int) -> Sheet:
        raise AssertionError

    return Sheet("a.csv", None, None, None, 1, [], [], [], 0, [], lambda width: iter(()), none)


# Names and words


def test_names_that_mean_the_same() -> None:
    assert alike("created_at", "上报时间") == alike("上报日期", "上报时间") > 0.8
    assert alike("上报时间", "上报 时间") == 1.0
    assert alike("处置意见", "处置部门") < 0.5
    assert alike("结案时间", "立案时间") < 0.5


def test_the_vocabularies_hold_together() -> None:
    meanings = load_file(VOCABULARY / "header_words.yaml", dict[str, dict[object, list[str]]])
    words = [word for part in meanings.values() for listed in part.values() for word in listed]
    assert len(words) == len(set(words)), "a word that stands for two meanings"
    for name, rules in vocabulary().tables.items():
        fields = {f.name for f in TABLES[name].fields}
        assert set(rules.names) <= fields
        spoken = {part.removesuffix("?") for key in rules.key for part in key}
        assert {*spoken, *rules.required, *rules.constants} <= fields | {*UNIT_KINDS, ANY_UNIT}
        for reading in rules.reading.values():
            assert reading.get("vocabulary", "stage") in vocabularies()
        assert set(every_target(name)) >= set(rules.names) | {UNUSED, PERSONAL}


@pytest.mark.parametrize(
    ("table", "field", "word", "value"),
    [
        ("cases", "stage", "[办结]", "closed"),
        ("cases", "stage", "已办结归档", "closed"),
        ("cases", "stage", "不予立案件", "voided"),
        ("cases", "stage", "流转中", None),
        ("cases", "stage", "未结案", "disposing"),
        ("cases", "channel", "12345热线转办", "12345"),
        ("cases", "satisfaction", "回访非常满意", "very_satisfied"),
        ("cases", "satisfaction", "对结果不满意", "dissatisfied"),
        ("cases", "satisfaction", "电话无法联系", ""),
        ("cases", "resolved", "未解决到位", "false"),
        ("cases", "resolved", "是", "true"),
        ("findings", "recheck", "复查未通过", "failed"),
        ("inspections", "method", "第三方暗访组", "third_party"),
    ],
)
def test_what_a_word_means(table: str, field: str, word: str, value: str | None) -> None:
    assert guess_value(table, field, word) == value


def test_only_words_that_the_program_does_not_read_by_itself_are_written() -> None:
    chosen = {"[办结]": "closed", "已了结": "closed", "[处置]": "held", "待定": ""}
    assert value_map("cases", "stage", chosen) == (
        {"closed": ["已了结"], "held": ["[处置]"]},
        ["待定"],
    )


# What a person changes

FEW = (
    "流水号,日期,环节,经办电话,说明\n"
    "A0001,2025-10-01 08:00,已了结,13812345678,望云路与采菱路口多家店铺占道经营，早晚高峰尤其严重\n"
    "A0002,2025-10-02 09:00,流转中,13912345678,采菱路垃圾成堆多日无人清理，请来电13612345678联系\n"
    "A0003,2025-10-03 10:00,不予立案件,13712345678,锦帆路夜市油烟扰民，占用人行道，居民多次反映\n"
)


@pytest.fixture
def few(tmp_path: Path) -> Proposal:
    return propose(sheet_of(tmp_path, FEW), PROFILES.values(), NOBODY, "cases")


def test_nobody_can_be_reached_by_what_is_shown(few: Proposal) -> None:
    phones = few.columns[3]
    assert phones.target == PERSONAL and phones.samples == ()
    shown = to_yaml(few, "few", NAMES) + "".join(s for c in few.columns for s in c.samples)
    assert not any(number in shown for number in ("13812345678", "13612345678"))


def test_a_person_decides(few: Proposal) -> None:
    changed = few.with_target(4, "place").with_values(2, {"已了结": "closed", "流转中": "held"})
    profile = to_profile(changed.with_constant("channel", "12345"), "few", NAMES)
    assert profile.constants == {"channel": "12345"}
    assert profile.fields["place"][0].headers == ["说明"]
    assert profile.fields["stage"][0].values == {"closed": ["已了结"], "held": ["流转中"]}
    assert profile.fields["held"][0].values == {"true": ["流转中"]}
    assert profile.drop == ["经办电话"]
    assert few.with_target(0, few.columns[0].target) is few


def test_the_file_says_what_was_guessed_and_why(few: Proposal) -> None:
    for lang, word in (("zh", "把握"), ("en", "sure")):
        text = to_yaml(few, "few", NAMES, lang)
        line = next(line for line in text.splitlines() if "流水号" in line)
        assert "#" in line and word in line and "A0001" in line


def test_the_file_says_what_a_person_set(few: Proposal) -> None:
    text = to_yaml(few.with_target(4, "place"), "few", NAMES)
    line = next(line for line in text.splitlines() if line.startswith("  place:"))
    assert "已由您指定" in line and "把握" not in line


def test_what_is_missing_is_said(few: Proposal) -> None:
    assert missing_of_profile(few) == []
    assert "上报时间" in missing_of_profile(few.with_target(1, UNUSED))[0].text()
    without = few.with_target(0, UNUSED).with_target(4, UNUSED)
    assert "案卷号" in missing_of_profile(without)[0].text()
    twice = few.with_target(2, "district").with_target(4, "district")
    assert "环节、说明" in missing_of_profile(twice)[-1].text()


def test_dates_that_begin_with_the_month(tmp_path: Path) -> None:
    rows = "".join(f"SR-{n:06},01/{n + 10}/2025 08:00:00 AM,Open\n" for n in range(1, 15))
    sheet = sheet_of(tmp_path, "ticket_id,created_at,status\n" + rows)
    profile = to_profile(propose(sheet, [], NOBODY), "sr", NAMES)
    assert profile.dates == "month" and profile.table == "cases"


def test_a_wide_sheet_of_scores(tmp_path: Path) -> None:
    text = "2025年10月各区得分\n区域,路面,绿地,垃圾分类\n云栖区,95,90.5,88\n望岭区,93,89,91.5\n"
    found = propose(sheet_of(tmp_path, text), PROFILES.values(), NOBODY)
    assert found.table == "score_entries" and missing_of_profile(found) == []
    profile = to_profile(found, "wide", NAMES)
    assert [m.constants["indicator"] for m in profile.measures] == ["路面", "绿地", "垃圾分类"]
    assert profile.key == [["period", "indicator", "district"]]


def test_several_columns_of_scores_are_items_and_none_is_the_score(tmp_path: Path) -> None:
    """The first would be taken for the score of the street, the others left out."""
    text = "街道,考核月份,现场检查得分,群众满意度得分,检查人数\n"
    rows = "".join(f"{name}街道,2026-09,9{n}.2,8{n},{n}\n" for n, name in enumerate("东西南北"))
    found = propose(sheet_of(tmp_path, text + rows), PROFILES.values(), NOBODY)
    assert found.table == "score_entries" and missing_of_profile(found) == []
    profile = to_profile(found, "wide", NAMES)
    named = [measure.constants["indicator"] for measure in profile.measures]
    assert named == ["现场检查得分", "群众满意度得分"]


# Deadlines, pairs, totals

ORDERS = (
    "登记号,登记时间,要求完成,干完了,案件状态,{x},{y}\n"
    "HJ-2025-000001,2025-10-01 08:00,2025-10-03 08:00,2025-10-02 10:00,已办结归档,{a}\n"
    "HJ-2025-000002,2025-10-02 09:00,2025-10-04 09:00,2025-10-03 12:00,已办结归档,{b}\n"
    "HJ-2025-000003,2025-10-03 10:00,2025-10-05 10:00,,办理中,{c}\n"
    "HJ-2025-000004,2025-10-04 11:00,2025-10-06 11:00,,办理中,{c}\n"
    "合计,,,,400,\n"
)


def orders(folder: Path, **columns: str) -> Proposal:
    shown = {"x": "甲", "y": "乙", "a": ",", "b": ",", "c": ","} | columns
    return propose(sheet_of(folder, ORDERS.format(**shown)), [], NOBODY, "cases")


def targets_of(found: Proposal) -> dict[str, str]:
    return {column.name: column.target for column in found.columns}


def test_a_deadline_is_no_end(tmp_path: Path) -> None:
    targets = targets_of(orders(tmp_path))
    assert targets["要求完成"] == "due_at" and targets["干完了"] == "closed_at"


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("要求完成时间", "due_at"),
        ("应办结日期", "due_at"),
        ("限办结", "due_at"),
        ("承诺办结时间", "due_at"),
        ("finish by", "due_at"),
        ("办完日期", "closed_at"),
        ("做完时间", "closed_at"),
        ("处理完时间", "disposed_at"),
        ("干完了", "closed_at"),
    ],
)
def test_names_of_deadlines_and_of_ends(header: str, field: str) -> None:
    sheet = replace(_nothing(), columns=["案件编号", "上报时间", header])
    assert targets_of(propose(sheet, [], NOBODY, "cases"))[header] == field


def test_an_end_that_open_cases_have_is_to_be_looked_at(tmp_path: Path) -> None:
    text = ORDERS.format(x="甲", y="乙", a=",", b=",", c=",")
    found = propose(sheet_of(tmp_path, text.replace("要求完成", "处理好")), [], NOBODY, "cases")
    (due,) = found.mapped("due_at")
    assert due.name == "处理好" and due.confidence < 0.6
    assert due.reason.code == "map-why-filled-though-open"
    found = propose(sheet_of(tmp_path, text.replace("要求完成", "处置结束时间")), [], NOBODY)
    (disposed,) = found.mapped("disposed_at")
    assert disposed.confidence < 0.6


@pytest.mark.parametrize(
    ("names", "numbers", "pair"),
    [
        (("x", "lat"), ("1165166,41.81", "1165199,41.82", "1166000,41.83"), []),
        (("x", "y"), ("1165166,1890001", "1165199,1890022", "1166000,1890044"), ["x", "y"]),
        (("lon", "lat"), ("-87.61,41.81", "-87.62,41.82", "-87.63,41.83"), ["lon", "lat"]),
    ],
)
def test_coordinates_come_in_pairs(
    tmp_path: Path, names: tuple[str, str], numbers: tuple[str, str, str], pair: list[str]
) -> None:
    x, y = names
    a, b, c = numbers
    found = orders(tmp_path, x=x, y=y, a=a, b=b, c=c)
    assert [column.name for target in "xy" for column in found.mapped(target)] == pair


def test_words_of_a_total_are_not_asked_about(tmp_path: Path) -> None:
    (stage,) = orders(tmp_path).mapped("stage")
    assert {text for text, _ in stage.texts} == {"已办结归档", "办理中"}


def test_a_table_without_numbers_of_records_has_a_price(tmp_path: Path) -> None:
    found = orders(tmp_path)
    assert [caution.code for caution in cautions(found)] == ["map-no-unit"]
    caution = cautions(found.with_target(0, UNUSED).with_target(4, "place"))[0]
    assert "没有案卷号" in caution.text("zh") and "Case number" in caution.text("en")


def test_reasons_speak_the_language_of_the_reader(tmp_path: Path) -> None:
    text = "sr_id,created_at,current_status\n" + "SR-000001,2025-10-01 08:00,Open\n" * 3
    for column in propose(sheet_of(tmp_path, text), [], NOBODY, "cases").columns:
        assert column.reason.text("en").isascii(), column.reason.text("en")
