"""Cell text to typed values."""

import pyarrow as pa
import pytest

from data.layouts.lines import is_total, line_that_is_no_record
from data.layouts.matching import fold_header
from data.parsing.categories import canonical_category, canonical_subcategory, class_of, is_known
from data.parsing.dates import read_moment
from data.parsing.moments import end_of_day, joined_moment, read_moments, without_times
from data.parsing.numbers import parse_number
from data.parsing.values import (
    clean_id,
    convert,
    fold_word,
    from_words,
    is_positive,
    parse_boolean,
    parse_integer,
    parser_for,
    whole_number,
)
from data.parsing.words import vocabularies


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("2025-10-02", "2025-10-02 23:59:59"),
        ("2025年10月2日", "2025-10-02 23:59:59"),
        ("45932", "2025-10-02 23:59:59"),
        ("2025-10-02 00:00:00", "2025-10-02 00:00:00"),
        ("2025年10月2日0时", "2025-10-02 00:00:00"),
        ("20251002000000", "2025-10-02 00:00:00"),
        ("20251002", "2025-10-02 23:59:59"),
        ("2025-10-02 17:30", "2025-10-02 17:30:00"),
        ("待定", None),
    ],
)
def test_a_deadline_that_is_a_day_lasts_until_its_end(text: str, last: str | None) -> None:
    column = pa.array([text])
    moments = read_moments(column, read_moment)
    found = end_of_day(moments.values, without_times(moments, least=2))[0].as_py()
    assert (found and str(found)) == last


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234.5", 1234.5),
        ("１２", 12),
        ("95.3%", 95.3),
        ("0.5分", 0.5),
        ("扣2分", -2),
        ("加1.5", 1.5),
        ("－0.5", -0.5),
        ("(3)", -3),
        (".5", 0.5),
        ("约12", None),
        ("未录入", None),
    ],
)
def test_numbers(text: str, value: float | None) -> None:
    assert parse_number(text) == value


def test_whole_numbers() -> None:
    assert [parse_integer(t) for t in ("2.0", "2.5", "２")] == [2, None, 2]
    assert [whole_number(t) for t in ("20.0", "7", "MN01")] == ["20", "7", "MN01"]


def test_yes_and_no() -> None:
    assert all(parse_boolean(t) is True for t in ("是", "1", "Y", "√", "TRUE", "1.0", "[是]"))
    assert all(parse_boolean(t) is False for t in ("否", "0", "n", "×", "False"))
    assert parse_boolean("也许") is None


def test_words_go_before_numbers_and_what_is_neither_is_said() -> None:
    parse = from_words({"好": 90}, "?", parse_number)
    assert [parse(t) for t in ("[好]", "85", "0", "差")] == [90, 85, 0, "?"]
    assert from_words({"好": 90}, None, None)("85") is None


def test_a_count_is_a_flag() -> None:
    assert [is_positive(t) for t in ("2", "0.5", "0", "-1", "多")] == [
        True,
        True,
        False,
        False,
        None,
    ]


def test_a_column_of_moments_says_what_it_did_not_read_and_what_stood_for_no_date() -> None:
    texts = ["2025/10/1", "1900-01-01", "—", "2025-02-30", None, "2025-10-01 08:30", "1900-01-01"]
    found = read_moments(pa.array(texts), read_moment)
    assert [str(at) for at in found.values.to_pylist()] == [
        *("2025-10-01 00:00:00", *["None"] * 4, "2025-10-01 08:30:00", "None")
    ]
    assert found.bad.to_pylist() == [False, False, False, True, *[False] * 3]
    assert found.untimed.to_pylist() == [True, *[False] * 6]
    assert found.missing == {"1900-01-01": 2}


def test_a_day_and_its_time_are_joined_in_either_order() -> None:
    days = pa.array(["2025-10-01 00:00:00", "20251002", None, "2025-10-03 07:00"])
    times = pa.array(["08:30", "9:05", "10:00", "11:00"])
    both = ["2025-10-01 08:30", "2025-10-02 9:05", None, "2025-10-03 07:00"]
    assert joined_moment(days, times).to_pylist() == joined_moment(times, days).to_pylist() == both
    assert joined_moment(pa.array(["东", "西"]), pa.array(["南", "北"])) is None
    assert joined_moment(days, days) is None
    # half of the days may have a time of their own; a label with a colon is no time
    half, labels = pa.array(["2025-10-01 7:00", "2025-10-02"]), pa.array(["制表：王", "填报：李"])
    assert joined_moment(half, times[:2]).to_pylist() == ["2025-10-01 7:00", "2025-10-02 9:05"]
    assert joined_moment(labels, times[:2]).to_pylist() == ["制表：王 08:30", "填报：李 9:05"]


def test_identifiers_keep_every_digit() -> None:
    assert clean_id("'330108202510010002") == "330108202510010002"
    assert clean_id('="0012"') == "0012"
    assert clean_id("２０１７东城管字537978") == "2017东城管字537978"
    assert clean_id("3.30108E+17") is None


def test_a_column_is_typed_and_what_is_not_understood_is_marked() -> None:
    column = pa.array(["2025-10-01 08:30:00", None, "2025-02-30", "—", "2025/10/2"])
    found = convert(column, "date", parser_for("date"))
    assert [str(v) for v in found.values.to_pylist()] == [
        *("2025-10-01", "None", "None", "None", "2025-10-02")
    ]
    assert found.bad.to_pylist() == [False, False, True, False, False]
    numbers = convert(pa.array(["1.5", "-2", None]), "number", parser_for("number"))
    assert numbers.values.to_pylist() == [1.5, -2.0, None]


def test_words_and_headers_are_compared_without_their_looks() -> None:
    assert fold_word("［办结］") == fold_word("[办结]") == fold_word(" 办 结 ") == "办结"
    assert fold_header("SERVICE REQUEST NUMBER") == fold_header("Service_Request_Number")
    assert fold_header("扣分（分）", brackets=False) == "扣分"
    assert fold_header("（分）", brackets=False) == "分"


def test_problem_classes_have_one_name_and_unknown_ones_stay_as_written() -> None:
    assert canonical_subcategory("出店经营") == canonical_subcategory("0504 店外经营") == "店外经营"
    assert canonical_category("市容环境类") == "市容环境"
    assert class_of("店外经营") == "街面秩序"
    assert canonical_subcategory("高空抛物") == "高空抛物"
    assert class_of("高空抛物") is None
    assert is_known("暴露垃圾") and not is_known("高空抛物")


HEADERS = [fold_header(name) for name in ("任务号", "上报时间", "所属街道", "数量")]


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ([None, None, " ", None], "import-blank-line"),
        (["任务号", "上报 时间", "所属街道", "数量"], "import-repeated-header"),
        ([None, None, "所属街道", "数量"], "import-repeated-header"),
        (["合计", "312", None, None], "import-total-line"),
        ([None, None, "云栖区小计", "312"], "import-total-line"),
        (["2025年10月案卷明细", None, None, None], "import-title-line"),
        (["制表人：张三", None, "审核：李四", None], "import-title-line"),
    ],
)
def test_lines_that_are_no_records(cells: list[str | None], code: str) -> None:
    message = line_that_is_no_record(cells, HEADERS, cells[:1])
    assert message is not None and message.code == code


def test_a_spoilt_record_is_no_line_to_set_aside() -> None:
    cells: list[str | None] = ["330108202510010002", "2025-02-30", "竹影街道", "1"]
    assert line_that_is_no_record(cells, HEADERS, cells[:1]) is None
    only_number: list[str | None] = ["330108202510010002", None, None, None]
    assert line_that_is_no_record(only_number, HEADERS, only_number[:1]) is None


def test_totals_by_their_words() -> None:
    assert all(map(is_total, ("合计", "小 计：", "云栖区小计", "TOTAL", "全市平均")))
    assert not any(map(is_total, ("合计路12号门前", "平均律街道", "云栖区")))


@pytest.mark.parametrize(
    ("vocabulary", "word", "value"),
    [
        *(("method", word, "random") for word in ("双随机", "随机抽查")),
        *(("method", word, "surprise") for word in ("突击检查", "飞行检查")),
        ("method", "领导督查", "leadership"),
        ("method", "法治督查", "legal"),
        ("method", "专项督查", "special"),
        *(("channel", word, "network") for word in ("书记信箱", "市长信箱", "政务微博", "论坛")),
        *(("channel", word, "proposal") for word in ("人大建议", "政协提案")),
        *(("channel", word, "grid") for word in ("网格员", "四个平台")),
        *(("channel", word, "leader") for word in ("上级转交办", "环保督察交办")),
        ("channel", "政风热线", "media"),
        ("channel", "96310", "hotline"),
    ],
)
def test_the_words_of_the_bureaus_are_known(vocabulary: str, word: str, value: str) -> None:
    assert vocabularies()[vocabulary][fold_word(word)] == value
