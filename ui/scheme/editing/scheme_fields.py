"""The fields of the scheme as a whole: what it is, whom it scores and when; how ranks are given."""

from functools import partial
from typing import Any, get_args

import streamlit as st

from kernel.periods import GRAINS
from kernel.schema import UNIT_KINDS
from metrics.indicators import INDICATORS
from metrics.schemes import editing
from metrics.schemes.editing import FieldPath
from metrics.schemes.model import OBJECT_KINDS, Scheme, SetAside
from metrics.schemes.rules.words import say as words_of
from ui import widgets
from ui.i18n import language, said, t
from ui.scheme.editing.case_fields import case_fields
from ui.scheme.editing.fields import Form
from ui.scheme.editing.group_fields import NAMED, first_groups, group_fields
from ui.scheme.editing.ladder_fields import ladder_fields
from ui.scheme.editing.state import change_content, put_value

MISSING = ("renormalise", "zero", "not_ranked")


def head_fields(form: Form) -> None:
    """Name, whom it scores, period."""
    with widgets.expander(t("edit-head"), expanded=not form.now.source):
        form.names(("name",))
        id_, document = st.columns(2)
        form.text(("id",), "id", id_, disabled=_named_already(form))
        form.text(("document",), "document", document)
        kind, type_ = st.columns(2)
        kinds = (*UNIT_KINDS, *OBJECT_KINDS)
        form.choice(("scores", "kind"), "kind", kinds, lambda one: t(f"kind-{one}"), at=kind)
        form.text(("scores", "type"), "type", type_)
        form.fault(("scores",))
        grain, first, longer = st.columns(3)
        form.choice(
            ("period", "grain"), "grain", [one for one in GRAINS if one != "custom"],
            lambda one: said(words_of(f"describe-grain-{one}")), "month", grain,
            take=_take_grain,
        )  # fmt: skip
        form.whole(("period", "month_starts_on"), "month-starts-on", 1, 1, 28, first)
        usual = "mean_of_months" if form.value(("period", "grain"), "month") == "month" else ""
        form.choice(
            ("period", "longer"), "longer", ("mean_of_months", "recompute"), _longer,
            usual or "recompute", longer,
        )  # fmt: skip
        full, floor, ceiling = st.columns(3)
        form.number(("full",), "full", 100, full)
        form.number(("floor",), "floor", 0, floor)
        form.number(("ceiling",), "ceiling", None, ceiling)


def _named_already(form: Form) -> bool:
    """The id of what was saved, or follows something, is no longer a choice."""
    return form.now.saved is not None or form.value(("version",), 1) > 1


def _take_grain(grain: str) -> None:
    """Another grain; how longer periods are made follows it."""
    change_content(
        lambda c: editing.put_at(editing.put_at(c, ("period", "grain"), grain), _LONGER, None)
    )


_LONGER = ("period", "longer")


def _longer(code: str) -> str:
    return t(f"edit-longer-{code.replace('_', '-')}")


def rank_fields(form: Form) -> None:
    """What a missing value does, groups, ties, rounding, n; grades, lists, statement."""
    with widgets.expander(t("edit-ranks")):
        first, second, third = st.columns(3)
        form.choice(("missing",), "missing", [None, *MISSING], _missing, None, first)
        form.number(("missing_limit",), "missing-limit", None, second)
        grouped = ["none", *_groupings(form), NAMED]
        usual = NAMED if form.value(("groups", "of")) is not None else "none"
        form.choice(("groups", "by"), "groups", grouped, _grouping, usual, third, take=_take_groups)
        form.fault(("groups",))
        if usual == NAMED:
            group_fields(form)
        ties, by = st.columns([1, 2])
        form.choice(("ties", "then"), "ties", ("min", "dense", "unordered"), _is, "min", ties)
        names = {node["id"]: _name(node) for _, node in editing.parts(form.now.content)}
        form.several(("ties", "by"), "ties-by", list(names), lambda i: names.get(i, i), at=by)
        digits, stage = st.columns([1, 2])
        form.whole(("rounding", "digits"), "digits", 2, 0, 6, digits)
        stages = ("total", "components", "both")
        form.choice(("rounding", "stage"), "stage", stages, _is, "total", stage)
        _sample(form)
    with widgets.expander(t("edit-consequences")):
        _grades(form)
        _lists(form)
        _statement(form)
        form.number(("early_warning",), "early-warning", None)
        adjustment_fields(form, ("adjustments",))
        ladder_fields(form)
    with widgets.expander(t("edit-penalties")):
        case_fields(form)
    with widgets.expander(t("edit-counting")):
        asides = get_args(SetAside)
        form.several(("set_aside",), "set-aside", asides, _aside, asides, empty=[])
        first, second = st.columns(2)
        _counting(form, "due_rule", first)
        _counting(form, "no_deadline", second)
        _counting(form, "failed_recheck", first)
        form.whole(("rebound_days",), "rebound-days", 30, 1, 3660, second)


def adjustment_fields(form: Form, path: FieldPath) -> None:
    """Whether bonus and penalty points are taken in a place, and how many at most."""
    now = form.value(path)
    key = form.key(path, "accepts")
    st.session_state[key] = now is not None
    first = {"bonus": None, "penalty": None}
    take = partial(put_value, path, first if now is None else None)
    widgets.toggle(t("edit-accepts"), key=key, help=t("edit-accepts-help"), on_change=take)
    if now is None:
        return
    for word, column in zip(first, st.columns(2), strict=True):
        form.number(
            (*path, word), word, None, column,
            take=partial(_put_limit, path, now, word),
        )  # fmt: skip
    form.fault(path)


def _put_limit(path: FieldPath, now: dict[str, Any], word: str, limit: float | None) -> None:
    put_value(path, now | {word: limit})


def _counting(form: Form, field: str, at: Any) -> None:
    info = Scheme.model_fields[field]
    code = field.replace("_", "-")
    form.choice((field,), code, get_args(info.annotation), _is, info.default, at)


def _is(code: str) -> str:
    return t(f"knob-is-{code.replace('_', '-')}")


def _missing(code: str | None) -> str:
    return t("edit-missing-unsaid") if code is None else _is(code)


def _aside(code: str) -> str:
    return said(words_of(f"describe-aside-{code.replace('_', '-')}"))


def _groupings(form: Form) -> list[str]:
    of_objects = form.value(("scores", "kind")) in OBJECT_KINDS
    objects = ["objects.class", "objects.district", "objects.street"]
    return objects if of_objects else ["units.group", "units.parent"]


def _grouping(code: str) -> str:
    return t(f"edit-groups-{code.replace('.', '-')}")


def _take_groups(code: str) -> None:
    found = {"by": code} if code != NAMED else first_groups()
    put_value(("groups",), None if code == "none" else found)


def _name(node: dict[str, Any]) -> str:
    name = node.get("name")
    return str(name.get(language()) or node["id"]) if isinstance(name, dict) else str(node["id"])


def _sample(form: Form) -> None:
    """What stands as n, by default what the component of most weight counts; and how many."""
    what, minimum = st.columns([2, 1])
    counts = [name for name, entry in INDICATORS.items() if entry.kind == "count"]
    own = form.value(("n", "indicator"))
    say = lambda n: t("edit-n-usual") if n is None else INDICATORS[n].name(language())  # noqa: E731
    if own == "given_score":
        say = lambda n: t("edit-n-usual") if n is None else _sample_name(form, n)  # noqa: E731
    form.choice(("n", "indicator"), "n", [None, *counts], say, None, what, take=_take_n)
    form.number(("n", "minimum"), "n-minimum", 0, minimum, disabled=own is None)
    form.fault(("n",))


def _sample_name(form: Form, code: str) -> str:
    item = form.value(("n", "item"))
    return str(item) if code == "given_score" and item else INDICATORS[code].name(language())


def _take_n(code: str | None) -> None:
    put_value(("n",), None if code is None else {"indicator": code})


def _grades(form: Form) -> None:
    """From how many points on, what a score is called."""
    grades = form.value(("grades",), [])
    for place in range(len(grades)):
        start, zh, en, gone = st.columns([1, 2, 2, 1], vertical_alignment="bottom")
        form.number(("grades", place, "from"), "grade-from", 0, start)
        form.text(("grades", place, "name", "zh"), "grade-zh", zh)
        form.text(("grades", place, "name", "en"), "grade-en", en)
        widgets.button(
            t("edit-remove"), key=form.key(("grades", place), "gone"), at=gone,
            on_click=_put_grades, args=([g for at, g in enumerate(grades) if at != place],),
        )  # fmt: skip
        form.fault(("grades", place))
    more = {"from": 90 if not grades else 0, "name": {"zh": "优秀", "en": "Excellent"}}
    widgets.button(
        t("edit-grade-add"), key=form.key(("grades",), "add"),
        on_click=_put_grades, args=([*grades, more],),
    )  # fmt: skip


def _put_grades(grades: list[Any]) -> None:
    put_value(("grades",), grades or None)


def _lists(form: Form) -> None:
    if not form.wanted("lists", {"red": 1, "black": 1, "scope": "group"}):
        return
    red, black, scope = st.columns(3)
    form.whole(("lists", "red"), "red", 1, 0, 1000, red)
    form.whole(("lists", "black"), "black", 1, 0, 1000, black)
    say = lambda one: t(f"edit-scope-{one}")  # noqa: E731
    form.choice(("lists", "scope"), "scope", ("group", "overall"), say, "group", scope)


def _statement(form: Form) -> None:
    if not form.wanted("statement", {"bottom": 1}):
        return
    bottom, times, within = st.columns(3)
    form.whole(("statement", "bottom"), "bottom", 1, 1, 1000, bottom)
    form.whole(("statement", "times"), "times", 1, 1, 24, times)
    form.whole(("statement", "within"), "within", 1, 1, 24, within)
