"""How exports spell units, times and free text: every clerk a little differently.

The spelling of a row depends on its position in the sample only, so that the same row looks the
same in every export.
"""

from collections.abc import Callable, Iterable
from datetime import datetime

import numpy as np
import pandas as pd

from sample_city import city, places

UNKNOWN_UNIT = "高铁片区中队"  # named by a few rows and known to no register
PERSON_NAMES = ("张某某", "李某某", "王某某", "赵某某", "钱某某")


def district(name: str, at: int) -> str:
    stem = city.short(name)
    return {3: stem, 11: f"{stem}城管局", 17: f"{name}城市管理局"}.get(at % 25, name)


def street(name: str, at: int) -> str:
    office = f"{name}办事处" if name.endswith("街道") else f"{name}人民政府"
    return {0: office, 5: city.short(name)}.get(at % 13, name)


def team(name: str, at: int) -> str:
    if "执法" not in name:
        return name
    head, tail = name.split("执法")
    digit = city.DIGITS.index(tail[0]) + 1
    return {
        0: f"{head}执法{digit}中队",
        1: f"{head}执法第{tail}",
        2: f"{city.short(head)}{tail}",
        3: f"{head}执法{str(digit).translate(places.FULL_WIDTH)}中队",
    }.get(at % 9, name)


def contractor(name: str, at: int) -> str:
    return {0: name[:2], 4: f"{name}（虚构）"}.get(at % 17, name)


def department(name: str, at: int) -> str:
    aliases = {n: f"市{a}处" for n, a in city.DEPARTMENTS}
    return {0: aliases.get(name, name), 4: f"{city.CITY}{name}"}.get(at % 15, name)


SPELLERS: dict[str, Callable[[str, int], str]] = {
    "district": district,
    "street": street,
    "team": team,
    "contractor": contractor,
    "department": department,
}


def spell(kind: str, names: Iterable[str], at: Iterable[int]) -> list[str]:
    """The names of one kind of unit as the rows at these positions write them."""
    write = SPELLERS[kind]
    return [write(n, a) if n else "" for n, a in zip(names, at, strict=True)]


def phone(at: int) -> str:
    return f"1380000{at % 10_000:04d}"


def case_text(subcategory: str, place: str, at: int) -> str:
    """The description of a problem; some with serials, names, phones, commas, quotes, newlines."""
    text = f"{place}有{subcategory}现象"
    form = at % 50
    if form < 3:
        return f"AP2025{at:06d}JY04、{text}，请处置"
    if form == 7:
        return f"{text}，联系人：{PERSON_NAMES[at % 5]}，电话{phone(at)}，请回复"
    if form == 11:
        return f'店主称"已整改",\n但{text},请核实'
    if form == 13:
        return f"{text}；固话0999-{6000000 + at % 1000000}"
    return f"{text}，影响市容"


def spelled_times(values: pd.Series, style: str) -> list[object]:
    """Times in one style: excel (datetime cells), serial, iso, slash, chinese, full; blank NaT."""
    filled = values.notna().to_numpy()
    if style == "excel":
        return [t.to_pydatetime() if ok else None for t, ok in zip(values, filled, strict=True)]
    if style == "serial":
        days = (values - pd.Timestamp("1899-12-30")) / pd.Timedelta(days=1)
        return [f"{d:.6f}" if ok else "" for d, ok in zip(days, filled, strict=True)]
    pattern = {
        "iso": "%Y-%m-%d %H:%M:%S",
        "slash": "%Y/%m/%d %H:%M",
        "chinese": "%Y年%m月%d日 %H:%M:%S",
        "full": "%Y-%m-%d %H:%M",
    }[style]
    texts = values.dt.strftime(pattern).fillna("")
    if style == "full":
        texts = pd.Series([t.translate(places.FULL_WIDTH) for t in texts])
    if style == "chinese":  # 2025年3月5日, as people type it
        texts = texts.str.replace("年0", "年").str.replace("月0", "月")
    return list(texts)


def days(values: pd.Series, style: str) -> list[object]:
    """Dates without a time: excel (date cells), iso, chinese; blank NaT."""
    if style == "excel":
        return [None if pd.isna(v) else pd.Timestamp(v).to_pydatetime() for v in values]
    pattern = (
        "{0.year}-{0.month:02d}-{0.day:02d}" if style == "iso" else "{0.year}年{0.month}月{0.day}日"
    )
    return ["" if pd.isna(v) else pattern.format(pd.Timestamp(v)) for v in values]


def yes_no(values: pd.Series) -> list[str]:
    return ["是" if v else "否" for v in np.asarray(values, dtype=bool)]


def exported(at: datetime) -> str:
    return f"导出时间：{at:%Y-%m-%d %H:%M:%S}"
