"""Strategies: sheets that re-arrange or contradict themselves, and what they mean."""

from dataclasses import dataclass

from hypothesis import strategies as st

from tests.data.messy import (
    File,
    Grid,
    cell_of,
    complaints,
    encoded,
    grid_cases,
    inspections,
)

_BETWEEN: tuple[Grid, ...] = (
    [],
    [[""]],
    [[""], ["二、城郊组"]],
    [["二、城郊组"], [""], [""]],
    [["合计", "", "", "3"], [""], ["以下为第二批"]],
    [["备注：以上为第一批"], [""]],
)
_MONTHS = {
    "得分": ("2025年8月", "2025-09", "202510", "2025/11", "2025年12月份"),
    "2025年得分": ("8月", "9月份", "十月", "十一月份", "12月"),
}
_FORMS = ("iso", "minutes", "slashes", "dots", "chinese", "hours", "digits", "T", "fraction")
_UNITS = ("云栖区", "澄湖区", "南汀区", "白鹭区", "石溪县")


@st.composite
def stacked(draw: st.DrawFn) -> File:
    """One export cut into tables below each other, each with its columns in an order of its own."""
    table = draw(grid_cases() | complaints() | inspections())
    form = draw(st.sampled_from(_FORMS))
    ends = sorted(draw(st.sets(st.integers(1, len(table.rows)), max_size=2)) | {len(table.rows)})
    grid: Grid = []
    start = 0
    for end in ends:
        names = draw(st.permutations(list(table.headers)))
        header = [table.headers[name] for name in names]
        body = [[cell_of(name, row[name], form, False) for name in names]
                for row in table.rows[start:end]]  # fmt: skip
        if draw(st.booleans()):
            header.append("备注一")
            body = [[*cells, draw(st.sampled_from(["", "已核实"]))] for cells in body]
        grid += [*(draw(st.sampled_from(_BETWEEN)) if start else []), header, *body]
        start = end
    width = max(map(len, grid))
    grid = [cells + [""] * (width - len(cells)) for cells in grid]
    name, content = draw(encoded(grid, 0, width, parents=False))
    return File(name, content, table, table.rows, 0)


@dataclass(frozen=True)
class Wide:
    """A file with a column for every month: (unit, month) -> the score, None where none is."""

    name: str
    text: str
    scores: dict[tuple[str, str], float | None]


@st.composite
def wide_months(draw: st.DrawFn) -> Wide:
    """Scores by month; the year stands in the headers or in the file's name."""
    title = draw(st.sampled_from(list(_MONTHS)))
    count = draw(st.integers(2, 5))
    headers = _MONTHS[title][:count]
    cells = st.sampled_from(["", "—", "未录入"]) | st.integers(0, 200).map(lambda n: f"{n / 2:g}")
    units = draw(st.lists(st.sampled_from(_UNITS), min_size=1, max_size=5, unique=True))
    rows = [(unit, [draw(cells) for _ in headers]) for unit in units]
    lines = [",".join(["考核单位", "评分项目", *headers, "平均"])]
    lines += [",".join([unit, "市容", *values, "50"]) for unit, values in rows]
    scores = {
        (unit, f"2025-{8 + at:02d}"): float(text) if text[:1].isdigit() else None
        for unit, values in rows
        for at, text in enumerate(values)
    }
    return Wide(title, "\n".join(lines), scores)


@st.composite
def told_twice(draw: st.DrawFn) -> tuple[list[dict[str, int]], int]:
    """Scores of the same units in up to three files, and how many units are told differently by a
    file than by those before it."""
    values = st.dictionaries(st.sampled_from(_UNITS), st.integers(90, 92), min_size=1)
    files = draw(st.lists(values, min_size=1, max_size=3))
    known: dict[str, int] = {}
    disputed = 0
    for told in files:
        disputed += sum(known.get(unit, value) != value for unit, value in told.items())
        known |= told
    return files, disputed
