"""What a scheme must hold beyond its shape: sums, references, bands without gaps, dates."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from metrics.aggregation.conditions import dimensions
from metrics.indicators import INDICATORS
from metrics.schemes.ladder import ladder_problems
from metrics.schemes.model import OBJECT_KINDS, Component, Scheme
from metrics.schemes.rules.as_measured import AsMeasured
from metrics.schemes.rules.words import number

# Where in the file (keys and list positions), the code of the message, its parameters.
Problem = tuple[tuple[str | int, ...], str, Mapping[str, Any]]

# Given scores and tasks that are sums of fines by their name (罚没收入, 罚款金额, fines), not those
# on how fines are handled (罚款票据管理).
_FINES_BY_NAME = re.compile(
    r"罚(?:款|没)\w{0,4}(?:金额|数额|总额|额|收入|任务|指标|完成)|^罚(?:款|没款?|没收入)$"
    r"|\bfines?\b(?! (?:records|papers))",
    re.IGNORECASE,
)
# Words that stand for figures of a ranking, of its parts and of the tables made of them: under such
# an id a component would take the place of the figure. `total` is the whole in the adjustments.
RESERVED = frozenset(
    (
        *("total", "group", "rank", "unit", "state", "reason", "score", "low", "high", "n"),
        *("grade", "previous_rank", "rank_change", "previous_score", "change", "clear"),
        *("p_first", "p_top3", "p_bottom", "p_behind", "tier", "judged", "no_deadline"),
        *("rank_low", "rank_high", "year_from", "year_to"),
        *("year_rank", "year_rank_change", "year_score", "year_change"),
        *("period", "previous", "component", "components", "parent", "name", "name_zh", "name_en"),
        *("weight", "full", "contribution", "value", "numerator", "denominator", "indicator"),
        *("id", "kind", "part", "points", "scheme", "version", "as_of"),
        *("adjustment", "adjustments", "orders", "last_in_a_row", "last_in_year", "decided"),
        *("lists", "no_honours_since", "deposit", "last_in_a_row_or_more"),
    )
)


def faults_of_scheme(scheme: Scheme) -> Iterator[Problem]:
    """Every fault of a scheme whose shape is right."""
    yield from _dates_and_limits(scheme)
    if scheme.scores.kind == "object" and scheme.scores.type is None:
        yield ("scores",), "scheme-object-type", {}
    yield from _sum((), scheme.components, scheme.full)
    yield from _nodes(("components",), scheme.components, scheme.missing is not None)
    ids = Counter(node.id for node, _ in scheme.walk())
    for path, node in paths_of(("components",), scheme.components):
        if ids[node.id] > 1:
            yield (*path, "id"), "scheme-id-twice", {"id": node.id}
        if node.id in RESERVED:
            yield (*path, "id"), "scheme-id-reserved", {"id": node.id}
    for place, name in enumerate(scheme.ties.by):
        if name not in ids:
            yield ("ties", "by", place), "scheme-component-unknown", {"id": name}
    if scheme.n.indicator in ("", "own_figure", "scheme_score"):
        yield ("n",), "scheme-figure-n", {}
    else:
        yield from _known(("n",), scheme.n.indicator, scheme.n.item)
    yield from _filters(("n",), scheme.n.indicator, scheme.n.filters)
    yield from _fines(("n",), scheme.n.indicator, scheme.n.item, scheme.n.filters)
    for path, leaf in paths_of(("components",), scheme.components):
        if scheme.big_case.fine is not None and _asks_for_big(scheme, leaf):
            yield (*path, "indicator"), "scheme-big-by-fine", {}
    yield from _groups(scheme)
    measured = any(isinstance(leaf.rule, AsMeasured) for leaf in scheme.leaves())
    if measured and (len(scheme.components) > 1 or scheme.measure is None):
        yield ("components",), "scheme-measured-alone", {}


def _dates_and_limits(scheme: Scheme) -> Iterator[Problem]:
    if scheme.effective_to is not None and scheme.effective_to < scheme.effective_from:
        yield ("effective_to",), "scheme-dates-reversed", {"start": scheme.effective_from}
    if scheme.floor is not None and scheme.floor >= scheme.full:
        yield ("floor",), "scheme-floor-over-full", {"full": number(scheme.full)}
    if scheme.floor is not None and scheme.ceiling is not None and scheme.ceiling <= scheme.floor:
        yield ("ceiling",), "scheme-ceiling-below-floor", {"floor": number(scheme.floor)}
    if scheme.period.longer == "mean_of_months" and scheme.period.grain != "month":
        yield ("period", "longer"), "scheme-longer-needs-months", {}
    starts = [grade.start for grade in scheme.grades]
    for place, (higher, lower) in enumerate(zip(starts, starts[1:], strict=False)):
        if lower >= higher:
            yield ("grades", place + 1, "from"), "scheme-grades-order", {}
    if scheme.statement is not None and scheme.statement.times > scheme.statement.within:
        yield ("statement", "times"), "scheme-statement-times", {}
    if scheme.ladder is not None:
        yield from ladder_problems(scheme.ladder, scheme.period.grain)


def _groups(scheme: Scheme) -> Iterator[Problem]:
    groups = scheme.groups
    if groups is None:
        return
    if (groups.by is None) == (not groups.of) or (groups.order and groups.by is None):
        yield ("groups",), "scheme-groups-form", {}
    if groups.by and groups.by.startswith("objects.") != (scheme.scores.kind in OBJECT_KINDS):
        yield ("groups", "by"), "scheme-groups-register", {}
    counts = Counter(unit for units in groups.of.values() for unit in units)
    for unit, count in counts.items():
        if count > 1:
            yield ("groups", "of"), "scheme-group-unit-twice", {"unit": unit}
    for name in groups.name_en:
        if groups.of and name not in groups.of:
            yield ("groups", "name_en"), "scheme-group-unknown", {"group": name}
    for called, count in Counter(groups.name_en.values()).items():
        if count > 1:
            yield ("groups", "name_en"), "scheme-group-name-twice", {"name": called}


def _sum(
    path: tuple[str | int, ...], nodes: tuple[Component, ...], full: Decimal
) -> Iterator[Problem]:
    total = sum((node.weight for node in nodes), Decimal(0))
    if total != full:
        params = {"sum": number(total), "full": number(full)}
        yield (*path, "components"), "scheme-weights-sum", params


def paths_of(
    path: tuple[str | int, ...], nodes: tuple[Component, ...]
) -> Iterator[tuple[tuple[str | int, ...], Component]]:
    for place, node in enumerate(nodes):
        yield (*path, place), node
        yield from paths_of((*path, place, "components"), node.components)


def _nodes(
    path: tuple[str | int, ...], nodes: tuple[Component, ...], inherits: bool
) -> Iterator[Problem]:
    for place, node in enumerate(nodes):
        here = (*path, place)
        says = inherits or node.missing is not None
        leaf_words = [
            word
            for word in ("indicator", "rule", "over", "item", "task", "figure", "filters", "scheme")
            if getattr(node, word)
        ]
        if node.components:
            for word in leaf_words:
                yield (*here, word), "scheme-node-with-leaf-field", {"id": node.id}
            yield from _sum(here, node.components, node.scale)
            yield from _nodes((*here, "components"), node.components, says)
        elif node.indicator is None or node.rule is None:
            yield here, "scheme-leaf-incomplete", {"id": node.id}
        else:
            if not says:
                yield here, "scheme-missing-unsaid", {"id": node.id}
            yield from _leaf(here, node)


def _leaf(path: tuple[str | int, ...], leaf: Component) -> Iterator[Problem]:
    assert leaf.indicator is not None and leaf.rule is not None
    yield from _known(path, leaf.indicator, leaf.item)
    yield from _filters(path, leaf.indicator, leaf.filters)
    named = leaf.item or leaf.task or leaf.figure
    yield from _fines(path, leaf.indicator, named, leaf.filters)
    if leaf.over is not None:
        yield from _fines((*path, "over"), leaf.over, None, {})
    if (leaf.scheme is not None) != (leaf.indicator == "scheme_score"):
        yield (*path, "scheme"), "scheme-takes-misplaced", {}
    if leaf.scheme is not None and (leaf.filters or leaf.over):
        yield (*path, "scheme"), "scheme-takes-whole", {}
    if (leaf.task is not None) and leaf.indicator != "task_completion":
        yield (*path, "task"), "scheme-task-misplaced", {}
    if (leaf.figure is not None) != (leaf.indicator == "own_figure"):
        yield (*path, "figure"), "scheme-figure-misplaced", {}
    if leaf.over is not None:
        yield from _over(path, leaf)
    rule = leaf.rule
    if leaf.figure is not None and rule.by_place:
        yield (*path, "rule"), "scheme-figure-places", {}
    if rule.only_for and leaf.indicator not in rule.only_for:
        params = {"rule": rule.type, "indicators": ", ".join(rule.only_for)}
        yield (*path, "indicator"), "scheme-rule-indicator", params
    for where, code, fault in rule.faults(leaf.scale):
        yield (*path, "rule", *where), code, fault


def _fines(
    path: tuple[str | int, ...], indicator: str, named: str | None, filters: Mapping[str, Any]
) -> Iterator[Problem]:
    """How much was fined is never scored, by whatever name, and no filter goes by it."""
    known = INDICATORS.get(indicator)
    if known is not None and not known.scored:
        yield (
            (*path, "indicator"),
            "scheme-fines-scored",
            {"name": known.name("zh"), "name_en": known.name("en")},
        )
    elif named is not None and _FINES_BY_NAME.search(named):
        where = {"given_score": "item", "own_figure": "figure"}.get(indicator, "task")
        yield (*path, where), "scheme-fines-scored", {"name": named[:60], "name_en": named[:60]}
    for name in {"fine"} & set(filters):
        params = {"name": "罚款金额", "name_en": "Fines"}
        yield (*path, "filters", name), "scheme-fines-scored", params


def _asks_for_big(scheme: Scheme, leaf: Component) -> bool:
    """Whether what a leaf scores depends on which cases are big."""
    by_points = any(line.big is not None for line in scheme.case_points)
    asked = {"big_cases"} | ({"case_points", "case_points_per_officer"} if by_points else set())
    return bool(asked & {leaf.indicator, leaf.over})


def _over(path: tuple[str | int, ...], leaf: Component) -> Iterator[Problem]:
    """`over` replaces the denominator of a percentage by a count."""
    if leaf.over not in INDICATORS:
        yield (*path, "over"), "scheme-indicator-unknown", {"indicator": leaf.over}
        return
    measured = INDICATORS.get(leaf.indicator or "")
    rate = measured is not None and measured.is_rate
    single = leaf.rule is not None and len(leaf.rule.indicators("")) == 1
    if not rate or not single or INDICATORS[leaf.over].kind != "count":
        yield (*path, "over"), "scheme-over-misplaced", {}


def _known(path: tuple[str | int, ...], indicator: str, item: str | None) -> Iterator[Problem]:
    if indicator not in INDICATORS:
        yield (*path, "indicator"), "scheme-indicator-unknown", {"indicator": indicator}
    elif (item is not None) != (indicator == "given_score"):
        yield (*path, "item"), "scheme-item-misplaced", {}


def _filters(
    path: tuple[str | int, ...], indicator: str, filters: Mapping[str, Any]
) -> Iterator[Problem]:
    """A filter names a column of the facts that the indicator counts."""
    if indicator in INDICATORS:
        allowed = dimensions(INDICATORS[indicator].numerator.table)
        for name in filters:
            if name not in allowed:
                params = {"name": name[:60], "allowed": ", ".join(sorted(allowed))}
                yield (*path, "filters", name), "scheme-filter-unknown", params
            elif not filters[name]:
                yield (*path, "filters", name), "scheme-filter-empty", {}
