"""The page on fairness: every part in both languages, letters for inspectors, silence."""

import re

import pytest

CHINESE = re.compile(r"[\u4e00-\u9fff]")
PARTS = ("weights", "inspectors", "coverage", "plan", "funnel", "control")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("part", PARTS)
def test_a_part_has_a_sentence_and_tables_to_download(
    open_page, markup, table_files, sample_store, part, lang
):
    page = open_page("fairness", sample_store, part=part, lang=lang)
    html = markup(page)
    assert re.search(r'<h1 class="lead small">.{10,}?</h1>', html)
    assert '<table class="sheet' in html
    charts, files = page.get("plotly_chart"), table_files(page)
    assert len(files) >= 2 * max(len(charts), 1) and charts
    heads = "".join(re.findall(r"<th scope=\"col\".*?</th>", html))
    assert heads and (lang == "zh" or not CHINESE.search(heads))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_summary_answers_three_questions_on_one_screen(open_page, markup, sample_store, lang):
    html = markup(open_page("fairness", sample_store, lang=lang))
    assert html.count('class="section"') == 3
    answers = re.findall(r'<p class="answer">(.*?)</p>', html)
    assert len(answers) == 11 and all(len(answer) > 12 for answer in answers)
    assert "45→52" in html and "10→22" in html


def test_inspectors_are_letters_until_someone_switches_to_names(open_page, markup, sample_store):
    con = sample_store.connect()
    names = [n for (n,) in con.execute("SELECT DISTINCT inspector FROM inspections").fetchall()]
    con.close()
    for part in ("", "inspectors"):
        page = open_page("fairness", sample_store, **({"part": part} if part else {}))
        text = markup(page) + "".join(c.proto.spec for c in page.get("plotly_chart"))
        assert "检查员D" in text and not [name for name in names if name in text]
    page.toggle(key="inspectors-by-name").set_value(True).run()
    assert all(name in markup(page) for name in names)


@pytest.mark.parametrize("part", ["", *PARTS])
def test_without_certainty_nothing_is_said_of_it(open_page, markup, sample_store, part):
    asked = {"part": part} if part else {}
    words = ("明显", "偶然", "把握", "区间", "看不出", "波动", "界限", "显著性", "95% ")
    for lang, of_chance in (("zh", words), ("en", ("clear", "chance", "interval", "limits"))):
        pages = {
            shown: re.sub(
                r"<style>.*?</style>",
                "",
                markup(open_page("fairness", sample_store, lang=lang, certain=shown, **asked)),
                flags=re.S,
            )
            for shown in ("", "hide")
        }
        assert "<h1" in pages["hide"]
        assert not [word for word in of_chance if word in pages["hide"].lower()] or (
            part in ("plan", "funnel", "control") and "<table" not in pages["hide"]
        )
        assert part in ("weights", "coverage") or any(word in pages[""] for word in of_chance)


def test_a_group_narrows_the_units(open_page, markup, sample_store):
    html = markup(open_page("fairness", sample_store, part="weights", group="城郊组"))
    assert "青坪县" in html and "云栖区" not in html


def test_the_choices_of_a_part_are_in_the_address(open_page, sample_store):
    page = open_page("fairness", sample_store, part="coverage")
    page.selectbox(key="choice-weeks").select("8").run()
    assert page.query_params["weeks"] == ["8"] or page.query_params["weeks"] == "8"
    page = open_page("fairness", sample_store, part="plan", apart="5")
    assert page.selectbox(key="choice-apart").value == "5"


@pytest.mark.parametrize("part", ["", *PARTS])
def test_teams_that_no_check_scores_are_told_so(open_page, markup, sample_store, part):
    """A scheme of teams made of cases: no inspector, no plan, and no traceback."""
    query = {"kind": "team"} | ({"part": part} if part else {})
    html = markup(open_page("fairness", sample_store, **query))
    assert 'class="lead small"' in html


def test_an_empty_store_offers_the_sample_city(open_page, markup):
    page = open_page("fairness")
    assert "还没有数据" in markup(page)
