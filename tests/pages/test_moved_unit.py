"""A team that moves: its page says when it was where, and past rankings keep it where it was."""

import re

import pytest

from data.importer import import_files
from data.store import Store

TEAM = "东屏区执法一中队"
REGISTER = f"""单位类别,单位名称,考核组,上级单位,执法人数,启用日期
队伍,{TEAM},城郊组,白鹭新区,21,2025-09-01
区域,东屏区,城郊组,,,2025-08-21
"""


@pytest.fixture(scope="module")
def moved(changed_store: Store, tmp_path_factory) -> Store:
    path = tmp_path_factory.mktemp("register") / "名录_20251101.csv"
    path.write_text(REGISTER, "utf-8")
    (account,) = import_files(changed_store, [path])
    assert account.stored == 2
    return changed_store


def test_the_page_of_a_unit_says_what_it_was_when(open_page, markup, moved: Store) -> None:
    text = markup(open_page("unit", moved, kind="team", unit=TEAM, period="2025-10"))
    assert "2024-01-01 至 2025-08-31：考核组 城区组、上级 东屏区、执法人员 13 人" in text
    assert "2025-09-01 起：考核组 城郊组、上级 白鹭新区、执法人员 21 人" in text
    text = markup(open_page("unit", moved, kind="team", unit=TEAM, period="2025-10", lang="en"))
    assert "from 2025-09-01: group Suburban, under Bailu, 21 officers" in text
    other = markup(open_page("unit", moved, kind="team", unit="云栖区执法一中队", period="2025-10"))
    assert "执法人员 13 人" not in other and "2024-01-01" not in other


@pytest.mark.parametrize(("period", "own"), [("2025-08", "城区组"), ("2025-09", "城郊组")])
def test_a_ranking_has_a_unit_in_the_group_of_its_time(
    open_page, markup, moved: Store, period: str, own: str
) -> None:
    for group in ("城区组", "城郊组"):
        text = markup(open_page("districts", moved, period=period, group=group))
        rows = re.findall(r"<tr.*?</tr>", text, re.S)
        assert any("东屏区" in row for row in rows) == (group == own)


@pytest.mark.parametrize(
    ("period", "parent", "other"),
    [("2025-02", "白鹭新区", "东屏区"), ("2025-04", "东屏区", "白鹭新区")],
)
def test_families_and_trails_are_those_of_the_period(
    open_page, markup, sample_store, period: str, parent: str, other: str
) -> None:
    """The story of the team that 白鹭新区 had sent out and that 东屏区 took over."""
    query = {"kind": "team", "unit": "东屏区执法二中队", "period": period}
    text = markup(open_page("unit", sample_store, **query))
    (trail,) = re.findall(r'<p class="trail">.*?</p>', text, re.S)
    assert f">{parent}<" in trail and f">{other}<" not in trail
    assert "2024-01-01 至 2025-03-20：考核组 城郊组、上级 白鹭新区、执法人员 12 人" in text
    assert "2025-03-20 及以前名为“白鹭新区执法三中队”" in text
    for district in (parent, other):
        query = {"kind": "district", "unit": district, "period": period}
        text = markup(open_page("unit", sample_store, **query))
        rows = re.findall(r"<tr.*?</tr>", text, re.S)
        assert any("东屏区执法二中队" in row for row in rows) == (district == parent)


def test_a_merged_team_is_listed_as_long_as_it_was(open_page, markup, sample_store) -> None:
    for period, there in (("2025-04", True), ("2025-05", False)):
        query = {"kind": "district", "unit": "望岭区", "period": period}
        text = markup(open_page("unit", sample_store, **query))
        rows = re.findall(r"<tr.*?</tr>", text, re.S)
        assert any("望岭区执法三中队" in row for row in rows) == there
