"""编辑 on the page of schemes: an own scheme from nothing to its ranking, no file edited."""

from datetime import date
from typing import Any

import pytest

from data.store import Store
from metrics.schemes.scheme import load_scheme, scheme_folders
from metrics.schemes.writing import OwnSchemes
from ui import store as cached
from ui.i18n import speaking, t


def button(page: Any, words: str) -> Any:
    return next(one for one in page.button if one.label.strip() == words)


def field(page: Any, ending: str) -> Any:
    every = [*page.number_input, *page.selectbox, *page.multiselect, *page.text_input, *page.toggle]
    return next(one for one in every if one.key and one.key.endswith(ending))


@pytest.fixture
def editor(open_page, own_store: Store):
    return lambda **query: open_page("scheme", own_store, **{"part": "edit"} | query)


def own_files(store: Store) -> list[str]:
    return sorted(path.name for path in (store.folder / "schemes").glob("*.yaml"))


def test_a_scheme_of_two_components_from_nothing_to_a_ranking(
    editor, markup, own_store: Store, open_page
) -> None:
    page = editor(scheme="sample-district")
    page.button(key="edit-begin-blank").click().run()
    assert "处要改" in markup(page)
    assert page.button(key="edit-save").disabled
    field(page, "name.zh-name-zh").set_value("我局考核").run()
    assert field(page, "name.en-name-en").value == "我局考核"
    field(page, "-id-id").set_value("ours").run()
    page.button(key=next(b.key for b in page.button if b.key.endswith("components.0-open"))).click()
    page.run()
    field(page, "components.0.indicator-indicator").set_value("on_time_closure_rate").run()
    field(page, "components.0.weight-weight").set_value(60.0).run()
    text = markup(page)
    assert "合计 60，应为 100，少 40" in text
    add = next(b for b in page.button if b.key.endswith("--add"))
    add.click().run()
    assert field(page, "components.1.weight-weight").value == 40
    field(page, "components.1.indicator-indicator").set_value("satisfaction_rate").run()
    assert not page.exception
    text = markup(page)
    assert "处要改" not in text and "预览" in text
    page.text_input(key="edit-who").set_value("王五").run()
    page.button(key="edit-save").click().run()
    assert own_files(own_store) == ["ours-v1.yaml"]
    draft = load_scheme("ours@1", folder=scheme_folders(own_store.folder))
    assert [float(part.weight) for part in draft.components] == [60, 40]
    assert "与已保存的草案相比" not in markup(page)
    field(page, "components.0.weight-weight").set_value(10.0).run()
    field(page, "components.1.weight-weight").set_value(90.0).run()
    text = markup(page)
    assert "与已保存的草案相比" in text and "先保存草案，再施行" in text
    page.button(key="edit-save").click().run()
    assert "先保存草案" not in markup(page)
    assert draft.status == "draft" and "已存为草案" in markup(page)
    page.date_input(key="edit-force-day").set_value(date(2025, 1, 1)).run()
    page.button(key="edit-force-sure").click().run()
    assert not page.exception
    found = load_scheme("ours", folder=scheme_folders(own_store.folder))
    assert (found.status, found.effective_from) == ("in_force", date(2025, 1, 1))
    assert "不再修改" in markup(page) and "王五 施行第 1 版" in markup(page)
    ranking = open_page("districts", own_store, scheme="ours")
    assert "我局考核" in str(ranking.selectbox(key="filter-scheme").options)
    assert "东屏" in markup(ranking)


def test_an_own_version_in_force_is_followed_and_not_changed(editor, markup, own_store) -> None:
    own = OwnSchemes(own_store.folder)
    text = (cached.SCHEME_FOLDER / "nyc-scorecard.yaml").read_text(encoding="utf-8")
    text = text.replace("id: nyc-scorecard", "id: ours").replace("status: example", "status: draft")
    own.put_in_force(own.save(text.encode(), "甲"), date(2025, 1, 1), "甲")
    before = (own_store.folder / "schemes" / "ours-v1.yaml").read_bytes()
    page = editor(chosen="ours@1")
    assert "不再修改" in markup(page) and not [b for b in page.button if b.key == "edit-save"]
    page.button(key="edit-follow").click().run()
    assert not page.exception
    field(page, "-missing-missing").set_value("zero").run()
    page.button(key="edit-save").click().run()
    assert own_files(own_store) == ["ours-v1.yaml", "ours-v2.yaml"]
    assert (own_store.folder / "schemes" / "ours-v1.yaml").read_bytes() == before
    written = (own_store.folder / "schemes" / "ours-v2.yaml").read_text(encoding="utf-8")
    assert written.startswith("# 示范方案") and "missing: zero" in written
    assert "接续第 1 版" in markup(page)


def test_a_copy_previews_as_its_original_ranks(editor, markup) -> None:
    page = editor(scheme="sample-district")
    page.button(key="edit-begin-copy").click().run()
    assert not page.exception
    text = markup(page)
    assert "处要改" not in text and "东屏" in text
    assert "合计 100，满分 100" in text and "合计 30，满分 30" in text


def test_the_proposed_scheme_is_taken_and_can_be_dropped(editor, markup, own_store) -> None:
    page = editor(scheme="sample-district")
    assert "月月有数" in markup(page)
    page.button(key="edit-begin-proposed").click().run()
    assert not page.exception and "处要改" not in markup(page)
    page.button(key="edit-save").click().run()
    assert len(own_files(own_store)) == 1
    page.button(key="edit-drop-sure").click().run()
    assert own_files(own_store) == [] and "月月有数" in markup(page)


def test_a_file_that_is_no_scheme_is_refused_in_words(editor, markup) -> None:
    page = editor()
    for content in (b"a: [", b"a: 1", b"\xff\xfe"):
        page.file_uploader[0].upload("x.yaml", content, "application/yaml").run()
        assert not page.exception and "不能打开" in markup(page)


@pytest.mark.parametrize("rule", ["bands", "rank_points", "per_100_checks", "threshold"])
def test_each_rule_shows_its_own_fields_alone(editor, rule: str) -> None:
    page = editor(scheme="sample-district")
    page.button(key="edit-begin-copy").click().run()
    page.button(key=next(b.key for b in page.button if b.key.endswith("components.0-open"))).click()
    page.run()
    field(page, "components.0.rule.type-rule").set_value(rule).run()
    assert not page.exception, page.exception
    keys = " ".join(w.key for w in (*page.number_input, *page.text_input) if w.key)
    assert ("rule.minus_per_point" in keys) == (rule == "threshold")
    assert ("rule.cost" in keys) == (rule == "per_100_checks")
    assert ("rule.places" in keys) == (rule == "rank_points")
    assert ("rule.bands" in keys) == (rule == "bands")


def test_what_is_typed_is_said_to_be_wrong_at_its_field(editor, markup) -> None:
    page = editor(scheme="sample-district")
    page.button(key="edit-begin-copy").click().run()
    field(page, "-id-id").set_value("Not An Id").run()
    text = markup(page)
    assert 'class="edit-fault">编号“Not An Id”只能用小写字母' in text
    assert "还有 1 处要改" in text and page.button(key="edit-save").disabled


def test_every_field_of_every_rule_has_its_help() -> None:
    """A rule that comes later without words fails here, and not on the screen."""
    from metrics.schemes.first_rules import RULE_BY_TYPE

    for lang in ("zh", "en"):
        with speaking(lang):
            for name, rule in RULE_BY_TYPE.items():
                assert t(f"rule-name-{name.replace('_', '-')}")
                assert t(f"rule-about-{name.replace('_', '-')}")
                for word in rule.model_fields.keys() - {"type"}:
                    assert t(f"edit-rule-{word.replace('_', '-')}")
                    assert t(f"edit-rule-{word.replace('_', '-')}-help")


def test_without_a_store_a_scheme_is_begun_all_the_same(open_page, markup, tmp_path) -> None:
    page = open_page("scheme", None, part="edit")
    page.button(key="edit-begin-blank").click().run()
    assert not page.exception and "处要改" in markup(page)
    assert not (tmp_path / "nothing").exists()


def test_what_used_to_be_written_by_hand_is_edited_on_screen(editor, markup, own_store) -> None:
    """The ladder, points of penalty cases, big cases and groups unit by unit; faults name where."""
    page = editor(scheme="sample-district")
    page.button(key="edit-begin-copy").click().run()
    field(page, "groups.by-groups").set_value("named").run()
    assert field(page, "groups.of.第 1 组-name").value == "第 1 组"
    field(page, "groups.of.第 1 组-name").set_value("城区").run()
    units = field(page, "groups.of.城区-group-units")
    assert {"东屏区", "西坪区"} & set(units.options)
    units.set_value(units.options[:4]).run()
    other = field(page, "groups.of.第 2 组-group-units")
    assert not set(other.options) & set(units.options[:4])
    other.set_value(other.options).run()
    field(page, "groups.name_en.城区-group-en").set_value("Urban").run()
    field(page, "ladder-wanted").set_value(False).run()
    field(page, "ladder-wanted").set_value(True).run()
    page.button(key=next(b.key for b in page.button if b.key.endswith("ladder.steps-add"))).click()
    page.run()
    field(page, "ladder.steps.1.times-step-times").set_value(2).run()
    field(page, "ladder.steps.1.orders-step-orders").set_value([]).run()
    field(page, "ladder.steps.1.orders-step-orders").set_value(["talk", "yellow_card"]).run()
    page.button(key=next(b.key for b in page.button if b.key.endswith("case_points-add"))).click()
    page.run()
    field(page, "case_points.0.cause-cause").set_value("违法建设，工程渣土").run()
    field(page, "case_points.0.procedure-procedure").set_value(["general"]).run()
    field(page, "case_points.0-flags-unmet").set_value(["overturned"]).run()
    field(page, "big_case.amount-big-amount").set_value(-1.0).run()
    assert "大要案：涉案金额起点（元）：" in markup(page) and page.button(key="edit-save").disabled
    field(page, "big_case.amount-big-amount").set_value(100000.0).run()
    assert "处要改" not in markup(page) and not page.exception
    page.text_input(key="edit-who").set_value("王五").run()
    page.button(key="edit-save").click().run()
    name = own_files(own_store)[-1].removesuffix(".yaml").replace("-v", "@")
    found = load_scheme(name, folder=scheme_folders(own_store.folder))
    assert found.groups and list(found.groups.of) == ["城区", "第 2 组"]
    assert found.groups.name_en == {"城区": "Urban"} and found.big_case.amount == 100000
    assert found.ladder and [step.times for step in found.ladder.steps] == [1, 2]
    assert found.ladder.steps[1].orders == ("talk", "yellow_card")
    (line,) = found.case_points
    assert (line.cause, line.procedure) == (("违法建设", "工程渣土"), ("general",))
    assert line.overturned is False and line.points == 1


def test_a_fault_in_the_list_names_its_field(editor, markup) -> None:
    page = editor()
    page.button(key="edit-begin-blank").click().run()
    assert "<li>中文名称：" in markup(page) or "<li>名称" in markup(page)
