"""The briefing as slides: a title, then each section with its sentences, tables and charts.

All of it can be edited: tables and charts are PowerPoint's own. Nothing is left out: what does not
fit on a slide goes on on the next. Text has at least 18 points; a table 16, or 14 where that keeps
its columns together.
"""

import io
import math
from collections.abc import Iterator, Sequence
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
)
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Cm, Pt

from kernel.text import spaced
from metrics.bulletin.content import Notice, NoticeTable, Section, words_text
from metrics.documents.chart_parts import BETTER, INK, QUIET, SERIES_COLORS, WORSE, Charted, charted
from metrics.documents.notice_words import (
    document_text,
    heads_text,
    section_sentences,
    table_texts,
    whole_sentence,
)
from metrics.documents.table_layout import TableLayout, laid_out, letters_wide

WIDTH, HEIGHT = 33.867, 19.05  # centimetres: 16:9
LEFT, ROOM = 1.5, 30.867
TOP, BOTTOM = 3.2, 17.3
MOST_ROWS = 8
_SENTENCE, _CELL_SIZES, _FOOT = 24, (18, 16, 14), 12
_MARGIN = 0.5  # centimetres of a cell, left and right together
_CM = 2.54 / 72
_TONES = {"better": BETTER, "worse": WORSE}
_LATIN, _CHINESE = "Arial", "微软雅黑"
_BLANK = 6  # the layout without placeholders


def briefing_pptx(notice: Notice, lang: str) -> bytes:
    """The briefing (or any notice) as a .pptx file of 16:9 slides."""
    show = Presentation()
    show.slide_width, show.slide_height = Cm(WIDTH), Cm(HEIGHT)
    show.core_properties.title = spaced(words_text(notice.title, lang))
    slides = _Slides(show, notice, lang)
    slides.title()
    for section in notice.sections:
        slides.section(section)
    buffer = io.BytesIO()
    show.save(buffer)
    return buffer.getvalue()


class _Slides:
    """The slides of one briefing, added one after the other."""

    def __init__(self, show: Any, notice: Notice, lang: str) -> None:
        self._show, self._notice, self._lang = show, notice, lang
        about = [[spaced(words_text(words, lang)) for words in pair] for pair in notice.about]
        self._about = about
        self._source = " · ".join(": ".join(pair) for pair in about)

    def title(self) -> None:
        slide = self._show.slides.add_slide(self._show.slide_layouts[_BLANK])
        box = _box(slide, LEFT, 5.2, ROOM, 4)
        _put(box.paragraphs[0], spaced(words_text(self._notice.title, self._lang)), 40, INK, True)
        below = _box(slide, LEFT, 10.5, ROOM, 6)
        for at, pair in enumerate(self._about):
            line = below.paragraphs[0] if at == 0 else below.add_paragraph()
            _put(line, ": ".join(pair), 18, QUIET)

    def section(self, section: Section) -> None:
        """Sentences, and below them the first table where it has room; then the other tables."""
        title = spaced(words_text(section.title, self._lang))
        texts = section_sentences(self._notice, section, self._lang)
        tones = [one.tone for one in section.sentences] or ["neutral"]
        slide, top = None, TOP
        for text, tone in zip(texts, tones, strict=False):
            height = _sentence_height(text)
            if slide is None or top + height > BOTTOM:
                slide, top = self._slide(title, again=slide is not None), TOP
            _put(_box(slide, LEFT, top, ROOM, height).paragraphs[0], text, _SENTENCE,
                 _TONES.get(tone, INK))  # fmt: skip
            top += height
        for table in section.tables:
            if table.rows:
                self._table(title, table, slide, top)
                slide = None

    def _table(self, section: str, table: NoticeTable, slide: Any, top: float) -> None:
        heads, rows = heads_text(table.columns, self._lang), table_texts(
            table.columns, table.rows, self._lang
        )  # fmt: skip
        numbers = [column.digits is not None for column in table.columns]
        name = spaced(words_text(table.title, self._lang))
        begun = False
        for columns, layout in column_parts(heads, rows, numbers):
            heights = [_row_height([row[at] for at in columns], layout) for row in rows]
            head = _row_height([heads[at] for at in columns], layout)
            for start, end in row_parts(heights, BOTTOM - TOP - head - 1.0):
                needed = 1.0 + head + sum(heights[start:end])
                if begun or slide is None or top + needed > BOTTOM:
                    slide, top = self._slide(section, again=True), TOP
                suffix = document_text("continued", self._lang) if begun else ""
                _put(_box(slide, LEFT, top, ROOM, 1.0).paragraphs[0], f"{name}{suffix}", 18, QUIET)
                own = [heads, *rows[start:end]]
                cells = [[row[at] for at in columns] for row in own]
                shape = slide.shapes.add_table(
                    len(cells), len(columns), Cm(LEFT), Cm(top + 1.0), Cm(ROOM), Cm(head)
                )
                tones = [self._tone(table, at) for at in range(start, end)]
                changes = [table.columns[at].change for at in columns]
                totals = [at >= len(rows) - table.total for at in range(start, end)]
                _fill(shape.table, cells, layout, [numbers[at] for at in columns],
                      [head, *heights[start:end]], tones, changes, totals)  # fmt: skip
                if table.note is not None:
                    self._note(slide, whole_sentence(table.note, self._lang))
                begun = True
        shown = charted(table, self._lang)
        if shown is not None:
            slide = self._slide(section, again=True)
            _put(_box(slide, LEFT, TOP, ROOM, 1.0).paragraphs[0], name, 18, QUIET)
            _chart(slide, shown, self._lang)
            if table.note is not None:
                self._note(slide, whole_sentence(table.note, self._lang))

    def _tone(self, table: NoticeTable, at: int) -> str | None:
        return _TONES.get(str(table.rows[at].get("tone")))

    def _slide(self, title: str, again: bool) -> Any:
        slide = self._show.slides.add_slide(self._show.slide_layouts[_BLANK])
        suffix = document_text("continued", self._lang) if again else ""
        _put(_box(slide, LEFT, 1.0, ROOM, 1.8).paragraphs[0], f"{title}{suffix}", 32, INK, True)
        _put(_box(slide, LEFT, 17.7, ROOM, 1.0).paragraphs[0], self._source, _FOOT, QUIET)
        return slide

    @staticmethod
    def _note(slide: Any, text: str) -> None:
        frame = slide.notes_slide.notes_text_frame
        frame.text = f"{frame.text}\n{text}".strip()


def column_parts(
    heads: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[bool]
) -> Iterator[tuple[list[int], TableLayout]]:
    """The columns of a table in as many parts as they need at a legible size; each part begins
    with what names the rows: the columns up to the first of texts before a number."""
    rest = list(range(len(heads)))
    names: list[int] = []
    while rest:
        for end in range(len(rest), 0, -1):
            own = [*names, *rest[:end]]
            cells = [[row[at] for at in own] for row in rows]
            layout = laid_out([heads[at] for at in own], cells, [numbers[at] for at in own],
                              ROOM, _CELL_SIZES, _MARGIN)  # fmt: skip
            if layout is not None or end == 1:
                sizes = layout or TableLayout(_CELL_SIZES[-1], (ROOM / len(own),) * len(own))
                yield own, sizes
                rest = rest[end:]
                break
        names = names or [_naming(own, numbers)]


def _naming(columns: Sequence[int], numbers: Sequence[bool]) -> int:
    """The column that names a row: the last of texts before the second number, else the first."""
    seen = 0
    named = columns[0]
    for at in columns:
        seen += numbers[at]
        if seen > 1:
            break
        named = named if numbers[at] else at
    return named


def row_parts(heights: Sequence[float], room: float) -> Iterator[tuple[int, int]]:
    """Rows in even parts of at most eight that fit into the room; a higher one stands alone."""
    start, used = 0, 0.0
    most = math.ceil(len(heights) / math.ceil(len(heights) / MOST_ROWS)) if heights else 0
    for at, height in enumerate(heights):
        if at > start and (at - start == most or used + height > room):
            yield start, at
            start, used = at, 0.0
        used += height
    if start < len(heights):
        yield start, len(heights)


def _row_height(texts: Sequence[str], layout: TableLayout) -> float:
    """How high a row is, in centimetres."""
    lines = max(
        math.ceil(letters_wide(text) * layout.size * _CM / max(width - _MARGIN, 0.5))
        for text, width in zip(texts, layout.widths, strict=True)
    )
    return max(1, lines) * layout.size * 1.25 * _CM + 0.4


def _sentence_height(text: str) -> float:
    lines = math.ceil(letters_wide(text) * _SENTENCE * _CM / (ROOM - 0.5))
    return lines * _SENTENCE * 1.35 * _CM + 0.25


def _fill(
    table: Any,
    cells: Sequence[Sequence[str]],
    layout: TableLayout,
    numbers: Sequence[bool],
    heights: Sequence[float],
    tones: Sequence[str | None],
    changes: Sequence[bool],
    totals: Sequence[bool],
) -> None:
    for column, width in zip(table.columns, layout.widths, strict=True):
        column.width = Cm(width)
    for down, (row, texts, height) in enumerate(zip(table.rows, cells, heights, strict=True)):
        row.height = Cm(height)
        for at, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            cell.margin_left = cell.margin_right = Cm(_MARGIN / 2)
            cell.margin_top = cell.margin_bottom = Cm(0.1)
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            cell.fill.solid()
            cell.fill.fore_color.rgb = RGBColor.from_string("548DD4" if down == 0 else "FFFFFF")
            tone = tones[down - 1] if down and changes[at] else None
            color = "FFFFFF" if down == 0 else tone or INK
            line = cell.text_frame.paragraphs[0]
            bold = down == 0 or totals[down - 1] or tone is not None
            _put(line, text, layout.size, color, bold)
            line.alignment = PP_ALIGN.RIGHT if numbers[at] else PP_ALIGN.LEFT


def _chart(slide: Any, shown: Charted, lang: str) -> None:
    """A chart of PowerPoint's own, whose numbers can be edited."""
    form = "0" + (f".{'0' * shown.digits}" if shown.digits else "")
    data = CategoryChartData(number_format=form)
    data.categories = shown.categories
    for name, values in zip(shown.names, shown.values, strict=True):
        data.add_series(name, values)
    kind = shown.chart.kind
    of = XL_CHART_TYPE.BAR_CLUSTERED if kind == "bars" else XL_CHART_TYPE.LINE_MARKERS
    area = Cm(LEFT), Cm(TOP + 1.0), Cm(ROOM), Cm(BOTTOM - TOP - 1.0)
    chart = slide.shapes.add_chart(of, *area, data).chart
    chart.font.size, chart.font.name = Pt(16), _LATIN
    chart.has_title = False
    chart.has_legend = len(shown.values) > 1
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    axis = chart.value_axis
    axis.minimum_scale = shown.axis.low
    axis.major_gridlines.format.line.color.rgb = RGBColor.from_string("E4E7EB")
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = form, False
    if shown.axis.zoomed:
        axis.maximum_scale = shown.axis.high
        axis.has_title = True
        axis.axis_title.text_frame.text = document_text("zoomed", lang)
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    chart.category_axis.reverse_order = kind == "bars"
    for at, series in enumerate(chart.plots[0].series):
        color = RGBColor.from_string(SERIES_COLORS[at % len(SERIES_COLORS)])
        if kind == "bars":
            series.format.fill.solid()
            series.format.fill.fore_color.rgb = color
            continue
        series.smooth = False
        if kind == "dots":
            series.format.line.fill.background()
        else:
            series.format.line.color.rgb = color
        series.marker.style, series.marker.size = XL_MARKER_STYLE.CIRCLE, 12
        series.marker.format.fill.solid()
        series.marker.format.fill.fore_color.rgb = color
    labels = chart.plots[0].series[0].data_labels
    labels.show_value, labels.number_format, labels.number_format_is_linked = True, form, False


def _box(slide: Any, left: float, top: float, width: float, height: float) -> Any:
    frame = slide.shapes.add_textbox(Cm(left), Cm(top), Cm(width), Cm(height)).text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = Cm(0.1)
    return frame


def _put(line: Any, text: str, size: float, color: str, bold: bool = False) -> None:
    """A text in a paragraph, with a font for its Chinese too."""
    run = line.add_run()
    run.text = text
    run.font.size, run.font.bold, run.font.name = Pt(size), bold, _LATIN
    run.font.color.rgb = RGBColor.from_string(color)
    properties = run._r.get_or_add_rPr()
    chinese = properties.makeelement(qn("a:ea"), {"typeface": _CHINESE})
    properties.append(chinese)
