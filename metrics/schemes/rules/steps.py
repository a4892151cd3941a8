"""Rules that give points of their own: beyond a threshold, by bands, by place."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, ClassVar, Literal, final, get_args

import numpy as np
from pydantic import Field

from kernel.messages import Message
from metrics.schemes.rules.numbers import NotNegative, Number, Positive
from metrics.schemes.rules.rule import (
    AsStated,
    Fault,
    Numbers,
    OneIndicator,
    OwnScale,
    Plain,
    Setting,
    no_faults,
    over_full,
)
from metrics.schemes.rules.words import Terms, number

Side = Literal["below", "above"]


@final
class Threshold(OwnScale, Plain):
    """Full marks at `full_at`, less `minus_per_point` points for each unit of the value beyond it.

    `side` says which side costs: below (a rate that should be high) or above. Not below 0.
    """

    type: Literal["threshold"]
    full_at: Number
    minus_per_point: Positive
    side: Side = "below"
    only_for: ClassVar[tuple[str, ...]] = ()
    faults = no_faults

    @property
    def top(self) -> Decimal:
        return self.full_at

    def points(self, value: Fraction, full: Fraction) -> Fraction:
        gap = Fraction(self.full_at) - value
        short = max(Fraction(0), gap if self.side == "below" else -gap)
        return max(Fraction(0), full - Fraction(self.minus_per_point) * short)

    def points_of(self, values: Numbers, full: float) -> Numbers:
        return np.maximum(0, self.unfloored(values, full))

    def unfloored(self, values: Numbers, full: float) -> Numbers:
        gap = float(self.full_at) - values
        short = np.maximum(0, gap if self.side == "below" else -gap)
        return full - float(self.minus_per_point) * short

    def settings(self, indicator: str) -> Iterator[Setting]:
        yield from super().settings(indicator)
        yield Setting("side", self.side, (("side",),), kind="choice", choices=get_args(Side))

    def in_words(self, terms: Terms) -> Message:
        edge = {"at": terms.value(self.full_at), "minus": number(self.minus_per_point)}
        return terms.say(f"rule-threshold-{self.side}", **edge)


@final
class Bands(OwnScale, Plain):
    """Points by the band that holds the value: [from, to, points], null for an open end.

    `includes` says to which band an edge belongs: `from` (from <= value < to) or `to`.
    """

    type: Literal["bands"]
    bands: Annotated[
        tuple[tuple[Number | None, Number | None, NotNegative], ...], Field(min_length=1)
    ]
    includes: Literal["from", "to"]
    only_for: ClassVar[tuple[str, ...]] = ()
    top: ClassVar[Decimal] = Decimal(100)

    def points(self, value: Fraction, full: Fraction) -> Fraction:
        for _, end, points in self.bands:
            if end is None or value < end or (self.includes == "to" and value == end):
                return Fraction(points)
        raise AssertionError("the bands of a validated scheme have an open end")

    def points_of(self, values: Numbers, full: float) -> Numbers:
        ends = np.array([np.inf if end is None else float(end) for _, end, _ in self.bands])
        points = np.array([float(given) for _, _, given in self.bands])
        found = points[np.searchsorted(ends, values, "left" if self.includes == "to" else "right")]
        return np.where(np.isnan(values), np.nan, found)

    def unfloored(self, values: Numbers, full: float) -> None:
        return None

    def faults(self, full: Decimal) -> Iterator[Fault]:
        bands = self.bands
        if bands[0][0] not in (None, 0):
            yield ("bands", 0), "scheme-bands-start", {}
        if bands[-1][1] is not None:
            yield ("bands", len(bands) - 1), "scheme-bands-end", {}
        for place, (start, end, points) in enumerate(bands):
            here = ("bands", place)
            if start is not None and end is not None and start >= end:
                yield here, "scheme-band-empty", {}
            if place and (start is None or start != bands[place - 1][1]):
                yield here, "scheme-bands-gap", {"end": number(bands[place - 1][1])}
            if points > full:
                yield over_full(full, *here)

    def settings(self, indicator: str) -> Iterator[Setting]:
        for place, (_, end, points) in enumerate(self.bands):
            detail = str(place + 1)
            yield Setting("band_points", points, (("bands", place, 2),), detail)
            if end is not None:  # where one band ends the next one starts
                edges = ("bands", place, 1), ("bands", place + 1, 0)
                yield Setting("band_end", end, edges, detail)

    def in_words(self, terms: Terms) -> Message:
        low, high = ("≤", "<") if self.includes == "from" else ("<", "≤")
        texts = []
        for start, end, points in self.bands:
            left = f"{number(start)} {low} " if start is not None and (start or end is None) else ""
            right = f" {high} {number(end)}" if end is not None else ""
            texts.append(f"{left}x{right} → {number(points)}")
        return terms.say("rule-bands", bands="; ".join(texts))


@final
class RankPoints(OwnScale, OneIndicator, AsStated):
    """Points by place inside the group: of the first, the second ...; the last for all others."""

    type: Literal["rank_points"]
    places: Annotated[tuple[NotNegative, ...], Field(min_length=1)]
    by_place: ClassVar[bool] = True
    measures: ClassVar[tuple[object, ...]] = ()
    only_for: ClassVar[tuple[str, ...]] = ()
    top: ClassVar[Decimal] = Decimal(100)

    def points(self, value: Fraction, full: Fraction) -> Fraction:
        return Fraction(self.places[min(int(value), len(self.places)) - 1])

    def points_of(self, values: Numbers, full: float) -> Numbers:
        points = np.array([float(place) for place in self.places])
        return points[np.minimum(values.astype(int), len(points)) - 1]

    def unfloored(self, values: Numbers, full: float) -> None:
        return None

    def faults(self, full: Decimal) -> Iterator[Fault]:
        if max(self.places) > full:
            yield over_full(full, "places")

    def settings(self, indicator: str) -> Iterator[Setting]:
        for place, points in enumerate(self.places):
            yield Setting("place", points, (("places", place),), str(place + 1))

    def in_words(self, terms: Terms) -> Message:
        return terms.say("rule-rank-points", places=", ".join(map(number, self.places)))
