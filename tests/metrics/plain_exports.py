"""The sample city's export files as frames, in nothing but pandas: what a person would do who has
the files and no dashboard. Names go by the register's list of aliases, a record told several times
by the export of the latest time."""

import csv
import io
import re
from functools import cached_property
from pathlib import Path

import pandas as pd

STATED = re.compile(r"导出时间：(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)")
DATED_NAME = re.compile(r"导出(\d{8})")


def grids(path: Path) -> list[pd.DataFrame]:
    """The tables of a file as they lie, all cells as texts."""
    raw = path.read_bytes()
    if raw[:4] == b"PK\x03\x04":
        sheets = pd.read_excel(path, sheet_name=None, header=None, dtype=str, engine="calamine")
        return list(sheets.values())
    text = _text(raw)
    if "<table" in text[:4000].lower():
        return [table.astype(str) for table in pd.read_html(io.StringIO(text), header=None)]
    comma = max(",;\t", key=text[:5000].count)
    lines = list(csv.reader(io.StringIO(text), delimiter=comma))
    width = max(map(len, lines))
    return [pd.DataFrame([line + [""] * (width - len(line)) for line in lines])]


def _text(raw: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030", "utf-16"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            pass
    raise AssertionError("no encoding fits")


def tables(paths: list[Path], key: str, also: str = "") -> pd.DataFrame:
    """The rows below the header that names the key (and `also`), of all files, with file, row and
    as-of; of a key told several times the row of the latest export."""
    found = []
    for path in paths:
        for grid in grids(path):
            at = next(
                (i for i, row in enumerate(grid.to_numpy()) if {key, also or key} <= {*row}), None
            )
            if at is None:
                continue
            body = grid.iloc[at + 1 :].copy()
            body.columns = [str(name).strip() for name in grid.iloc[at]]
            head = "".join(map(str, grid.iloc[:at].to_numpy().ravel()))
            body["file"], body["row"] = path.name, range(at + 2, at + 2 + len(body))
            body["as_of"] = _as_of(head, path.name)
            found.append(body.loc[:, ~body.columns.duplicated()])
    rows = pd.concat(found, ignore_index=True).replace({"": None, "nan": None})
    rows = rows[rows[key].notna() & (rows[key] != key) & ~rows[key].fillna("").str.contains("合计")]
    rows = rows.sort_values("as_of", kind="stable")
    return rows.drop_duplicates(key, keep="last")


def _as_of(head: str, name: str) -> pd.Timestamp:
    if stated := STATED.search(head):
        return pd.Timestamp(stated[1])
    dated = DATED_NAME.search(name)
    assert dated, name
    return pd.Timestamp(dated[1])


def register(path: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Written name -> registered name, of all kinds; and street -> its district."""
    names: dict[str, str] = {}
    parents: dict[str, str] = {}
    for grid in grids(path):
        at = next(i for i, row in enumerate(grid.to_numpy()) if "单位名称" in row)
        body = grid.iloc[at + 1 :].set_axis(list(grid.iloc[at]), axis=1)
        for row in body.to_dict("records"):
            written = str(row["别名"]).split("；") if isinstance(row["别名"], str) else []
            names |= dict.fromkeys([row["单位名称"], *written], row["单位名称"])
            if row["单位类别"] == "街道（镇）":
                parents[row["单位名称"]] = row["上级单位"]
    return names, parents


def moments(written: pd.Series) -> pd.Series:
    """Times as the exports write them: with dashes, strokes or 年月日, or Excel's count of days."""
    days = pd.to_numeric(written, errors="coerce")
    plain = (
        written.where(days.isna()).str.replace(r"[年月/]", "-", regex=True).str.replace("日", "")
    )
    counted = pd.Timestamp("1899-12-30") + pd.to_timedelta(days, unit="D").dt.round("s")
    return pd.to_datetime(plain, format="mixed").fillna(counted)


class Exports:
    """What three kinds of export say of July to October 2025, one row a record; cases and orders
    of October 2024 as well."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.names, self.parents = register(folder / "00_示例市_考核单位名录.xlsx")

    @property
    def both(self) -> pd.DataFrame:
        """Cases of the platform and orders of the hotline, of what both say."""
        return pd.concat([self.cases, self.orders], ignore_index=True)

    @cached_property
    def cases(self) -> pd.DataFrame:
        rows = tables(
            self._files("数字城管案卷_2025-0[789]*", "数字城管案卷_2025-10*", "*周报_*"), "任务号"
        )
        rows["at"], rows["channel"] = moments(rows["上报时间"]), rows["问题来源"]
        rows["district"], rows["street"] = self._units(rows["所属区域"], rows["所属街道"])
        counted = (rows["当前阶段名称"] != "[作废]") & (rows["channel"] != "监督员自行处理")
        return rows[counted].rename(columns={"小类名称": "problem"})

    @cached_property
    def orders(self) -> pd.DataFrame:
        rows = tables(self._files("12345工单_2024-Q4*", "12345工单_2025-Q[34]*"), "工单编号")
        rows["at"], rows["channel"] = moments(rows["来电时间"]), "12345"
        whose, rows["street"] = self._units(rows["承办单位"], rows["事发地"])
        rows["district"] = whose.where(whose.isin(set(self.parents.values())))
        rows["district"] = rows["district"].fillna(rows["street"].map(self.parents))
        return rows.rename(columns={"问题分类名称": "problem"})

    @cached_property
    def checks(self) -> pd.DataFrame:
        files = self._files("巡查考评_2025-0[789]*", "巡查考评_2025-10*")
        rows = tables(
            [path for path in files if "问题清单" not in path.name], "检查编号", "是否达标"
        )
        rows["at"] = moments(rows["检查时间"])
        rows["district"], rows["street"] = self._units(rows["区域"], rows["街道（镇）"])
        return rows

    def _files(self, *patterns: str) -> list[Path]:
        return sorted({p for one in patterns for p in self.folder.glob(f"示例市_{one}")})

    def _units(self, *columns: pd.Series) -> list[pd.Series]:
        formal = r"(街道|镇)(?:办事处|人民政府)$"
        return [
            column.str.strip().str.replace(formal, r"\1", regex=True).map(self.names)
            for column in columns
        ]
