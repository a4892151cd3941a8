"""The notice in Word: every number is the notice's, every table whole, the form a notice's."""

import io
from dataclasses import replace
from datetime import date

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from kernel.text import spaced
from metrics.bulletin.content import Section, Sentence, cell_words, notice_of
from metrics.documents.notice_docx import notice_docx, title_lines
from metrics.documents.notice_words import numeral, whole_sentence
from metrics.documents.table_layout import laid_out, letters_wide
from tests.metrics.made_notice import SHOWN, both, made, numbers, numbers_said, texts_of

ISSUER, ON = "城市管理考核办公室", date(2026, 11, 3)


def opened(kind: str = "monthly", lang: str = "zh", rows: int = 9, **more: object) -> Document:
    content = notice_docx(made(kind, rows), lang, ISSUER, on=ON, **more)  # type: ignore[arg-type]
    return docx.Document(io.BytesIO(content))


def said(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_number_is_one_of_the_notice(lang: str) -> None:
    """A renderer that rounds again, adds up or counts rows says what nobody computed."""
    document = opened(lang=lang, number="77")
    known = numbers_said(made(), lang) | {"77", "2026", "11", "3", "03"}
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    counted = {f"{at}" for at in range(1, 6)} if lang == "en" else set()  # of headings
    found = {number for text in (*said(document), *cells) for number in numbers(text)}
    assert found - known - counted == set()
    assert numbers_said(made(), lang) <= found


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_tables_hold_every_cell_in_its_place(lang: str) -> None:
    tables = [table for section in made().sections for table in section.tables]
    document = opened(lang=lang)
    assert len(document.tables) == len(tables) + 1  # and where the figures come from
    for table, drawn in zip(tables, document.tables, strict=False):
        wanted = [
            [spaced(cell_words(column, row, lang)) for column in table.columns]
            for row in table.rows
        ]
        assert [[cell.text for cell in row.cells] for row in drawn.rows][1:] == wanted


def test_numbers_stand_right_and_heads_on_every_page() -> None:
    for table in opened().tables[:-1]:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        shade = table.rows[0].cells[0]._tc.tcPr.find(qn("w:shd"))
        assert shade.get(qn("w:fill")) == "548DD4"
        assert f"{table.rows[1].cells[1].paragraphs[0].alignment}".startswith("RIGHT")
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    ranking = opened().tables[2]
    assert all(cell.paragraphs[0].runs[0].bold for cell in ranking.rows[-1].cells)  # the total
    assert not ranking.rows[-2].cells[0].paragraphs[0].runs[0].bold


@pytest.mark.parametrize(
    ("kind", "zh", "en"),
    [
        ("weekly", "本周无。", "None this week."),
        ("monthly", "本月无。", "None this month."),
        ("quarterly", "本季无。", "None this quarter."),
    ],
)
def test_an_empty_section_says_so(kind: str, zh: str, en: str) -> None:
    for lang, text in (("zh", zh), ("en", en)):
        texts = said(opened(kind, lang))
        heading = next(at for at, one in enumerate(texts) if one.endswith(("情况说明", "Notes")))
        assert texts[heading + 1] == text


def test_headings_are_those_of_word_and_counted() -> None:
    document = opened()
    levels = {1: [], 2: []}
    for paragraph in document.paragraphs:
        if paragraph.style.name.startswith("Heading"):
            levels[int(paragraph.style.name[-1])].append(paragraph.text)
    assert levels[1][:3] == ["一、要点", "二、综合运行情况", "三、考核得分"]
    assert levels[1][-1] == "附件：数据来源"
    assert levels[2] == ["（一）主要数据", "（二）高发问题", "得分与排名", "逐周得分"]
    for style in ("Heading 1", "Heading 2"):
        assert document.styles[style].element.xpath("./w:pPr/w:outlineLvl")
        fonts = document.styles[style].element.rPr.rFonts
        assert not [key for key in fonts.attrib if key.endswith("Theme")]


def test_fonts_name_what_stands_for_them() -> None:
    """Word takes the whole of altName for one name: a list would name no font at all."""
    parts = [rel.target_part for rel in opened().part.rels.values() if not rel.is_external]
    table = next(part for part in parts if part.partname == "/word/fontTable.xml")
    text = table.blob.decode()
    for font, other in (("仿宋_GB2312", "仿宋"), ("楷体_GB2312", "楷体"), ("黑体", "SimHei")):
        assert f'w:name="{font}"><w:altName w:val="{other}"/>' in text


def test_a_wide_table_lies_across_and_fits() -> None:
    document = opened()
    sizes = [(page.page_width.cm, page.page_height.cm) for page in document.sections]
    assert [round(width) for width, _ in sizes] == [21, 30, 21]
    for table, room in zip(document.tables, (16.1, 16.1, 16.1, 24.8, 16.1), strict=True):
        assert sum(column.width.cm for column in table.columns) <= room + 0.05


def test_an_odd_name_is_shown_without_what_nobody_sees() -> None:
    cells = [row.cells[0].text for row in opened().tables[2].rows]
    assert SHOWN in cells


def test_head_and_signature() -> None:
    texts = said(opened(number="12", signer="王 & 李"))
    assert texts[0] == ISSUER
    assert texts[1] == "〔2026〕第 12 期\t2026年11月3日"
    assert texts[2:4] == ["2025年10月（9月21日–10月20日）", "城市管理考核月通报"]
    assert texts[-4:] == [ISSUER, "签发：王 & 李", "2026年11月3日", "附件：数据来源"]
    blank = docx.Document(io.BytesIO(notice_docx(made(), "zh", ISSUER)))
    assert blank.paragraphs[1].text == "〔2025〕第　　期\t　　年　　月　　日"


def test_the_foot_counts_pages() -> None:
    foot = opened().sections[0].footer._element.xml
    assert ">PAGE<" in foot
    assert all(page.footer.is_linked_to_previous for page in list(opened().sections)[1:])


def test_sentences_end_once_and_begin_with_a_capital() -> None:
    texts = said(opened(lang="en"))
    lead = "Chenghu is first (96.02 points). Dongping fell by 3.83. Nanting rose by 1.2."
    assert lead in texts
    assert "Neighbours may not differ." in texts
    assert any(text.endswith("。南汀区上升 1.2 分。") for text in said(opened()))
    assert whole_sentence(both("好；", "ok"), "zh") == "好。"
    assert whole_sentence("为什么？", "zh") == "为什么？"


def test_chinese_numerals() -> None:
    assert [numeral(n, "zh") for n in (1, 9, 10, 11, 17, 20, 21)] == [
        *("一", "九", "十", "十一", "十七", "二十", "二十一")
    ]
    assert numeral(17, "en") == "17"


def test_a_layout_never_breaks_a_number() -> None:
    heads, rows = ["单位", "得分"], [["一" * 30, "1,234,567.89"]]
    layout = laid_out(heads, rows, [False, True], 8, (12, 9))
    assert layout is not None
    assert layout.widths[1] >= letters_wide("1,234,567.89") * layout.size * 2.54 / 72
    assert sum(layout.widths) == pytest.approx(8, abs=0.01)
    assert laid_out(heads, rows, [False, True], 2, (12, 9)) is None


def test_a_title_parts_after_the_period() -> None:
    assert title_lines(made(), "en") == ["Monthly notice, October 2025"]


def test_a_kept_notice_says_the_same() -> None:
    kept = notice_of(made().plain())
    assert kept == made()
    assert list(texts_of(kept, "zh")) == list(texts_of(made(), "zh"))


def test_a_signature_stands_on_no_page_alone() -> None:
    words = both("建议督办", "Suggested: supervise")
    last = Section("steps", both("下一步", "Next"), (Sentence(words), Sentence(words)))
    content = notice_docx(replace(made(), sections=(last,)), "zh", ISSUER, on=ON)
    paragraphs = docx.Document(io.BytesIO(content)).paragraphs
    (at,) = (n for n, one in enumerate(paragraphs) if n and one.text == ISSUER)
    before, sentence = paragraphs[at - 2 : at]
    assert sentence.text == "建议督办。" and sentence.paragraph_format.keep_with_next
    assert not before.paragraph_format.keep_with_next
