"""Lines inside a table that are no records: blank ones, repeated headers, totals, titles, notes."""

import re
from collections.abc import Sequence

from data.layouts.matching import fold_header
from kernel.messages import Message
from kernel.text import fold

_TOTALS = frozenset(
    (
        *(
            "合计",
            "小计",
            "总计",
            "共计",
            "累计",
            "汇总",
            "总和",
            "全市",
            "全区",
            "全县",
            "全市合计",
        ),
        *(
            "全区合计",
            "平均",
            "平均值",
            "平均分",
            "平均数",
            "全市平均",
            "全区平均",
            "均值",
            "本页合计",
        ),
        *("total", "subtotal", "grandtotal", "sum", "average", "mean", "citywide"),
    )
)
_TOTAL_END = re.compile(r".{0,8}(?:合计|小计|总计|合计数|小计数)(?:[:：]?[\d.,]*)?")
_NOTE = re.compile(
    r"(?:备?注|说明|制表|填表|填报|审核|复核|负责人|单位负责人|打印|导出|统计|查询|更新|生成|下载|报表|数据|截止|截至|联系人)[^:：]{0,6}[:：]"
    r"|第\s*\d+\s*页|共\s*\d+\s*[页条]"
)
# The label of a line below the table whose value stands in the next cell.
_LABEL = re.compile(
    r"(?:数据)?(?:打印|导出|统计|查询|更新|生成|下载|制表|报表|数据|截止|截至)(?:时间|日期|人|人员)?[:：]?"
)
_NUMBERED = re.compile(r"\d{5}|^[0-9A-Za-z]+[-－][0-9A-Za-z-]*\d|^\d+$")


def is_total(text: str) -> bool:
    """合计, 小 计, `云栖区小计`, total and their like."""
    if len(text) > 24:
        return False
    word = fold(text).strip(":：-—()")
    return word in _TOTALS or _TOTAL_END.fullmatch(word) is not None


def is_label(text: str) -> bool:
    """导出时间, 制表人： and their like, alone in a cell."""
    return len(text) <= 12 and _LABEL.fullmatch("".join(text.split())) is not None


def line_that_is_no_record(
    cells: Sequence[str | None], headers: Sequence[str], ids: Sequence[str | None]
) -> Message | None:
    """Why a suspicious row is set aside; None when it looks like a record.

    headers: the folded names of the columns; ids: the cells that would identify the record.
    """
    filled = [(i, text) for i, text in enumerate(cells) if text and text.strip()]
    if not filled:
        return Message("import-blank-line")
    if _repeats(filled, headers):
        return Message("import-repeated-header")
    identified = any(text and not is_total(text) and _NUMBERED.search(text) for text in ids)
    if any(is_total(text) for _, text in filled[:4]):
        numbers = [text for text in ids if text]
        if not identified or len(filled) < max(3, len(headers) // 3) or not numbers:
            return Message("import-total-line")
    texts = {text for _, text in filled}
    if not identified and len(texts) == 1 and len(headers) > 2 and not _is_number(texts):
        return Message("import-title-line")
    first = filled[0][1].strip()
    if (_NOTE.match(first) or is_label(first)) and len(texts) <= 4:
        return Message("import-title-line")
    return None


def _repeats(filled: Sequence[tuple[int, str]], headers: Sequence[str]) -> bool:
    """The header once more; of a header in two rows the lower one is enough."""
    same, others = 0, 0
    for index, text in filled:
        if others > 0.4 * len(filled):  # of nearly every row this is known after a few cells
            return False
        word = fold_header(text)
        header = headers[index] if index < len(headers) else ""
        again = bool(word) and (word == header or (len(word) > 1 and header.endswith(word)))
        same, others = same + again, others + (not again)
    return same >= 0.6 * len(filled) and same >= min(2, len(headers))


def _is_number(texts: set[str]) -> bool:
    return all(re.fullmatch(r"[\d.,%+-]+", text.strip()) for text in texts)
