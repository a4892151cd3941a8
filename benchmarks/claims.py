"""What the product claims of cities in which nothing is planted, and of the sample city.

`python -m benchmarks.claims [--cities N] [--months M] [--seed S]` writes N story-free cities,
imports each and counts the claims of change of every period that is judged at all: units called
clearly up or down by each shipped scheme, kinds of problem called clearly more or less (of the
city; by district). `--store FOLDER` lists the claims of a store instead, one a line.
"""

import argparse
import tempfile
from collections.abc import Iterator
from pathlib import Path

import duckdb

from data.importer import import_files
from data.store import Store
from metrics import coverage
from metrics.analyses.problems import categories, heat
from metrics.schemes.model import Scheme
from metrics.schemes.scheme import list_schemes
from metrics.scoring.ranking import periods_ranked, rank
from metrics.scoring.scores import scores
from sample_city import write_exports

Claim = tuple[str, str, str]  # what was looked at, the period, what is said


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.claims", description=__doc__)
    parser.add_argument("--cities", type=int, default=10)
    parser.add_argument("--months", type=int, default=13)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--store", type=Path, default=None)
    asked = parser.parse_args()
    if asked.store:
        with Store(asked.store).connect() as con:
            for claim in claims(con):
                if claim[2]:
                    print(" | ".join(claim))
        return
    looked: dict[str, list[int]] = {}
    for seed in range(asked.seed, asked.seed + asked.cities):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            files = write_exports(folder / "exports", asked.months, seed, planted=False)
            store = Store(folder / "store")
            import_files(store, files)
            with store.connect() as con:
                found = list(claims(con, with_heat=False))
        for what in dict.fromkeys(claim[0] for claim in found):
            periods = {claim[1] for claim in found if claim[0] == what}
            said = {claim[1] for claim in found if claim[0] == what and claim[2]}
            total = looked.setdefault(what, [0, 0])
            total[0] += len(periods)
            total[1] += len(said)
        for claim in found:
            if claim[2]:
                print(f"seed {seed} | " + " | ".join(claim), flush=True)
    for what, (n, told) in looked.items():
        print(f"{what}: a claim in {told} of {n} periods ({told / max(n, 1):.3f})")


def claims(con: duckdb.DuckDBPyConnection, with_heat: bool = True) -> Iterator[Claim]:
    """Every claim, and one with nothing said for each period looked at."""
    for scheme in list_schemes():
        if not isinstance(scheme, Scheme):
            continue
        yield from changes(con, scheme)
        if scheme.id == "sample-district":
            yield from _kinds(con, scheme, with_heat)


def changes(con: duckdb.DuckDBPyConnection, scheme: Scheme) -> Iterator[Claim]:
    """The clear changes of each period in which any unit was judged."""
    periods = coverage.periods_of(con, scheme)
    if not periods:
        return
    running = {period.id for period in coverage.running_of(con, scheme, periods)}
    wanted = {p.id: p for one in periods for p in periods_ranked(scheme, one)}
    whole = scores(con, scheme, sorted(wanted.values(), key=lambda p: p.start))
    for period in periods:
        found = None if period.id in running else whole  # one that runs is compared in part
        table = rank(con, scheme, period, found=found).table
        if not table["judged"].gt(0).any():
            continue
        yield scheme.id, period.id, ""
        for _, row in table[table["clear"].isin(["up", "down"])].iterrows():
            yield scheme.id, period.id, f"{row['unit']} {row['clear']} {row['change']:+.2f}"


def _kinds(con: duckdb.DuckDBPyConnection, scheme: Scheme, with_heat: bool) -> Iterator[Claim]:
    """What the problems page says of kinds of problem, in periods that have one before."""
    periods = coverage.periods_of(con, scheme)
    known = {period.id for period in periods}
    for period in (p for p in periods if p.previous().id in known):
        for by in (None, "district"):
            what = f"kinds of problem {by or 'of the city'}"
            yield what, period.id, ""
            found = categories(con, period, by, rules=scheme.rules)
            for _, row in found[found["change_is_clear"]].iterrows():
                unit = row[by] if by else ""
                yield what, period.id, f"{unit} {row['category']} {row['change']:+.2f}"
        if with_heat:
            found = heat(con, period, rules=scheme.rules)
            for _, row in found[found["stands_out"]].iterrows():
                said = f"{row['district']} {row['category']} {row['times']:.1f} times"
                yield "heat", period.id, said


if __name__ == "__main__":
    main()
