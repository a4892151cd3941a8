"""Whatever is written as a text table comes back exactly: encodings, separators, titles, blanks."""

import csv
import io
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.reader import read_file

WORDS = [
    "暴露垃圾",
    "店外经营",
    "乱堆物料",
    "云栖区",
    "甲街道",
    "[办结]",
    "12345热线",
    "①号路",
    "张䶮",
    "路灯 3 盏",
    "—",
    "N/A",
    "it's",
    "AP2026-01",
]
HARD = ["垃圾,未清", '挂有"文明"标语', "一\n二", "a;b", "x|y", "甲\t乙", ""]
NAMES = [
    "上报时间",
    "大类名称",
    "小类名称",
    "区域",
    "街道",
    "问题描述",
    "处置部门",
    "备注",
    "是否超期",
]

cells = st.sampled_from([*WORDS, *HARD])


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    """A header and rows: case numbers, perhaps times, and cells of every difficulty."""
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, unique=True))
    rows = []
    for number in range(draw(st.integers(1, 40))):
        row = [f"2025{number:08d}"]
        for name in names:
            time = f"2025-10-{number % 28 + 1:02d} 08:30:00"
            row.append(time if name == "上报时间" else draw(cells))
        rows.append(row)
    return [["任务号", *names], *rows]


@given(
    table=tables(),
    titles=st.integers(0, 2),
    delimiter=st.sampled_from(",\t;|"),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    end=st.sampled_from(["\n", "\r\n"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]),
)
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_written_table_is_read_back(
    tmp_path_factory,  # type: ignore[no-untyped-def]
    table: list[list[str]],
    titles: int,
    delimiter: str,
    quoting: int,
    end: str,
    encoding: str,
) -> None:
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter, quoting=quoting, lineterminator=end)
    for title in ("数字化城管案卷（2025-10-01 至 2025-10-20）", "导出时间：2025-10-21 08:00")[
        :titles
    ]:
        writer.writerow([title])
    writer.writerows(table)
    path: Path = tmp_path_factory.mktemp("written") / "a.csv"
    path.write_bytes(stream.getvalue().encode(encoding))

    [sheet] = read_file(path)
    assert sheet.header_row == titles + 1
    assert sheet.columns == table[0]
    assert [[cell or "" for cell in row] for _, row in sheet.rows()] == table[1:]
