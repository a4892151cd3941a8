"""Whatever an export holds of people in columns and texts, none of it is found in the store's
folder, in the rejects workbook, in the account, in what is printed or in the log."""

import csv
import io
import json
import logging
import zipfile
from pathlib import Path

import duckdb
import pytest

from data.__main__ import main
from data.batches.bookkeeping import batches
from data.importer import import_files, try_files
from data.importing.rejects import rejects_workbook
from data.store import Store

# Every secret is a string that stands nowhere but where somebody is meant.
WHO = {
    "name": "钱志高", "other": "欧阳丹丹", "phone": "13800000465", "second": "13911112222",
    "wechat": "wx_secret_id", "home": "9幢1单元302", "paper": "330106199001011237",
    "mail": "qian.zg@example.com", "plate": "浙A·8K123", "card": "6222021234567890128",
    "english": "Wilbur Quackenbush", "abroad": "213-555-0188",
}  # fmt: skip
TOLD = (
    f"来电人{WHO['other']}（柳荫路9号{WHO['home']}）反映噪音，电话138，0000，0465，微信号{WHO['wechat']}，"
    f"身份证{WHO['paper']}，业主{WHO['name']}的车{WHO['plate']}，卡号{WHO['card']}，caller "
    f"{WHO['english']} {WHO['abroad']} {WHO['mail']}"
)
LEFT = [*WHO.values(), "138，0000，0465", "0000465", "丹丹", "志高", "Quackenbush", "secret"]

HOTLINE = (
    "工单编号 来电时间 受理渠道 问题分类名称 详细发生地 承办单位 主要内容 办结时间 工单状态",
    ["2025101000000001", "2025-10-10 19:00:00", "电话", "非法小广告", "柳荫路", "某县", TOLD, "",
     "办理中"],
)  # fmt: skip
GRID = (
    "任务号 上报时间 小类名称 问题来源 问题描述 当前阶段名称 处置截止时间 地址描述 所属区域",
    ["2025100100000001", "2025-10-01 08:00", "暴露垃圾", "采集员", TOLD, "[办结]", "2025-10-02",
     "柳荫路", "甲区"],
)  # fmt: skip
ENGLISH = (
    "case_id opened type details ward",
    ["C-1", "2025-10-01 08:00:00", "litter", TOLD, "Ward 3"],
)
PROFILE = """
id: own-english
name: {zh: 自有, en: own}
table: cases
key: [case_no]
fields:
  case_no: {headers: [case_id], required: true}
  reported_at: {headers: [opened], required: true}
  subcategory: {headers: [type]}
  text: {headers: [details]}
units:
  district: {headers: [ward]}
"""
UNKNOWN = {
    "chinese": "姓名 来电号码 联系方式 市民姓名 市民电话 家庭住址 身份证 微信号 车牌 备注",
    "grid": "上报人 监督员电话 举报人手机 上报人联系方式 地址（户籍） 证件 QQ/微信 号牌 说明 附言",
    "english": "caller_name phone email Reporter_Name cell home_address notes id_card x1 x2",
    "telling nothing": "字段一 字段二 c3 d 甲 乙 丙 丁 戊 己",
}
CELLS = list(WHO.values())[:10]


def spread(layout: tuple[str, list[str]], columns: str) -> list[list[str]]:
    """The layout with more columns: a good row, two rejected ones, one with shifted cells, one that
    is too long, and a title above."""
    header, good = layout[0].split(), layout[1]
    blank, shifted = ["", *good[1:]], [good[0] + "9", WHO["name"], *good[2:]]
    bad = [good[0] + "8", "坏时间", *good[2:]]
    phone = [good[0] + "7", WHO["phone"], *good[2:]]
    rows = [[*row, *CELLS] for row in (good, bad, blank, shifted, phone)]
    title = [f"制表人：{WHO['name']}  电话：{WHO['phone']}"]
    return [title, [*header, *columns.split()], *rows, [*bad, *CELLS, WHO["name"], WHO["phone"]]]


def everything_kept(folder: Path) -> str:
    """All texts of all files below a folder: tables, records, and the bytes of each."""
    said = ""
    for path in sorted(folder.rglob("*")):
        said += path.name
        if not path.is_file():
            continue
        raw = path.read_bytes()
        said += raw.decode("utf-8", "replace") + raw.decode("gb18030", "replace")
        if path.suffix == ".duckdb":
            with duckdb.connect(str(path), read_only=True) as con:
                for (table,) in con.execute("SELECT table_name FROM duckdb_tables()").fetchall():
                    said += str(con.execute(f'SELECT * FROM "{table}"').fetchall())
        if path.suffix == ".parquet":
            said += str(duckdb.execute("SELECT * FROM read_parquet(?)", [str(path)]).fetchall())
            said += str(
                duckdb.execute(
                    "SELECT decode(key), decode(value) FROM parquet_kv_metadata(?)", [str(path)]
                ).fetchall()
            )
    return said


def workbook_texts(book: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        return "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


@pytest.mark.parametrize("unknown", UNKNOWN)
@pytest.mark.parametrize("layout", ["hotline", "grid", "english"])
def test_nothing_personal_is_kept_said_or_logged(
    store: Store,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
    layout: str,
    unknown: str,
) -> None:
    caplog.set_level(logging.DEBUG)
    (store.folder / "profiles").mkdir(parents=True)
    (store.folder / "profiles" / "own.yaml").write_text(PROFILE, "utf-8")
    shape = {"hotline": HOTLINE, "grid": GRID, "english": ENGLISH}[layout]
    path = tmp_path / f"工单_{WHO['name']}举报{WHO['phone']}.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(spread(shape, UNKNOWN[unknown]))

    seen: list[str] = []
    accounts, trial = try_files(store, [path], progress=lambda p: seen.append(str(p)))
    assert trial and accounts[0].rejected >= 4 and accounts[0].stored == 1
    said = everything_kept(store.folder)
    said += workbook_texts(rejects_workbook(store, [accounts[0].batch_id or 0], trial=trial))
    store.publish(trial)
    assert main(["import", str(path), "--store", str(store.folder), "--json"]) == 0
    assert main(["import", str(path), "--store", str(store.folder)]) == 0
    assert main(["batches", "--store", str(store.folder)]) == 0
    said += workbook_texts(rejects_workbook(store, [accounts[0].batch_id or 0]))
    said += everything_kept(store.folder) + str(batches(store)) + "".join(seen) + caplog.text
    said += json.dumps([a.to_json() for a in accounts], ensure_ascii=False) + accounts[0].to_store()
    out, err = capsys.readouterr()
    said += out + err
    assert "[电话]" in said and "坏时间" in said  # what was not understood is quoted all the same
    assert [secret for secret in LEFT if secret in said] == []


def test_nothing_is_kept_of_a_sheet_that_no_layout_fits(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not even the names of columns, where a row of data was taken for them."""
    path = tmp_path / f"{WHO['name']}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([CELLS, CELLS[::-1], CELLS])
    for extra in ([], ["--json"]):
        main(["import", str(path), "--store", str(store.folder), *extra])
    accounts = import_files(store, [path])
    out, err = capsys.readouterr()
    said = out + err + everything_kept(store.folder) + "".join(a.to_store() for a in accounts)
    assert accounts and sum(a.rows_read for a in accounts) and not any(a.stored for a in accounts)
    assert [secret for secret in LEFT if secret in said] == []


def test_an_error_does_not_name_who_the_file_is_about(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / f"{WHO['name']}_{WHO['phone']}.xlsx"
    path.write_bytes(b"PK\x03\x04 no workbook")
    for given in (path, path.with_suffix(".csv")):
        assert main(["import", str(given), "--store", str(store.folder)]) == 2
    out, err = capsys.readouterr()
    assert "[电话]" in err and not any(secret in out + err for secret in LEFT)
