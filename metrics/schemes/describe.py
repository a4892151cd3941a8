"""A scheme in words, for the page of rules and for notices."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import pandas as pd

from kernel.messages import Message
from kernel.schema import TABLES, UNIT_FIELDS
from metrics.indicators import INDICATORS
from metrics.schemes.ladder import Ladder
from metrics.schemes.model import Adjustments, Component, Scheme
from metrics.schemes.rules.words import Terms, number, say, term


@dataclass(frozen=True)
class Description:
    """A scheme in one language.

    formulas: how the total, and each component that has components, is summed.
    components: one row per component in the order of the tree: component, parent, depth (0 at the
        top), name, weight (points of the total), full (marks on its own scale), indicator (id),
        indicator_name, definition (of the indicator), counted (which rows), rule, missing.
    provisions: (heading, sentence) for period, cases that do not count, groups, ties ...
    """

    title: str
    note: str
    formulas: tuple[str, ...]
    components: pd.DataFrame
    provisions: tuple[tuple[str, str], ...]


def describe_scheme(scheme: Scheme, lang: str = "zh") -> Description:
    """Put a scheme into words."""
    return Description(
        title=scheme.name.text(lang),
        note=scheme.note.text(lang) if scheme.note else "",
        formulas=tuple(_formulas(scheme, lang)),
        components=_components(scheme, lang),
        provisions=tuple((head.text(lang), what.text(lang)) for head, what in _provisions(scheme)),
    )


def _formulas(scheme: Scheme, lang: str) -> Iterator[str]:
    whole = say("describe-total")
    yield _sum(whole, scheme.full, scheme.components, scheme.adjustments, lang)
    for node, _ in scheme.walk():
        if node.components:
            name = Message("describe-name", {"zh": node.name.zh, "en": node.name.en}, "metrics")
            yield _sum(name, node.scale, node.components, node.adjustments, lang)


def _sum(
    name: Message,
    full: Decimal,
    parts: tuple[Component, ...],
    adjustments: Adjustments | None,
    lang: str,
) -> str:
    terms = " + ".join(f"{node.name.text(lang)} {number(node.weight)}" for node in parts)
    text = say("describe-sum", name=name, full=number(full), terms=terms).text(lang)
    return text + (_adjusted(adjustments).text(lang) if adjustments else "")


def _adjusted(limits: Adjustments) -> Message:
    if limits.bonus is None and limits.penalty is None:
        return say("describe-adjustments-free")
    up, down = (
        say("describe-no-limit") if limit is None else number(limit)
        for limit in (limits.bonus, limits.penalty)
    )
    return say("describe-adjustments", bonus=up, penalty=down)


def _components(scheme: Scheme, lang: str) -> pd.DataFrame:
    rows = []
    depth: dict[str | None, int] = {None: -1}
    # points of the total for one point on the scale of what holds a component
    rate: dict[str | None, Fraction] = {None: Fraction(1)}
    policy: dict[str | None, str | None] = {None: scheme.missing}
    for node, parent in scheme.walk():
        holder = parent.id if parent else None
        worth = Fraction(node.weight) * rate[holder]
        depth[node.id] = depth[holder] + 1
        rate[node.id] = worth / Fraction(node.scale)
        policy[node.id] = node.missing or policy[holder]
        row: dict[str, object] = {
            "component": node.id,
            "parent": holder,
            "depth": depth[node.id],
            "name": node.name.text(lang),
            "weight": float(worth),
            "full": float(node.scale),
        }
        rows.append({**row, **_leaf(node, policy[node.id], lang)})
    return pd.DataFrame(rows)


def _leaf(node: Component, policy: str | None, lang: str) -> dict[str, str | None]:
    words = ("indicator", "indicator_name", "definition", "counted", "rule", "missing")
    if node.indicator is None or node.rule is None:
        return dict.fromkeys(words)
    entry = INDICATORS[node.indicator]
    missing = say("describe-missing-" + (policy or "").replace("_", "-"))
    rule = node.rule.in_words(Terms(entry, node.scale, node.item or node.figure))
    definition = entry.formula(lang)
    if node.over:
        over = INDICATORS[node.over]
        params = {"zh": over.name("zh"), "en": over.name("en")}
        definition += Message("describe-over", params, "metrics").text(lang)
    values = (
        node.indicator,
        node.item or node.figure or entry.name(lang),
        definition,
        _counted(node, lang),
        rule.text(lang),
        missing.text(lang),
    )
    return dict(zip(words, values, strict=True))


def _counted(node: Component, lang: str) -> str:
    """Which rows count, where the component names some: channel: 12345, hotline."""
    return "; ".join(
        f"{column_name(field, lang)}: "
        + ", ".join(column_value(field, value, lang) for value in values)
        for field, values in node.all_filters.items()
    )


def column_name(field: str, lang: str) -> str:
    """A column of the facts, as people say it."""
    names = {field.name: field.zh for table in TABLES.values() for field in table.fields}
    names |= {field.name: field.zh for field in UNIT_FIELDS}
    names |= {"item": "评分项目", "task": "任务", "figure": "指标名称"}
    return names.get(field, field) if lang == "zh" else field


def column_value(field: str, value: str | None, lang: str) -> str:
    """A code (a channel, a method ...) as people say it; any other value as it is; what stands for
    an empty field."""
    if value is None:
        return say("describe-blank").text(lang)
    codes = {f.name: f.values for table in TABLES.values() for f in table.fields if f.values}
    known = value in codes.get(field, ())
    return term(value).text(lang) if known else value


def _provisions(scheme: Scheme) -> Iterator[tuple[Message, Message]]:
    calendar = scheme.period
    start = say("describe-month-from", day=calendar.month_starts_on)
    if calendar.month_starts_on == 1:
        start = say("describe-month-calendar")
    period = {
        "grain": say(f"describe-grain-{calendar.grain}"),
        "start": start,
        "longer": say("describe-longer-" + calendar.longer.replace("_", "-")),
    }
    yield say("describe-period-head"), say("describe-period", **period)
    yield say("describe-counting-head"), _counting(scheme)
    yield from _penalties(scheme)
    if scheme.missing_limit is not None:
        limit = number(scheme.missing_limit)
        yield say("describe-missing-head"), say("describe-missing-limit", limit=limit)
    yield say("describe-groups-head"), _groups(scheme)
    yield say("describe-ties-head"), _ties(scheme)
    stage = say(f"describe-rounding-{scheme.rounding.stage}")
    rounding = say("describe-rounding", digits=scheme.rounding.digits, stage=stage)
    yield say("describe-rounding-head"), rounding
    entry = INDICATORS[scheme.n.indicator]
    item = scheme.n.item
    sample = {"zh": item or entry.name("zh"), "en": item or entry.name("en")}
    sample["minimum"] = number(scheme.n.minimum)
    code = "describe-minimum" if scheme.n.minimum else "describe-no-minimum"
    yield say("describe-minimum-head"), say(code, **sample)
    if scheme.grades:
        yield say("describe-grades-head"), _grades(scheme)
    if scheme.lists is not None:
        scope = say(f"describe-scope-{scheme.lists.scope}")
        lists = {"red": scheme.lists.red, "black": scheme.lists.black, "scope": scope}
        yield say("describe-lists-head"), say("describe-lists", **lists)
    if scheme.statement is not None:
        rule = scheme.statement
        often = {"bottom": rule.bottom, "times": rule.times, "within": rule.within}
        code = "describe-statement" if rule.within == 1 else "describe-statement-often"
        yield say("describe-statement-head"), say(code, **often)
    if scheme.ladder is not None:
        yield say("describe-ladder-head"), _ladder(scheme.ladder)
    if scheme.early_warning is not None:
        share = number(scheme.early_warning)
        yield say("describe-warning-head"), say("describe-warning", share=share)


def _ladder(ladder: Ladder) -> Message:
    """The steps from the mildest on, and how they are counted."""
    steps = [
        say(
            "describe-step" if step.deposit is None else "describe-step-deposit",
            often=say(
                "describe-step-once"
                if step.times == 1
                else f"describe-step-{step.counted.replace('_', '-')}",
                times=step.times,
            ),
            place=say("describe-step-last" if step.bottom == 1 else "describe-step-bottom",
                       n=step.bottom),
            orders=[
                say(f"action-{action.replace('_', '-')}")
                for action in step.orders
                if action != "deposit_kept" or step.deposit is None
            ] or [say("action-deposit-kept")],
            yuan="" if step.deposit is None else number(step.deposit),
        )
        for step in ladder.steps
    ]  # fmt: skip
    return say(
        "describe-ladder",
        steps=steps,
        scope=say(f"describe-scope-{ladder.scope}"),
        year=say(
            "describe-year-calendar" if ladder.year_starts_in == 1 else "describe-year-from",
            month=ladder.year_starts_in,
        ),
        ties=say(f"describe-ladder-ties-{ladder.ties}"),
        gaps=say(f"describe-ladder-{ladder.without_rank}"),
    )


def _counting(scheme: Scheme) -> Message:
    aside: Message | None = None
    for name in scheme.set_aside:
        one = say("describe-aside-" + name.replace("_", "-"))
        aside = one if aside is None else say("describe-and", first=aside, second=one)
    due = say(
        "describe-due",
        due=say("describe-due-" + scheme.due_rule.replace("_", "-")),
        without=say("describe-no-deadline-" + scheme.no_deadline.replace("_", "-")),
    )
    due = say(
        "describe-and-recheck",
        due=due,
        recheck=say("describe-failed-recheck-" + scheme.failed_recheck.replace("_", "-")),
    )
    if aside is None:
        return say("describe-counting-all", due=due, days=scheme.rebound_days)
    return say("describe-counting", aside=aside, due=due, days=scheme.rebound_days)


def _penalties(scheme: Scheme) -> Iterator[tuple[Message, Message]]:
    """What is said of penalty cases, where the scheme scores any or says more than is usual."""
    head, told = say("describe-penalties-head"), scheme.review_days
    if "enforcement_cases" in scheme.tables or told != type(told)():
        yield head, say("describe-review-days", **told.model_dump())
    if scheme.case_points:
        yield say("describe-points-head"), say("describe-points-order")
    for line in scheme.case_points:
        of = [_condition(name, value) for name, value in line if name != "points" and value]
        of += [_condition(name, False) for name, value in line if value is False]
        whole: Message | str = say("describe-points-others") if not of else of[0]
        for more in of[1:]:
            whole = say("describe-and", first=whole, second=more)
        yield say("describe-points-head"), say("describe-points", of=whole, n=number(line.points))
    for basis in ("amount", "fine"):
        limit = getattr(scheme.big_case, basis)
        if limit is not None:
            yield head, say(f"describe-big-{basis}", limit=number(limit))
    if scheme.cases_per_officer is not None:
        yield head, say("describe-per-officer", n=number(scheme.cases_per_officer))


def _condition(name: str, value: bool | tuple[str, ...]) -> Message:
    """One condition of a line of the table of points, in words."""
    if isinstance(value, bool):
        word = say(f"describe-case-{name.replace('_', '-')}")
        return word if value else say("describe-case-not", what=word)
    if name == "cause":
        return say("describe-case-cause", words="、".join(value))
    words = term(value[0])
    for other in value[1:]:
        words = say("describe-and", first=words, second=term(other))
    return words


def _groups(scheme: Scheme) -> Message:
    if scheme.groups is None:
        return say("describe-groups-none")
    if scheme.groups.by is not None:
        return say(f"describe-groups-by-{scheme.groups.column}")
    named = "; ".join(f"{name}: {', '.join(of)}" for name, of in scheme.groups.of.items())
    return say("describe-groups-named", groups=named)


def _ties(scheme: Scheme) -> Message:
    then = say(f"describe-ties-{scheme.ties.then}")
    if not scheme.ties.by:
        return then
    names = {node.id: node.name for node, _ in scheme.walk()}
    zh = "、".join(names[name].zh for name in scheme.ties.by)
    en = ", ".join(names[name].en for name in scheme.ties.by)
    return say("describe-ties-by", zh=zh, en=en, then=then)


def _grades(scheme: Scheme) -> Message:
    zh = "，".join(f"{grade.name.zh} ≥ {number(grade.start)}" for grade in scheme.grades)
    en = ", ".join(f"{grade.name.en} ≥ {number(grade.start)}" for grade in scheme.grades)
    return say("describe-name", zh=zh, en=en)
