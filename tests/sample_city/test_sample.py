"""The sample city: reproducible, complete in its registers, and messy in every promised form."""

import re
from pathlib import Path

import pytest

from sample_city import city, registers, spelling, write_exports
from sample_city.sample import Sample, exports, make_sample
from sample_city.write import RECORD, REJECTED, SET_ASIDE


@pytest.fixture(scope="module")
def files(sample_exports: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sample_exports.iterdir()}


def test_the_same_seed_writes_the_same_bytes(tmp_path: Path) -> None:
    first = write_exports(tmp_path / "a", months=1)
    second = write_exports(tmp_path / "b", months=1)
    other = write_exports(tmp_path / "c", months=1, seed=1)
    assert [p.name for p in first] == [p.name for p in second]
    assert [p.read_bytes() for p in first] == [p.read_bytes() for p in second]
    assert [p.read_bytes() for p in first] != [p.read_bytes() for p in other]


def test_assessment_months_run_from_the_21st_to_the_20th() -> None:
    months = city.assessment_months(13)
    assert [months[0].label, months[-1].label] == ["2024-10", "2025-10"]
    assert (months[-1].start.day, months[-1].end.day) == (21, 21)
    assert all(a.end == b.start for a, b in zip(months, months[1:], strict=False))


def test_every_unit_that_handles_something_is_registered(sample: Sample) -> None:
    units = registers.units()
    assert not units.duplicated(["kind", "name"]).any()
    known = set(units["name"])
    named = set(sample.cases["handler"]) | set(sample.cases["street"]) | set(sample.visits["team"])
    named |= set(sample.penalties["team"]) | set(sample.cases["district"])
    assert named - known == {spelling.UNKNOWN_UNIT}
    assert set(units["parent"].dropna()) <= set(units.loc[units["kind"] == "district", "name"])


def test_magnitudes_are_those_of_a_city(sample: Sample) -> None:
    months = len(sample.months)
    assert len(sample.cases) / months == pytest.approx(4_000, rel=0.05)
    assert len(sample.visits) / months == pytest.approx(2_700, rel=0.05)
    assert len(sample.findings) / months == pytest.approx(260, rel=0.15)
    assert len(sample.orders) / months == pytest.approx(900, rel=0.05)
    cases = sample.cases[~(sample.cases["voided"] | sample.cases["held"])]
    closed = cases["closed_at"].notna().mean()
    on_time = (cases["closed_at"] <= cases["bundle_due_at"]).mean()
    assert 0.98 < closed < 0.999  # in the end; at each export some are still open
    assert 0.88 < on_time < 0.95
    assert 0.005 < cases["rework_count"].gt(0).mean() < 0.02
    assert 0.01 < cases["postpone_count"].gt(0).mean() < 0.03
    hours = (cases["closed_at"] - cases["reported_at"]).dt.total_seconds() / 3600
    assert 1.5 < hours.median() < 6


def test_case_numbers_are_18_digits_and_unique(sample: Sample) -> None:
    numbers = sample.cases["case_no"]
    assert numbers.is_unique
    assert numbers.str.fullmatch(r"\d{18}").all()


def test_names_of_files_say_that_the_city_is_an_example(files: dict[str, bytes]) -> None:
    assert all("示例市" in name for name in files)
    assert sum(map(len, files.values())) < 40e6


def _text(files: dict[str, bytes], part: str, encoding: str) -> str:
    return next(body for name, body in files.items() if part in name).decode(encoding)


@pytest.mark.parametrize(
    ("part", "encoding", "delimiter"),
    [
        ("案卷_2025-10", "utf-8-sig", ","),
        ("案卷_2024-10", "gbk", ","),
        ("案卷_2025-09", "gb18030", ","),
        ("案卷_2024-12", "gb18030", "\t"),
        ("案卷_2025-01", "utf-8", ";"),
        ("案卷_2025-02", "utf-16", "\t"),
    ],
)
def test_text_files_come_in_many_encodings(
    files: dict[str, bytes], part: str, encoding: str, delimiter: str
) -> None:
    text = _text(files, f"数字城管{part}", encoding)
    header = next(line for line in text.splitlines() if "任务号" in line)
    assert header.count(delimiter) == 23


def test_gb18030_files_hold_characters_that_gbk_lacks(files: dict[str, bytes]) -> None:
    body = next(b for name, b in files.items() if "数字城管案卷_2025-09" in name)
    with pytest.raises(UnicodeDecodeError):
        body.decode("gbk")


def test_only_some_utf8_files_begin_with_a_mark(files: dict[str, bytes]) -> None:
    marks = [
        body.startswith(b"\xef\xbb\xbf") for name, body in files.items() if "城管案卷_" in name
    ]
    assert any(marks)
    assert not next(b for n, b in files.items() if "案卷_2025-01" in n).startswith(b"\xef\xbb\xbf")


def test_a_table_of_html_is_named_xls(files: dict[str, bytes]) -> None:
    assert next(b for n, b in files.items() if n.endswith(".xls")).startswith(b"<html>")


def test_dates_are_written_in_many_ways(files: dict[str, bytes]) -> None:
    assert re.search(r"2025年\d月\d+日 \d\d:\d\d", _text(files, "案卷_2025-07", "gbk"))
    assert re.search(r",4\d{4}\.\d+,", _text(files, "案卷_2025-06", "utf-8-sig"))
    assert re.search(r"2025/\d/\d{1,2} |2025/0\d/\d\d ", _text(files, "案卷_2025-05", "gbk"))


def test_cells_hold_commas_quotes_newlines_and_telephone_numbers(files: dict[str, bytes]) -> None:
    text = _text(files, "数字城管案卷_2025-10", "utf-8-sig")
    assert '店主称""已整改"",\n但' in text
    assert re.search(r"电话1380000\d{4}", text)
    assert "[办结]" not in text and "[结案]" in text


def test_rows_that_are_no_records_stand_among_them(sample: Sample) -> None:
    marks: dict[str, set[str]] = {}
    for export in exports(sample):
        for sheet in export.sheets:
            marks.setdefault(sheet.profile, set()).update(row[0] for row in sheet.rows)
    assert {RECORD, REJECTED, SET_ASIDE} <= marks["grid-case-24"]
    assert {RECORD, SET_ASIDE} <= marks["findings"] & marks["given-scores"]
    assert REJECTED in marks["hotline-12345"]


def test_side_files_list_flags_with_several_separators(files: dict[str, bytes]) -> None:
    texts = [b for name, b in files.items() if "案卷标记" in name and name.endswith(".txt")]
    joined = "".join(
        t.decode("utf-8-sig" if t.startswith(b"\xef\xbb\xbf") else "gbk") for t in texts
    )
    assert {"延期", "返工", "超时"} <= set(re.findall(r"(\w\w)[:：]", joined))
    assert all(re.search(rf"\d{{18}}{mark}\d{{18}}", joined) for mark in "、，,")


def test_an_open_case_comes_again_with_its_closing(sample: Sample) -> None:
    listed: dict[str, list[object]] = {}
    for export in exports(sample):
        for sheet in export.sheets:
            if sheet.profile == "grid-case-24":
                for mark, key, content, _ in sheet.rows:
                    if mark == RECORD:
                        listed.setdefault(key, []).append(content)
    twice = [contents for contents in listed.values() if len(set(contents)) > 1]
    assert len(twice) > 300
    assert all(not contents[0][1] for contents in twice)  # type: ignore[index]


def test_fewer_months_end_in_the_same_month() -> None:
    short = make_sample(months=2)
    assert [m.label for m in short.months] == ["2025-09", "2025-10"]
    assert short.cases["reported_at"].min() >= short.months[0].start
    with pytest.raises(ValueError):
        make_sample(months=0)
