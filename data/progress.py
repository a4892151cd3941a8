"""How far an import is: by file, stage and rows, and as a share of the whole."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from data.parsing.privacy import mask_file_name

STAGES = ("opening", "reading", "storing", "deriving", "checking")
# The share of the whole at which the files are open, their sheets stored, the columns derived; of
# a sheet, what reading takes. Measured on a million cases.
_OPEN, _STORED, _DERIVED = 0.05, 0.8, 0.97
_READING = 0.8


@dataclass(frozen=True)
class ImportProgress:
    """How far an import is.

    file: the one at work; empty once all are stored. stage: one of STAGES. rows: read so far from
    this table. expected: about how many it has; None when only reading it will tell. share: of the
    whole import, 0..1, never falling.
    """

    file: str
    stage: str
    rows: int
    expected: int | None = None
    share: float = 0.0


Report = Callable[[ImportProgress], None]


class Meter:
    """Fills in what a single sheet cannot know, and passes it on.

    Sheets count by the size of their files; a sheet of unknown length counts as half read until it
    is read.
    """

    def __init__(self, report: Report | None, files: Sequence[Path]) -> None:
        self._report = report
        self._files = list(files)
        self._weights: list[float] = []
        self._done = 0.0
        self._weight = 0.0
        self._expected: int | None = None

    def opening(self, path: Path) -> None:
        """A file is about to be opened."""
        share = _OPEN * self._files.index(path) / len(self._files)
        self._tell(ImportProgress(mask_file_name(path), "opening", 0, share=share))

    def plan(self, weights: Sequence[float]) -> None:
        """What the sheets weigh, in any unit; each is then begun in turn."""
        total = sum(weights)
        self._weights = [weight / total if total else 1 / len(weights) for weight in weights]

    def begin(self, number: int, expected: int | None) -> None:
        """The sheet of this number (in the order of the plan) is next."""
        self._done += self._weight
        self._weight, self._expected = self._weights[number], expected

    def sheet(self, progress: ImportProgress) -> None:
        """How far the sheet at work is."""
        if progress.stage == "storing":
            part = _READING
        elif self._expected:
            part = _READING * min(progress.rows / self._expected, 1.0)
        else:
            part = _READING / 2
        share = _OPEN + (_STORED - _OPEN) * (self._done + self._weight * part)
        self._tell(replace(progress, expected=self._expected, share=share))

    def finishing(self, stage: str) -> None:
        """All sheets are stored; `stage` is what comes now."""
        self._tell(ImportProgress("", stage, 0, share=_STORED if stage == "deriving" else _DERIVED))

    def _tell(self, progress: ImportProgress) -> None:
        if self._report:
            self._report(progress)


def about_lines(path: Path) -> int:
    """About how many rows a text file has: its line ends."""
    with path.open("rb") as stream:
        return sum(block.count(b"\n") for block in iter(lambda: stream.read(1 << 20), b""))
