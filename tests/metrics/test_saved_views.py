"""Saved views: as files that a person reads and writes, and the folder that holds them."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.configuration import ConfigurationError
from kernel.messages import LANGUAGES
from kernel.text import has_control
from metrics.pivot.checks import check_question
from metrics.pivot.question import question
from metrics.saved_views.view_file import SavedView, read_view, saved_view, view_yaml
from metrics.saved_views.view_folder import SavedViews, ViewRefusedError, ViewTakenError
from metrics.saved_views.words import view_words

ROOT = Path(__file__).resolve().parents[2]
BY_HAND = """\
# 周一早会用
name: 东屏区夜间店外经营
question:
  measure: filed
  rows: street          # 一个值不必写成列表
  where:
    district: 东屏区
    daytime: [night]
    clock: [22, 23]
  days: last 3 months
  compare: year
  top: 10
"""
STREETS = question(
    "filed", ["street"],
    {}, {"district": ["东屏区"], "daytime": ["night"], "clock": ["22", "23"]},
    "last 3 months", "year", 10,
)  # fmt: skip
words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12).filter(
    lambda text: not has_control(text)
)


@given(
    values=st.lists(st.none() | words, min_size=1, max_size=3),
    unit=words,
    days=st.sampled_from(["all", "2025", "2025-W41", "2025-10-01..2025-10-20", "last 30 days"]),
    top=st.integers(0, 1000),
    note=words,
)
def test_a_question_comes_back_from_its_file(values, unit, days, top, note):
    """Whatever a unit is called: `null`, `2025`, `- x`, `*a`."""
    asked = question(
        "filed", ["street"], ["channel"], {"street": values}, days, f"unit:{unit}", top, "n-up"
    )
    check_question(asked)
    saved = saved_view("一个视图", "analysis", asked, note=note, who="me")
    again = read_view(view_yaml(saved), "x.yaml")
    assert again.asked == asked
    assert again == saved


@given(st.dictionaries(st.sampled_from(["unit", "period", "state", "find"]), words))
def test_the_fields_of_a_page_come_back(fields):
    saved = saved_view("v", "problems", fields=fields)
    assert read_view(view_yaml(saved), "x.yaml") == saved


def test_a_file_written_by_hand_says_what_the_page_would():
    saved = read_view(BY_HAND.encode(), "x.yaml")
    assert saved.asked == STREETS
    assert (saved.page, saved.fixed_days) == ("analysis", "")
    assert "最近 3 个月" in view_words(saved, "zh") and "东屏区" in view_words(saved, "zh")


def test_the_file_is_spelled_out():
    text = view_yaml(saved_view("夜间", "analysis", STREETS, who="me")).decode()
    for line in ("measure: filed", "rows: [street]", "district: [东屏区]", "days: last 3 months"):
        assert line in text


@pytest.mark.parametrize(
    ("days", "fixed"),
    [("last 3 months", ""), ("all", ""), ("2025-10", "2025-10"), ("2025", "2025")],
)
def test_relative_days_move_on_and_a_period_stays(days, fixed):
    assert saved_view("v", "analysis", question("filed", days=days)).fixed_days == fixed


@pytest.mark.parametrize(
    ("text", "line", "field"),
    [
        ("question:\n  measure: filed\n", 1, "name"),
        ("name: a\nquestion:\n  measure: nothing\n", 3, "question.measure"),
        ("name: a\nquestion:\n  measure: filed\n  days: soon\n", 4, "question.days"),
        ("name: a\nquestion:\n  measure: filed\n  top: 5000\n", 4, "question.top"),
        ("name: a\npage: problems\nquestion:\n  measure: filed\n", 2, "page"),
        ("name: a\n", 1, "page"),
        ("name: a\nquestion: [\n", 3, ""),
        ("name: a\npage: analysis\nquestion:\n  measure: filed\nwhat: 1\n", 5, "what"),
    ],
)
def test_a_broken_file_says_where_and_what(text, line, field):
    with pytest.raises(ConfigurationError) as error:
        read_view(text.encode(), "x.yaml")
    (fault,) = error.value.faults
    assert (fault.params["file"], fault.params["line"]) == ("x.yaml", line)
    assert not field or fault.params["field"] == field
    assert all(error.value.text(lang) for lang in LANGUAGES)


@pytest.fixture
def views(tmp_path) -> SavedViews:
    return SavedViews(tmp_path)


def plain(name: str, **fields: str) -> SavedView:
    return saved_view(name, "problems", fields=fields)


def test_a_broken_file_does_not_take_the_others_down(views):
    views.save(plain("好的"))
    (views.folder / "bad.yaml").write_text("name: 坏的\npage: [\n", "utf-8")
    (views.folder / "twice.yaml").write_text("name: 好的\npage: checks\n", "utf-8")
    found = views.all()
    assert [one.name for one in found if isinstance(one, SavedView)] == ["好的"]
    assert sum(isinstance(one, ConfigurationError) for one in found) == 2
    assert views.find("好的").page in ("problems", "checks")
    with pytest.raises(ConfigurationError):
        views.find("坏的")
    with pytest.raises(ViewRefusedError, match="好的"):
        views.find("没有的")


def test_the_same_name_replaces_only_when_it_may(views):
    views.save(plain("周报", period="2025-09"))
    with pytest.raises(ViewTakenError):
        views.save(plain(" 周报 ", period="2025-10"))
    assert views.find("周报").fields == {"period": "2025-09"}
    views.save(plain("周报", period="2025-10"), replace=True)
    assert views.find("周报").fields == {"period": "2025-10"}
    assert len(views.all()) == 1


def test_names_that_make_one_file_name_are_two_views(views):
    for name in ("a/b", "a b", "start", "../../x", "?"):
        views.save(plain(name))
    assert {one.name for one in views.all()} == {"a/b", "a b", "start", "../../x", "?"}
    assert len(list(views.folder.glob("*.yaml"))) == 5
    assert views.start() == ""


def test_a_renamed_view_keeps_its_comments_and_stays_the_start_page(views):
    views.folder.mkdir(parents=True)
    (views.folder / "mine.yaml").write_text(BY_HAND, "utf-8")
    views.open_with("东屏区夜间店外经营")
    views.rename("东屏区夜间店外经营", "夜间")
    assert views.start() == "夜间" and views.find("夜间").asked == STREETS
    assert "# 周一早会用" in (views.folder / "mine.yaml").read_text("utf-8")
    views.save(plain("别的"))
    with pytest.raises(ViewTakenError):
        views.rename("别的", "夜间")


def test_a_deleted_view_is_no_start_page(views):
    views.save(plain("一"))
    views.open_with("一")
    views.delete("一")
    assert views.start() == "" and views.all() == []
    with pytest.raises(ViewRefusedError):
        views.open_with("一")


def test_what_could_not_be_read_again_is_not_written(views):
    broken = saved_view("v", "analysis", question("nothing"))
    with pytest.raises(ConfigurationError):
        views.save(broken)
    assert views.all() == []


def test_the_files_of_the_documentation_can_be_read():
    text = (ROOT / "docs" / "views.md").read_text("utf-8")
    written = re.findall(r"```yaml\n(.*?)```", text, re.S)
    assert [read_view(one.encode(), "docs.yaml").page for one in written] == [
        "analysis",
        "districts",
    ]
