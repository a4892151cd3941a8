"""Numbers as people write them, and the units of headers and cells."""

from fractions import Fraction

import pytest

from data.parsing.numbers import Separators, is_open, parse_number, parse_quantity, separators
from data.parsing.units import header_unit, without_unit


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234.5", 1234.5),
        ("1.234,5", 1234.5),
        ("12'345", 12345),
        ("12’345.6", 12345.6),
        ("1 234", 1234),
        ("1\u00a0234,5", 1234.5),
        ("１，２３４．５", 1234.5),
        ("1,234,567", 1234567),
        ("95,5", 95.5),
        ("93，25", 93.25),
        ("0,5", 0.5),
        ("0,500", 0.5),
        (",5", 0.5),
        ("1234,567", 1234.567),
        ("95。5", 95.5),
        ("¥1,234.50元", 1234.5),
        ("-1,234", -1234),
        ("\u22125", -5),  # the typographic minus, which is not folded into a hyphen
        ("减2分", -2),
        ("（3.5）", -3.5),
        ("(35", None),
        ("35)", None),
        ("1.5e3", 1500),
        ("0.3万", 3000),
        ("1.2亿", 120_000_000),
        ("54.8万人", 548_000),
        ("3k", 3000),
        ("953‰", 95.3),
        ("95.3 %", 95.3),
        ("12km", 12),
        ("3千米", 3),
        ("3千元", 3000),
        ("12,34,567", None),
        ("1,2,3", None),
        ("12 34", None),
        ("1.234.56", None),
        ("95,", None),
        ("约3万", None),
        ("2025.10.1", None),
        ("1,234.567.8", None),
    ],
)
def test_a_number_alone(text: str, value: float | None) -> None:
    assert parse_number(text) == value


@pytest.mark.parametrize(
    ("column", "values"),
    [
        (["12,5", "1,234"], [12.5, 1.234]),
        (["1,234", "1,234.5"], [1234, 1234.5]),
        (["1,234", "2,345,678"], [1234, 2345678]),
        (["1,234", "15"], [1234, 15]),
        (["12,5", "1.234"], [12.5, 1234]),
        (["12,5", "1.234", "88.5"], [12.5, 1.234, 88.5]),
        (["1.234", "1.234.567"], [1234, 1234567]),
        (["12,5", "1,234.5", "1,234"], [12.5, 1234.5, None]),
        (["1.234", "88.5"], [1.234, 88.5]),
        (["1 234,5", "1,234"], [1234.5, 1.234]),
        (["12.345,6", "1.234", "1,234"], [12345.6, 1234, 1.234]),
        (["12.5", "1.234.567", "1.234"], [12.5, 1234567, None]),
    ],
)
def test_the_column_decides_what_a_comma_is(column: list[str], values: list[float]) -> None:
    known = separators(column)
    found = [parse_quantity(text, known) for text in column]
    assert [q and float(q.value) for q in found] == values


def test_where_nothing_tells_the_caller_says_what_is_less_harmful() -> None:
    assert separators(["1,234", "95,125"]) == Separators()
    found = [parse_quantity("95,125", decimal=decimal) for decimal in (False, True)]
    assert [q and float(q.value) for q in found] == [95125, 95.125]


def test_a_comma_is_open_only_before_one_group_of_three() -> None:
    """Whoever asks a person about `1,234` must not ask about what can be read in one way alone."""
    texts = ("1,234", "-999,999", "12,5", "0,500", "1234,567", "1,234,567", "1,234.5", "一")
    assert [is_open(text) for text in texts] == [True, True, *[False] * 6]


def test_minutes_only_where_something_lasts() -> None:
    lasting, plain = parse_quantity("30分", lasting=True).unit, parse_quantity("30分").unit
    assert (lasting.dimension, lasting.factor) == ("time", Fraction(1, 60))
    assert (plain.dimension, plain.factor) == ("points", 1)


@pytest.mark.parametrize(
    ("header", "dimension", "factor"),
    [
        ("常住人口（万人）", "count", 10_000),
        ("人口(万)", "any", 10_000),
        ("面积（万㎡）", "area", 10_000),
        ("面积（万平方米）", "area", 10_000),
        ("面积【公顷】", "area", 10_000),
        ("金额(千元)", "money", 1000),
        ("时长（分）", "time", 1 / 60),
        ("平均用时(分钟)", "time", 1 / 60),
        ("时长（小时）", "time", 1),
        ("时限（天）", "time", 24),
        ("得分（分）", "points", 1),
        ("达标率(‰)", "share", 0.1),
        ("达标率（％）", "share", 1),
        ("数量 (k)", "any", 1000),
        ("人口（单位：万人）", "count", 10_000),
        ("人口/万人", "count", 10_000),
        ("保洁面积 万平方米", "area", 10_000),
        ("里程（千米）", "length", 1000),
        ("人口（\u200b万人）", "count", 10_000),
    ],
)
def test_units_of_headers(header: str, dimension: str, factor: float) -> None:
    unit, unknown = header_unit(header)
    assert unit is not None and unknown is None
    assert (unit.dimension, float(unit.factor)) == (dimension, pytest.approx(factor))


@pytest.mark.parametrize(
    "header", ["人口（2024年）", "得分（百分制）", "分值", "样本数", "Section d", "扣分(加分)"]
)
def test_headers_without_a_unit(header: str) -> None:
    assert header_unit(header) == (None, None) and without_unit(header) == header


def test_a_unit_that_is_not_known_is_named() -> None:
    assert header_unit("总量（万标准箱）") == (None, "万标准箱")
    assert without_unit("人口/万人") == "人口"


@pytest.mark.parametrize("text", ["1e400", "1e2000000", "9" * 400, "-1E+99999"])
def test_what_no_float_holds_is_no_number(text: str) -> None:
    """Such a cell ended the whole import with an OverflowError."""
    assert parse_number(text) is None
