"""Scores the text reader, detecting everything by itself, on the files of the Pollock benchmark.

    python -m benchmarks.pollock FOLDER [--survey] [--worst N]

FOLDER holds `polluted/{csv,clean}` and `pollock_weights.json`; `--survey` scores `survey_sample`
instead. A file's score is success plus precision, recall and F1 of header cells, rows and cells as
multisets after trimming: at most 10. Simple score: the mean; weighted: the mean by weight.
"""

import argparse
import csv
import io
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from data.reader import UnreadableFileError, read_file

Table = list[list[str]]
PUBLISHED = {
    "DuckDB 1.2, parameters given": (9.961, 9.599),
    "CleverCSV": (9.193, 9.453),
    "DuckDB 1.2, automatic": (9.075, 8.439),
}


def load(path: Path) -> Table | None:
    """The file as our reader writes it, None when it refuses."""
    try:
        sheet = read_file(path)[0]
    except UnreadableFileError:
        return None
    stream = io.StringIO(newline="")
    sheet.write_csv(stream)
    stream.seek(0)
    return list(csv.reader(stream))


def measures(expected: Iterable[str], found: Iterable[str]) -> float:
    """Precision + recall + F1 of two multisets; 3 when there is nothing to find."""
    want, got = Counter(expected), Counter(found)
    if not want:
        return 3.0
    shared = (want & got).total()
    if not shared:
        return 0.0
    precision, recall = shared / got.total(), shared / want.total()
    return precision + recall + 2 * precision * recall / (precision + recall)


def score(clean: Table, loaded: Table | None) -> float:
    """The score of one file, 0 to 10."""
    if loaded is None:
        return 0.0
    clean, loaded = ([[cell.strip() for cell in row] for row in table] for table in (clean, loaded))

    def joined(rows: Sequence[Sequence[str]]) -> list[str]:
        return ["".join(cell or "null" for cell in row) for row in rows]

    return (
        1.0
        + measures(clean[0] if clean else [], loaded[0] if loaded else [])
        + measures(joined(clean[1:]), joined(loaded[1:]))
        + measures(
            [cell for row in clean[1:] for cell in row],
            [cell for row in loaded[1:] for cell in row],
        )
    )


def pollution(name: str) -> str:
    """The kind of pollution that a file's name states."""
    row = re.match(r"(row_[a-z_]+?)_?\d", name)
    return row[1] if row else name


def main() -> None:
    """Prints the scores of every kind of pollution and the two totals."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--survey", action="store_true")
    parser.add_argument("--worst", type=int, default=0)
    options = parser.parse_args()
    csv.field_size_limit(1 << 24)
    part = options.folder / ("survey_sample" if options.survey else "polluted")
    weights = json.loads((options.folder / "pollock_weights.json").read_text(encoding="utf-8"))
    scores: dict[str, float] = {}
    for path in sorted((part / "csv").iterdir()):
        with (part / "clean" / path.name).open(encoding="utf-8", newline="") as file:
            clean = list(csv.reader(file))
        scores[path.name] = score(clean, load(path))

    kinds: dict[str, list[float]] = defaultdict(list)
    for name, value in scores.items():
        kinds[pollution(name)].append(value)
    if not options.survey:
        for kind, values in sorted(kinds.items()):
            print(f"{kind:40} {len(values):4} files  {sum(values) / len(values):7.3f}")
    for name in sorted(scores, key=lambda name: scores[name])[: options.worst]:
        print(f"  {scores[name]:7.3f}  {name}")
    print(f"{len(scores)} files, simple score {sum(scores.values()) / len(scores):.3f}", end="")
    if not options.survey:
        total = sum(weights[name] for name in scores)
        print(f", weighted {sum(scores[n] * weights[n] for n in scores) / total:.3f}")
        for system, (simple, weighted) in PUBLISHED.items():
            print(f"  published on all 2,290 files: {system}: {simple} / {weighted}")
    else:
        print()


if __name__ == "__main__":
    main()
