"""How long the server takes for a page: `python -m benchmarks.pages [--store DIR] [--runs N]`.

A real server, visited over its own socket as a browser does, beside a server of an empty page in
the same run. For every page: the first visit of the server (cold), a view not seen before (other
periods and units), one seen before, all in seconds of the server and as ratios to the empty page;
and the bytes that come. `--visitors N` lets so many sessions click every five seconds instead.
"""

import argparse
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from contextlib import ExitStack
from itertools import cycle, islice
from pathlib import Path

from benchmarks.visitors import Visit, Visitor, server, visitor
from data.importer import import_files
from data.store import Store
from kernel.folders import ROOT
from metrics.coverage import periods_of
from metrics.schemes.scheme import load_scheme
from sample_city import write_exports
from ui.navigation import page_entries

EMPTY_PAGE = "import streamlit as st\n\nst.write('1')\n"
PAUSE = 5.0  # seconds between two clicks of one visitor
HEADS = ("first", "new p95", "seen p50", "seen p95", "x empty", "kB new", "kB seen")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages", description=__doc__)
    parser.add_argument("--store", type=Path, help="the sample city where none is named")
    parser.add_argument("--runs", type=int, default=50)
    parser.add_argument("--visitors", type=int, default=0)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        store = asked.store or _sample(Path(name))
        periods = _periods(store)
        empty = Path(name) / "empty.py"
        empty.write_text(EMPTY_PAGE)
        with server(empty, store) as at, visitor(at) as someone:
            someone.ask("")
            baseline = statistics.median(someone.ask("").seconds for _ in range(asked.runs))
        print(f"an empty page: {1_000 * baseline:.1f} ms")
        if asked.visitors:
            _together(store, periods, asked.visitors, asked.runs)
        else:
            _alone(store, periods, asked.runs, baseline)


def _sample(folder: Path) -> Path:
    store = Store(folder / "store")
    import_files(store, write_exports(folder / "exports"))
    return store.folder


def _periods(store: Path) -> list[str]:
    """The periods of the districts' scheme, newest first."""
    con = Store(store).connect()
    found = [period.id for period in periods_of(con, load_scheme("sample-district"))]
    con.close()
    return found


def _alone(store: Path, periods: Sequence[str], runs: int, baseline: float) -> None:
    print(f"{'page':<14}" + "".join(f"{head:>10}" for head in HEADS))
    with server(ROOT / "dashboard.py", store) as at:
        for page in page_entries():
            with visitor(at) as someone:
                first = someone.ask(page)
                new = _views(someone, page, periods)
                seen = _views(someone, page, [*islice(cycle(periods), runs)])
            _line(page, baseline, first, new, seen)


def _views(someone: Visitor, page: str, periods: Sequence[str]) -> list[Visit]:
    return [someone.ask(page, period=period, scheme="sample-district") for period in periods]


def _line(
    page: str, baseline: float, first: Visit, new: Sequence[Visit], seen: Sequence[Visit]
) -> None:
    middle = statistics.median(one.seconds for one in seen)
    numbers = [first.seconds, _late(new), middle, _late(seen)]
    sizes = [statistics.median(one.received for one in group) / 1_000 for group in (new, seen)]
    texts = [f"{1_000 * seconds:.0f} ms" for seconds in numbers]
    texts += [f"{middle / baseline:.1f}", *(f"{size:.0f}" for size in sizes)]
    print(f"{page:<14}" + "".join(f"{text:>10}" for text in texts))
    sys.stdout.flush()


def _late(answers: Sequence[Visit]) -> float:
    """The 95th percentile, in seconds."""
    ordered = sorted(one.seconds for one in answers)
    return ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]


def _together(store: Path, periods: Sequence[str], visitors: int, runs: int) -> None:
    """One visitor, then several that each click every `PAUSE` seconds; the pages of a meeting."""
    pages = ("", "districts", "unit", "problems", "complaints", "ledger")
    for many in (1, visitors):
        with server(ROOT / "dashboard.py", store) as at, ExitStack() as stack:
            with visitor(at) as first:  # what is asked for together has been asked for before
                for page in pages:
                    _views(first, page, periods)
            seats = [stack.enter_context(visitor(at)) for _ in range(many)]
            found = _clicks(seats, pages, periods, runs)
        late, middle = _late(found), statistics.median(one.seconds for one in found)
        print(f"{many:>3} visitors: p50 {1_000 * middle:.0f} ms, p95 {1_000 * late:.0f} ms")


def _clicks(
    seats: Sequence[Visitor], pages: Sequence[str], periods: Sequence[str], runs: int
) -> list[Visit]:
    found: list[Visit] = []

    def sit(number: int, seat: Visitor) -> None:
        time.sleep(PAUSE * number / len(seats))
        for click in range(runs):
            page = pages[(number + click) % len(pages)]
            period = periods[(number * 7 + click) % len(periods)]
            found.extend(_views(seat, page, [period]))
            time.sleep(PAUSE)

    threads = [threading.Thread(target=sit, args=seat) for seat in enumerate(seats)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


if __name__ == "__main__":
    main()
