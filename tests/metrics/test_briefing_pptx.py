"""The briefing: nothing is lost between slides, every number is the notice's, all is legible."""

import io
from typing import Any

import pytest
from pptx import Presentation

from kernel.text import spaced
from metrics.bulletin.content import cell_words
from metrics.documents.briefing_pptx import BOTTOM, MOST_ROWS, WIDTH, briefing_pptx, row_parts
from metrics.documents.chart_parts import charted
from tests.metrics.made_notice import SHOWN, made, numbers, numbers_said, problems, ranking


def opened(lang: str = "zh", rows: int = 9, kind: str = "monthly") -> Any:
    return Presentation(io.BytesIO(briefing_pptx(made(kind, rows), lang)))


def shapes(show: Any) -> list[Any]:
    return [shape for slide in show.slides for shape in slide.shapes]


def texts(show: Any) -> list[str]:
    found = [shape.text_frame.text for shape in shapes(show) if shape.has_text_frame]
    found += [cell for table in tables(show) for row in table for cell in row]
    return found + [s.notes_slide.notes_text_frame.text for s in show.slides if s.has_notes_slide]


def tables(show: Any) -> list[list[list[str]]]:
    own = [shape.table for shape in shapes(show) if shape.has_table]
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in own]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_number_is_one_of_the_notice_and_none_is_lost(lang: str) -> None:
    found = {n for text in texts(opened(lang)) for n in numbers(text)}
    assert found == numbers_said(made(), lang)


@pytest.mark.parametrize("rows", [3, 9, 16, 40])
def test_tables_go_on_without_losing_a_row(rows: int) -> None:
    wanted = [[spaced(cell_words(column, row, "zh")) for column in ranking(rows).columns]
              for row in ranking(rows).rows]  # fmt: skip
    parts = [one for one in tables(opened(rows=rows)) if one[0][:2] == ["单位", "得分"]]
    assert [row for part in parts for row in part[1:]] == wanted
    assert all(len(part) - 1 <= MOST_ROWS for part in parts)


def test_columns_that_have_no_room_go_on_with_the_names_of_rows() -> None:
    wide = [one for one in tables(opened()) if "2025-W01" in one[0] or "2025-W20" in one[0]]
    assert len(wide) > 1 and {row[0] for part in wide for row in part[1:]} == {
        f"第{at}中队" for at in range(1, 5)
    }


def test_charts_hold_the_values_of_their_tables() -> None:
    charts = [shape.chart for shape in shapes(opened()) if shape.has_chart]
    for chart, table in zip(charts, (problems(), ranking()), strict=True):
        shown = charted(table, "zh")
        assert shown is not None
        plot = chart.plots[0]
        assert list(plot.categories) == shown.categories
        assert [list(series.values) for series in plot.series] == shown.values
    assert charts[0].value_axis.minimum_scale == 0
    assert charts[1].value_axis.minimum_scale > 0 and charts[1].value_axis.has_title


def test_all_is_legible_and_on_the_slide() -> None:
    for shape in shapes(opened(rows=40)):
        assert shape.left.cm >= 0 and shape.left.cm + shape.width.cm <= WIDTH + 0.01
        if shape.has_table:
            height = sum(row.height.cm for row in shape.table.rows)
            assert shape.top.cm + height <= BOTTOM + 0.1
            runs = [run for row in shape.table.rows for cell in row.cells
                    for run in cell.text_frame.paragraphs[0].runs]  # fmt: skip
            assert min(run.font.size.pt for run in runs) >= 14
        elif shape.has_text_frame and shape.top.cm < BOTTOM:
            sizes = [run.font.size.pt for p in shape.text_frame.paragraphs for run in p.runs]
            assert min(sizes) >= 18


def test_an_empty_section_and_an_odd_name() -> None:
    said = texts(opened(kind="briefing"))
    assert "本期无。" in said and SHOWN in said
    assert "None in this period." in texts(opened("en", kind="briefing"))


def test_what_is_better_or_worse_has_its_colour() -> None:
    colors = {
        run.text: f"{run.font.color.rgb}"
        for shape in shapes(opened())
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
        for run in paragraph.runs
    }
    assert colors["东屏区下降 3.83 分。"] == "C2570C"
    assert colors["南汀区上升 1.2 分。"] == "0B5FA5"


def test_rows_are_shared_out_evenly() -> None:
    assert list(row_parts([1.0] * 10, 100)) == [(0, 5), (5, 10)]
    assert list(row_parts([1.0] * 8, 100)) == [(0, 8)]
    assert list(row_parts([3.0, 9.0, 3.0], 8)) == [(0, 1), (1, 2), (2, 3)]
    assert not list(row_parts([], 8))
