"""What identifies a person is masked; what only looks alike is not."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.privacy import mask, mask_column


@pytest.mark.parametrize(
    "secret",
    [
        "13800138000",
        "138-0013-8000",
        "138 0013 8000",
        "+86 13800138000",
        "１３８００１３８０００",
        "0519-86301234",
        "（0519）86301234",
        "051986301234",
        "0000-00000000",
        "0731—88886666",
        "021 61234567",
        "320402199001011234",
        "11010519491231002X",
        "苏D12345",
        "粤B·12345D",
        "zhang.san@example.com",
    ],
)
def test_personal_numbers_are_masked_wherever_they_stand(secret: str) -> None:
    for text in (secret, f"请联系{secret}谢谢", f"电话{secret}，家住3号"):
        masked = mask(text)
        assert secret not in masked and "[" in masked
        digits = "".join(c for c in secret if c.isdigit())
        left = "".join(c for c in masked if c.isdigit())
        assert not digits or digits[-7:] not in left


@pytest.mark.parametrize(
    "harmless",
    [
        "案卷990101251001000123已派遣",
        "部件3205080101000001井盖破损",
        "工单2025100100000123",
        "任务330106202510010001",
        "13-00333860",
        "单号PQ0000-00000000",
        "2017东城管字537978",
        "2025-10-01 08:30:00 至 20251020",
        "人民路1234号5幢678室",
        "坐标118.123456,31.654321",
        "拨打12345、12319、96310",
        "面积1380平方米，共13800元",
    ],
)
def test_numbers_of_cases_components_and_dates_stay(harmless: str) -> None:
    assert mask(harmless) == harmless


def test_a_short_number_is_a_telephone_only_where_the_text_says_so() -> None:
    assert mask("联系电话：86301234") == "联系电话：[电话]"
    assert mask("编号86301234") == "编号86301234"


def test_a_column_is_masked_like_its_texts() -> None:
    texts = ["无", None, "电话13800138000", "车牌苏D12345", "a@b.cn", "人民路3号"]
    expected = [None if text is None else mask(text) for text in texts]
    assert mask_column(pa.array(texts)).to_pylist() == expected


@given(st.text(alphabet="1398０１380-( )电话苏AD@.cn号路", max_size=40))
def test_masking_a_column_never_misses_what_masking_a_text_finds(text: str) -> None:
    assert mask_column(pa.array([text], pa.string())).to_pylist() == [mask(text)]
