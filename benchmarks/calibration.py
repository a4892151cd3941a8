"""What the certainty of a ranking claims, against simulated cities whose truth is known.

`python -m benchmarks.calibration [--cities N]` prints, by kind of component, how often the 95 %
interval holds the true score, how often a single unit and how often anybody of 9 or 19 is called
clear although nothing changed, how often a real fall is found, and whether units that are said to
be among the last three with a chance really are as often. `docs/certainty.md` has the table.

A city's units differ by a normal spread. Findings of one visit come in clusters: a visit is dirty
with some chance, and then has a geometric number of findings.
"""

import argparse
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from metrics.schemes.model import Scheme
from metrics.schemes.rules.measured import Measured
from metrics.scoring.certainty.contributions import Observations, SumColumn
from metrics.scoring.certainty.drawing import draw_sums
from metrics.scoring.certainty.judging import LEVEL, chances_of_places, change_p, holm, interval
from metrics.scoring.certainty.pushing import Draws, push
from metrics.scoring.scores import UnitScore
from metrics.scoring.tree import score_tree

Numbers = NDArray[np.float64]
CASES = {"indicator": "on_time_closure_rate"}
VISITS = {"indicator": "deduction_per_100_checks"}


@dataclass(frozen=True)
class World:
    """One kind of component. `rows(rng, quality, n)`: what n observations of a unit of that quality
    add (n x columns); `truth(quality)`: the value that they have in the long run."""

    name: str
    leaf: Mapping[str, Any]
    columns: tuple[tuple[str, str], ...]
    rows: Callable[[np.random.Generator, float, int], Numbers]
    truth: Callable[[float], float]
    quality: float
    spread: float
    fall: float  # the quality of a unit that has really fallen

    def scheme(self) -> Scheme:
        """A scheme of this one component."""
        return Scheme.model_validate(_SCHEME | {"components": [_LEAF | dict(self.leaf)]})


_LEAF = {"id": "one", "name": {"zh": "一", "en": "one"}, "weight": 100}
_SCHEME: dict[str, Any] = {
    "id": "calibration", "version": 1, "name": {"zh": "校准", "en": "Calibration"},
    "status": "draft", "scores": {"kind": "district"}, "effective_from": "2020-01-01",
    "period": {"grain": "month", "month_starts_on": 1, "week_starts_on": "monday",
               "longer": "mean_of_months"},
    "set_aside": [], "due_rule": "all_filed", "rebound_days": 30, "full": 100, "floor": 0,
    "missing": "renormalise", "groups": "none", "ties": "min",
    "rounding": {"digits": 3, "stage": "total", "mode": "half_up"}, "n": {"indicator": "checks"},
}  # fmt: skip


def _shares(rng: np.random.Generator, quality: float, n: int) -> Numbers:
    hits = rng.random(n) < quality
    return np.stack([hits.astype(float), np.ones(n)], axis=1)


def _credit(rng: np.random.Generator, quality: float, n: int) -> Numbers:
    """On time, else late (two of three) or open."""
    on_time = rng.random(n) < quality
    late = ~on_time & (rng.random(n) < 2 / 3)
    one = np.ones(n)
    return np.stack([on_time.astype(float), one, late.astype(float), one], axis=1)


def _clusters(size: float) -> Callable[[np.random.Generator, float, int], Numbers]:
    """Visits with `quality` findings each on average, `size` on a dirty one."""

    def rows(rng: np.random.Generator, quality: float, n: int) -> Numbers:
        dirty = rng.random(n) < quality / size
        found = dirty * (rng.geometric(1 / size, n) if size > 1 else 1)
        return np.stack([found.astype(float), np.ones(n)], axis=1)

    return rows


_SHARE = (("on_time_closure_rate", "numerator"), ("on_time_closure_rate", "denominator"))
_LATE = (*_SHARE, ("late_closure_rate", "numerator"), ("late_closure_rate", "denominator"))
_CHECKS = (("deduction_per_100_checks", "numerator"), ("deduction_per_100_checks", "denominator"))
_BANDS = {"type": "bands", "includes": "from",
          "bands": [[None, 80, 60], [80, 90, 75], [90, 95, 90], [95, None, 100]]}  # fmt: skip
_THRESHOLD = {"type": "threshold", "full_at": 95, "minus_per_point": 5}


def worlds() -> dict[str, World]:
    """All kinds of components that are calibrated, by name."""
    found = [
        World(
            "share", CASES | {"rule": {"type": "proportional"}}, _SHARE, _shares,
            lambda q: 100 * q, 0.93, 0.02, 0.85,
        ),
        World(
            "late credit", CASES | {"rule": {"type": "late_credit", "on_time": 1, "late": 0.4}},
            _LATE, _credit, lambda q: 100 * (q + 0.4 * (1 - q) * 2 / 3), 0.93, 0.02, 0.80,
        ),
        World("threshold", CASES | {"rule": _THRESHOLD}, _SHARE, _shares,
              lambda q: 100 * q, 0.93, 0.02, 0.85),
        World("bands", CASES | {"rule": _BANDS}, _SHARE, _shares,
              lambda q: 100 * q, 0.92, 0.02, 0.80),
        *(
            World(f"share at {rate}", CASES | {"rule": {"type": "proportional"}}, _SHARE, _shares,
                  lambda q: 100 * q, rate, min(0.02, (1 - rate) / 4), 1 - 3 * (1 - rate))
            for rate in (0.80, 0.90, 0.95, 0.98, 0.995)
        ),
        *(
            World(
                f"findings, {size:g} a dirty visit",
                VISITS | {"rule": {"type": "per_100_checks", "cost": 1}}, _CHECKS,
                _clusters(size), lambda q: 100 * q, 0.3, 0.03, 0.45,
            )
            for size in (1, 2, 3, 5)
        ),
    ]  # fmt: skip
    return {world.name: world for world in found}


@dataclass(frozen=True)
class City:
    """One simulated month: draws and observed scores by unit."""

    drawn: Draws
    observed: Numbers


def month(
    world: World, qualities: Numbers, n: int, rng: np.random.Generator, name: str, draws: int
) -> City:
    """Simulate the observations of every unit, score them, and draw."""
    scheme = world.scheme()
    (leaf,) = scheme.leaves()
    columns = tuple(SumColumn("one", indicator, role) for indicator, role in world.columns)
    units = tuple(f"u{i:02d}" for i in range(len(qualities)))
    added, unit, count, scored = [], [], [], {}
    for i, quality in enumerate(qualities):
        rows = world.rows(rng, float(quality), n)
        vectors, counts = np.unique(rows, axis=0, return_counts=True)
        added.append(vectors)
        count.append(counts.astype(float))
        unit.append(np.full(len(vectors), i))
        scored[units[i]] = _score(scheme, leaf, rows.sum(axis=0), n)
    observations = Observations(
        units, columns, np.concatenate(unit), np.concatenate(count), np.concatenate(added)
    )
    sums = draw_sums(scheme, name, [observations], units, draws)
    observed = np.array([float(scored[name].score or 0) for name in units])
    return City(push(scheme, scored, sums), observed)


def _score(scheme: Scheme, leaf: Any, sums: Numbers, n: int) -> UnitScore:
    top, bottom = Fraction(sums[0]), Fraction(sums[1])
    punctual = Measured(100 * top / bottom, top, bottom, n, "value")
    others = tuple(Measured(None, Fraction(sums[i])) for i in range(2, len(sums), 2))
    tree = score_tree(scheme, {"one": leaf.rule.measured((punctual, *others))}, {}, {})
    return UnitScore("", None, tree, "value", n)


def true_scores(world: World, qualities: Numbers) -> Numbers:
    """The scores that the units deserve: the rule applied to what is true in the long run."""
    scheme = world.scheme()
    (leaf,) = scheme.leaves()
    values = np.array([world.truth(float(q)) for q in qualities])
    assert leaf.rule is not None
    return np.maximum(leaf.rule.points_of(values, 100.0), 0)


def _among_last(truth: Numbers, places: int = 3) -> Numbers:
    """Whether each unit is truly among the last; of equals at the border each in part."""
    truth = truth.round(9)
    border = np.sort(truth)[places - 1]
    behind, equal = truth < border, truth == border
    return np.where(behind, 1.0, np.where(equal, (places - behind.sum()) / equal.sum(), 0.0))


@dataclass
class Result:
    """Shares over all simulated cities, with how many stand behind them."""

    coverage: float
    false_single: float
    false_any: float
    power: float
    said_last: list[tuple[float, float, int]]  # by tenth: said, true, how many
    cities: int


def calibrate(
    world: World, n: int, units: int, cities: int, seed: int = 1, draws: int = 2_000
) -> Result:
    """Simulate `cities` pairs of months without any change, and as many where one unit falls."""
    rng = np.random.default_rng([seed, n, units])
    held: list[bool] = []
    single: list[bool] = []
    anybody: list[bool] = []
    found: list[bool] = []
    said: list[float] = []
    true: list[float] = []
    for city in range(cities):
        qualities = _qualities(world, units, rng)
        truth = true_scores(world, qualities)
        before = month(world, qualities, n, rng, f"{seed} {city} before", draws)
        now = month(world, qualities, n, rng, f"{seed} {city} now", draws)
        low, high = interval(now.drawn.scores, now.observed)
        held += list((low - 1e-9 <= truth) & (truth <= high + 1e-9))
        p = change_p(now.drawn.scores, before.drawn.scores)
        single += list(p < LEVEL)
        anybody.append(bool((holm(p) < LEVEL).any()))
        chances, last = _last_three(now, truth, n)
        said += chances
        true += last
        fallen = np.append(world.fall, qualities[1:3])  # one that fell, in a small city
        worse = month(world, fallen, n, rng, f"{seed} {city} fallen", draws)
        every = p.copy()
        every[0] = change_p(worse.drawn.scores[:1], before.drawn.scores[:1])[0]
        found.append(bool(holm(every)[0] < LEVEL and worse.observed[0] < before.observed[0]))
    by_tenth = _by_tenth(said, true)
    share = lambda flags: float(np.mean(flags))  # noqa: E731
    return Result(share(held), share(single), share(anybody), share(found), by_tenth, cities)


def calibrate_places(
    world: World, n: int, units: int, cities: int, seed: int, draws: int
) -> list[tuple[float, float, int]]:
    """Chances of the last three, by tenth: said, true, how many; one month of each city."""
    rng = np.random.default_rng([seed, n, units])
    said: list[float] = []
    true: list[float] = []
    for city in range(cities):
        qualities = _qualities(world, units, rng)
        drawn = month(world, qualities, n, rng, f"{seed} {city}", draws)
        chances, last = _last_three(drawn, true_scores(world, qualities), n)
        said += chances
        true += last
    return _by_tenth(said, true)


def _qualities(world: World, units: int, rng: np.random.Generator) -> Numbers:
    qualities = rng.normal(world.quality, world.spread, units)
    return np.clip(qualities, 0.01, 0.999 if world.quality > 0.5 else None)


def _last_three(city: City, truth: Numbers, n: int) -> tuple[list[float], list[float]]:
    """The chances that are said, and whether the units truly are among the last three."""
    order = np.argsort(-city.observed)
    drawn, free = city.drawn.scores[order], city.drawn.unfloored[order]
    said = chances_of_places(drawn, np.full(len(order), n), 3, free).bottom
    return list(said), list(_among_last(truth)[order])


def _by_tenth(said: list[float], true: list[float]) -> list[tuple[float, float, int]]:
    chances, last = np.array(said), np.array(true)
    tenths = np.minimum((chances * 10).astype(int), 9)
    return [
        (float(chances[tenths == k].mean()), float(last[tenths == k].mean()),
         int((tenths == k).sum()))
        for k in range(10) if (tenths == k).any()
    ]  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.calibration", description=__doc__)
    parser.add_argument("--cities", type=int, default=100)
    parser.add_argument("--draws", type=int, default=2_000)
    parser.add_argument("--only", default="", help="components whose name begins so: a,b")
    parser.add_argument("--sizes", default="10x9,30x9,45x19,100x9,300x9,300x19")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--places", action="store_true", help="chances of places alone")
    asked = parser.parse_args()
    every: list[Result] = []
    sizes = [tuple(map(int, size.split("x"))) for size in asked.sizes.split(",")]
    chosen = [w for w in worlds().values() if w.name.startswith(tuple(asked.only.split(",")))]
    if asked.places:
        _print_all_places(chosen, sizes, asked)
        return
    print("component | n | units | coverage | false, one | false, any | power (Monte Carlo error)")
    for world in chosen:
        own = []
        for n, units in sizes:
            r = calibrate(world, n, units, asked.cities, asked.seed, asked.draws)
            own.append(r)
            error = 1.96 * (r.false_any * (1 - r.false_any) / r.cities) ** 0.5
            print(
                f"{world.name} | {n} | {units} | {r.coverage:.3f} | {r.false_single:.3f} | "
                f"{r.false_any:.2f} ± {error:.2f} | {r.power:.2f}",
                flush=True,
            )
        _print_pooled(world.name, own)
        every += own
    _print_pooled("all", every)


def _print_all_places(
    chosen: list[World], sizes: list[tuple[int, ...]], asked: argparse.Namespace
) -> None:
    found = {
        (world.name, n): calibrate_places(world, n, units, asked.cities, asked.seed, asked.draws)
        for world in chosen
        for n, units in sizes
    }
    for world in chosen:
        _print_places(world.name, [found[world.name, n] for n, _ in sizes])
    for n, _ in sizes:
        _print_places(f"n = {n}", [found[world.name, n] for world in chosen])
    _print_places("all", list(found.values()))


def _print_pooled(name: str, results: list[Result]) -> None:
    """Several sizes together: anybody called clear, and places said against true by tenth."""
    cities = sum(r.cities for r in results)
    clear = sum(r.false_any * r.cities for r in results) / cities
    error = 1.96 * (clear * (1 - clear) / cities) ** 0.5
    print(f"{name} | false, any: {clear:.3f} ± {error:.3f} of {cities} months")
    _print_places(name, [r.said_last for r in results])


def _print_places(name: str, results: list[list[tuple[float, float, int]]]) -> None:
    for tenth in range(10):
        parts = (one for said_last in results for one in said_last)
        own = [one for one in parts if min(int(one[0] * 10), 9) == tenth]
        count = sum(k for _, _, k in own)
        if count:
            said, true = (sum(one[i] * one[2] for one in own) / count for i in (0, 1))
            error = 1.96 * (true * (1 - true) / count) ** 0.5
            print(
                f"{name} | last three said {said:.3f}: true {true:.3f} ± {error:.3f} ({count})",
                flush=True,
            )


if __name__ == "__main__":
    main()
