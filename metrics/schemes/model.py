"""The shape of a scheme: pydantic models of everything that a scheme file may say.

Points given or taken inside a component are on that component's own scale, its `full` marks, which
are its `weight` unless stated. A component's weight is in points of its parent's full marks.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, get_args

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    PrivateAttr,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from kernel.periods import Period, parse_period
from metrics.aggregation.conditions import CountingRules
from metrics.aggregation.penalties import PenaltyRules, PointsLine, flags
from metrics.indicators import INDICATORS, Indicator
from metrics.schemes.ladder import Ladder
from metrics.schemes.rules import AnyRule
from metrics.schemes.rules.as_measured import AsMeasured
from metrics.schemes.rules.numbers import NotNegative, Number, Positive
from metrics.schemes.short_forms import long_calendar, long_component, long_scheme, long_text

SetAside = Literal["voided", "held", "self_handled", "excluded"]
Missing = Literal["renormalise", "zero", "not_ranked"]
Kind = Literal["district", "street", "team", "contractor", "department", "road", "object"]
OBJECT_KINDS = ("road", "object")  # columns of objects: their units stand in the register of points
Identifier = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")]
FilterValues = tuple[str | None, ...]  # None: rows where the field is empty


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Text(_Model):
    """One text in both languages; written once it is the same in both."""

    zh: Annotated[str, Field(min_length=1)]
    en: Annotated[str, Field(min_length=1)]
    _once = model_validator(mode="before")(long_text)

    def text(self, lang: str = "zh") -> str:
        """The text in one language."""
        return self.en if lang == "en" else self.zh

    def __str__(self) -> str:
        return self.zh


class Adjustments(_Model):
    """Bonus and penalty points are taken here, at most so many up and down (null: no limit)."""

    bonus: NotNegative | None
    penalty: NotNegative | None


class Component(_Model):
    """A node of the tree: either `components` below it, or an `indicator` with a `rule`.

    `over`: a count (filed, due ...) that replaces the denominator of a rate. `scheme`: of the
    indicator `scheme_score`, the other scheme whose scores are taken.
    """

    id: Identifier
    name: Text
    weight: Positive
    full: Positive | None = None
    missing: Missing | None = None
    adjustments: Adjustments | None = None
    components: tuple["Component", ...] = ()
    indicator: str | None = None
    over: str | None = None
    item: Annotated[str, Field(min_length=1)] | None = None
    task: str | None = None
    figure: str | None = None
    scheme: Identifier | None = None
    filters: Mapping[str, FilterValues] = {}
    rule: AnyRule | None = None
    _short = model_validator(mode="before")(long_component)

    @field_validator("filters", mode="before")
    @classmethod
    def _one_or_many(cls, value: object) -> object:
        return _lists(value)

    @property
    def scale(self) -> Decimal:
        """The full marks that the points inside this component are out of."""
        return self.weight if self.full is None else self.full

    @property
    def reads(self) -> tuple[str, ...]:
        """The indicators that the leaf needs: those of its rule, then `over`."""
        if self.rule is None or self.indicator is None or self.scheme is not None:
            return ()
        return self.rule.indicators(self.indicator) + ((self.over,) if self.over else ())

    @property
    def all_filters(self) -> dict[str, FilterValues]:
        """`filters` with `item`, `task` and `figure` among them, as `aggregate` takes them."""
        extra = {"item": self.item, "task": self.task, "figure": self.figure}
        return dict(self.filters) | {k: (v,) for k, v in extra.items() if v is not None}


class Sample(_Model):
    """What stands as n beside a score, and how many it takes to be ranked."""

    indicator: str
    item: str | None = None
    filters: Mapping[str, FilterValues] = {}
    minimum: NotNegative = Decimal(0)

    @field_validator("filters", mode="before")
    @classmethod
    def _one_or_many(cls, value: object) -> object:
        return _lists(value)

    @property
    def all_filters(self) -> dict[str, FilterValues]:
        """`filters` with `item` among them, as `aggregate` takes them."""
        return dict(self.filters) | ({"item": (self.item,)} if self.item is not None else {})


UNSAID = Sample(indicator="")  # no n is written, and no component has one


class PointsOf(_Model):
    """One line of the table of points of penalty cases (办案积分标准): what a case that meets all
    that is said here counts. cause: words, one of which the case's cause holds."""

    points: NotNegative
    procedure: tuple[Literal["simple", "general"], ...] = ()
    cause: tuple[Annotated[str, Field(min_length=1)], ...] = ()
    online: bool | None = None
    non_site: bool | None = None
    executed: bool | None = None
    overturned: bool | None = None
    corrected: bool | None = None
    big: bool | None = None

    @model_validator(mode="before")
    @classmethod
    def _not_by_fines(cls, raw: object) -> object:
        """One word or several; never how much was fined."""
        if not isinstance(raw, Mapping):
            return raw
        if {"fine", "fines", "amount"} & set(raw):
            raise PydanticCustomError("fines_scored", "points by the amount of a fine")
        single = ("procedure", "cause")
        return {k: [v] if k in single and isinstance(v, str) else v for k, v in raw.items()}

    @property
    def line(self) -> PointsLine:
        """The line as `aggregate` takes it."""
        return PointsLine(float(self.points), self.procedure, self.cause, flags(self.model_dump()))


class BigCase(_Model):
    """From how many yuan on a case is big (大要案) where its file does not say: by the amount at
    stake, or, for information alone, by the fine."""

    amount: Positive | None = None
    fine: Positive | None = None


class ReviewDays(_Model):
    """Until how many days after closing each level reviews a file in time."""

    team: Annotated[int, Field(gt=0, le=366)] = 7
    section: Annotated[int, Field(gt=0, le=366)] = 15
    legal: Annotated[int, Field(gt=0, le=366)] = 31

    @property
    def by_level(self) -> tuple[int, int, int]:
        """The days of the team, the section and the legal office."""
        return self.team, self.section, self.legal


class Calendar(_Model):
    """The assessment period. `longer`: how a quarter or a year is made of months."""

    grain: Literal["day", "week", "month", "quarter", "half", "year"] = "month"
    month_starts_on: Annotated[int, Field(ge=1, le=28)] = 1
    week_starts_on: Literal[
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"
    ] = "monday"
    longer: Literal["mean_of_months", "recompute"] = "mean_of_months"
    _by_grain = model_validator(mode="before")(long_calendar)


class Subject(_Model):
    """Whom the scheme scores. `road`: roads, with what lies at their addresses; `object`: objects
    of the kind that `type` names by its id or a word for it (docs/objects.md)."""

    kind: Kind
    type: str | None = None


class Groups(_Model):
    """Ranks are given inside groups: the register's, the units above, or those written here.
    name_en: what a group is called in English; one that is left out keeps its name."""

    by: (
        Literal[
            "units.group", "units.parent", "objects.class", "objects.district", "objects.street"
        ]
        | None
    ) = None
    order: tuple[str, ...] = ()
    of: Mapping[str, tuple[str, ...]] = {}
    name_en: Mapping[str, Annotated[str, Field(min_length=1)]] = {}

    @property
    def column(self) -> str | None:
        """The column of the register that groups the units."""
        return self.by.split(".")[1] if self.by else None


class Ties(_Model):
    """What equal scores share; `by`: components that decide before they share anything."""

    by: tuple[str, ...] = ()
    then: Literal["min", "dense", "unordered"] = "min"


class Rounding(_Model):
    """Digits, half up (四舍五入), of the total, of every component, or of both."""

    digits: Annotated[int, Field(ge=0, le=6)] = 2
    stage: Literal["total", "components", "both"] = "total"
    mode: Literal["half_up"] = "half_up"


class Grade(_Model):
    """A grade reaches from `from` up to the next higher one."""

    start: Number = Field(alias="from")
    name: Text
    colour: str | None = None


class Lists(_Model):
    """How many units the red and the black list name, in each group or overall."""

    red: Annotated[int, Field(ge=0, le=1000)]
    black: Annotated[int, Field(ge=0, le=1000)]
    scope: Literal["group", "overall"]


class Statement(_Model):
    """Who must make a statement: the last `bottom` of each group in `times` of `within` periods."""

    bottom: Annotated[int, Field(ge=1, le=1000)]
    times: Annotated[int, Field(ge=1, le=24)] = 1
    within: Annotated[int, Field(ge=1, le=24)] = 1


class Scheme(_Model):
    """One version of one assessment scheme; it may know the others (`metrics.schemes.versions`),
    which are no part of what it says: equality and fingerprint go by the file alone."""

    id: Identifier
    version: Annotated[int, Field(ge=0, le=999_999_999)]
    name: Text
    note: Text | None = None
    document: str | None = None
    status: Literal["example", "draft", "in_force"]
    scores: Subject
    effective_from: date
    effective_to: date | None = None
    period: Calendar = Calendar()
    set_aside: tuple[SetAside, ...] = get_args(SetAside)
    due_rule: Literal["disposed_or_overdue", "all_filed"] = "disposed_or_overdue"
    no_deadline: Literal["not_judged", "due_when_reported"] = "not_judged"
    failed_recheck: Literal["not_rectified", "rectified"] = "not_rectified"
    rebound_days: Annotated[int, Field(gt=0, le=3660)] = 30
    case_points: tuple[PointsOf, ...] = ()
    big_case: BigCase = BigCase()
    review_days: ReviewDays = ReviewDays()
    cases_per_officer: Positive | None = None  # the year's task of an officer
    full: Positive = Decimal(100)
    floor: Number | None = Decimal(0)
    ceiling: Number | None = None
    missing: Missing | None = None
    missing_limit: Annotated[Decimal, Field(ge=0, le=100)] | None = None
    adjustments: Adjustments | None = None
    components: Annotated[tuple[Component, ...], Field(min_length=1)]
    first: Literal["highest", "lowest"] = "highest"  # which score takes the first place
    groups: Groups | None = None
    ties: Ties = Ties()
    rounding: Rounding = Rounding()
    n: Sample = Field(default_factory=lambda: UNSAID)
    grades: tuple[Grade, ...] = ()
    lists: Lists | None = None
    statement: Statement | None = None
    ladder: Ladder | None = None
    early_warning: Annotated[Decimal, Field(gt=0, lt=100)] | None = None
    _versions: tuple["Scheme", ...] = PrivateAttr(default=())
    _others: Mapping[str, "Scheme"] = PrivateAttr(default_factory=dict)
    # What `metrics.schemes.scheme.scheme_hash` found. A scheme never changes, a copy may differ.
    _fingerprint: str = PrivateAttr(default="")

    def model_copy(
        self, *, update: Mapping[str, Any] | None = None, deep: bool = False
    ) -> "Scheme":
        copied = super().model_copy(update=update, deep=deep)
        if update:
            copied._fingerprint = ""
        return copied

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Scheme) and self.__dict__ == other.__dict__

    @property
    def versions(self) -> tuple["Scheme", ...]:
        """The versions that it knows, itself among them; empty for one that stands alone."""
        return self._versions

    def among(self, versions: Sequence["Scheme"]) -> "Scheme":
        """The same version, knowing these; without any it stands alone."""
        known = self.model_copy()
        known._versions = tuple(one for one in versions) if len(versions) > 1 else ()
        return known

    @property
    def takes(self) -> tuple[str, ...]:
        """The ids of the schemes whose scores its components take."""
        return tuple(dict.fromkeys(leaf.scheme for leaf in self.leaves() if leaf.scheme))

    @property
    def others(self) -> Mapping[str, "Scheme"]:
        """These schemes by id, each knowing its versions."""
        return self._others

    def taking(self, others: Mapping[str, "Scheme"]) -> "Scheme":
        """The same version, with the schemes whose scores it takes at hand."""
        known = self.model_copy()
        known._others = dict(others)
        return known

    _short = model_validator(mode="before")(long_scheme)

    @model_validator(mode="after")
    def _n_of_the_heaviest(self) -> "Scheme":
        """Where no n is written, it is what the component of most weight counts."""
        if self.n is UNSAID and (leaf := self.heaviest()) is not None and leaf.indicator:
            self.__dict__["n"] = Sample(
                indicator=leaf.indicator, item=leaf.item, filters=leaf.filters
            )
        return self

    def heaviest(self) -> Component | None:
        """The component with rows behind it that is worth most; the first of several."""
        worth: dict[str, Decimal] = {}
        best: tuple[Decimal, Component] | None = None
        for node, parent in self.walk():
            share = worth[parent.id] / parent.scale if parent else Decimal(1)
            worth[node.id] = share * node.weight
            counted = not node.components and node.indicator not in ("own_figure", "scheme_score")
            if counted and (best is None or worth[node.id] > best[0]):
                best = worth[node.id], node
        return best[1] if best else None

    @property
    def measure(self) -> Indicator | None:
        """The indicator whose values are ranked as they are; None where points are ranked."""
        leaf = self.components[0]
        alone = isinstance(leaf.rule, AsMeasured) and leaf.indicator is not None
        return INDICATORS[leaf.indicator or ""] if alone else None

    @property
    def sign(self) -> int:
        """1 where a higher score is ahead of a lower one, -1 where it is behind it."""
        return 1 if self.first == "highest" else -1

    @property
    def rules(self) -> CountingRules:
        """The rules on which cases count, for `aggregate` and `rows`."""
        full_marks = tuple(sorted(self.full_marks.items()))
        return CountingRules(
            tuple(self.set_aside),
            self.due_rule,
            self.rebound_days,
            self.no_deadline,
            full_marks,
            self.failed_recheck,
            self.penalties,
        )

    @property
    def penalties(self) -> PenaltyRules:
        """What it decides about penalty cases."""
        amount, fine = self.big_case.amount, self.big_case.fine
        return PenaltyRules(
            tuple(line.line for line in self.case_points),
            None if amount is None else float(amount),
            None if fine is None else float(fine),
            self.review_days.by_level,
        )

    @property
    def full_marks(self) -> dict[str, float]:
        """The most that can be given, by item that people or another system score."""
        found: dict[str, float] = {}
        for leaf in self.leaves():
            most = leaf.rule.most if leaf.rule else None
            if leaf.item is not None and most is not None:
                found[leaf.item] = max(found.get(leaf.item, 0.0), float(most))
        return found

    @property
    def week_starts_on(self) -> int:
        """1 = Monday ... 7 = Sunday."""
        names = get_args(Calendar.model_fields["week_starts_on"].annotation)
        return 1 + names.index(self.period.week_starts_on)

    def parse_period(self, text: str) -> Period:
        """A period written as `2025-10`, cut as this scheme cuts months and weeks."""
        return parse_period(text, self.period.month_starts_on, self.week_starts_on)

    def walk(self) -> Iterator[tuple[Component, Component | None]]:
        """Every component with its parent, parents before children, in the file's order."""

        def below(
            nodes: tuple[Component, ...], parent: Component | None
        ) -> Iterator[tuple[Component, Component | None]]:
            for node in nodes:
                yield node, parent
                yield from below(node.components, node)

        return below(self.components, None)

    @property
    def tables(self) -> frozenset[str]:
        """The tables of facts that it scores."""
        reads = {name for leaf in self.leaves() for name in leaf.reads}
        return frozenset(table for name in reads for table in INDICATORS[name].tables)

    def leaves(self) -> list[Component]:
        """The components that are measured by an indicator."""
        return [node for node, _ in self.walk() if not node.components]


def _lists(value: object) -> object:
    if not isinstance(value, Mapping):
        return value
    return {k: v if isinstance(v, list | tuple) else [v] for k, v in value.items()}
