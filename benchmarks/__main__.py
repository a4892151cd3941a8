"""How fast it is, as ratios against baselines in the same run: `python -m benchmarks [--rows N]`.

1. Import of a generated case export through the whole importer, against DuckDB's own `read_csv`
   of the same file into a typed table (no header search, cleaning, account or privacy); and the
   most memory that it held, against the 2 GiB that it may take.
2. A monthly district ranking and a 13-month trend of two rates on that store, against the same
   question in pandas over the facts in memory (loading them not counted).

Pages are measured by `python -m benchmarks.pages`.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import duckdb
import pandas as pd

from benchmarks.big_export import write_big_export
from data.importer import import_files
from data.store import Store
from kernel.periods import Period, parse_period
from metrics.aggregation.aggregate import aggregate

ROOT = Path(__file__).resolve().parent.parent
MEMORY_GIB = 2
RATES = ["closure_rate", "on_time_closure_rate"]
TYPED = """
    CREATE TABLE cases AS SELECT * FROM read_csv(?, header = true, types = {
        '上报时间': 'TIMESTAMP', '结案时间': 'TIMESTAMP', '捆绑处置截止时间': 'TIMESTAMP',
        '处置截止时间': 'TIMESTAMP', '任务号': 'VARCHAR', 'X坐标': 'DOUBLE', 'Y坐标': 'DOUBLE'})
"""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    rows = parser.parse_args().rows
    print(f"{'what':<44}{'ours':>10}{'baseline':>10}{'ratio':>8}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        export = folder / "cases.csv"
        write_big_export(export, rows)
        ours = _seconds(lambda: import_files(Store(folder / "store"), [export]))
        _memory(f"peak memory of that import / {MEMORY_GIB} GiB")
        _line(f"import {rows:,} cases / DuckDB read_csv", ours, _typed_import(export, folder))
        _questions(Store(folder / "store"))


def _memory(what: str) -> None:
    """The most memory that this process has held so far, against what an import may take."""
    try:
        import resource  # not on Windows
    except ImportError:
        return
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20)
    if sys.platform == "darwin":  # bytes there, kilobytes elsewhere
        peak /= 1024
    print(f"{what:<44}{peak:>7.2f}GiB{MEMORY_GIB:>7}GiB{peak / MEMORY_GIB:>7.1f}x")


def _typed_import(export: Path, folder: Path) -> float:
    con = duckdb.connect(str(folder / "typed.duckdb"))
    seconds = _seconds(lambda: con.execute(TYPED, [str(export)]).execute("CHECKPOINT"))
    con.close()
    return seconds


def _questions(store: Store) -> None:
    con = store.connect()
    columns = "district, day, is_due, is_closed, is_on_time"
    facts = con.execute(f"SELECT {columns} FROM cases").df()
    month = parse_period("2025-10", month_starts_on=21)
    for name, periods in (("district ranking, one month", [month]), ("trend", month.last(13))):
        ours = _median(partial(aggregate, con, RATES, ("district",), periods))
        pandas = _median(partial(_all_in_pandas, facts, periods))
        _line(f"{name} / pandas in memory", ours, pandas)
    con.close()


def _all_in_pandas(facts: pd.DataFrame, periods: Sequence[Period]) -> list[pd.DataFrame]:
    return [_in_pandas(facts, period) for period in periods]


def _in_pandas(facts: pd.DataFrame, period: Period) -> pd.DataFrame:
    inside = facts[
        (facts["day"] >= pd.Timestamp(period.start)) & (facts["day"] < pd.Timestamp(period.end))
    ]
    due = inside[inside["is_due"]]
    rates = due.assign(on_time=due["is_closed"] & due["is_on_time"].fillna(False))
    return rates.groupby("district")[["is_closed", "on_time"]].mean().rank(ascending=False)


def _median(action: Callable[[], object], times: int = 5) -> float:
    return statistics.median(_seconds(action) for _ in range(times))


def _seconds(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def _line(what: str, ours: float, baseline: float) -> None:
    print(f"{what:<44}{ours:>9.3f}s{baseline:>9.3f}s{ours / baseline:>7.1f}x")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
