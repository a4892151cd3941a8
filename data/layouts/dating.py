"""The dates of one sheet: in which order it writes day and month, and what its cells then mean."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Literal

import pyarrow as pa

from data.layouts.columns import NumberedRow, plain_text, texts_of
from data.layouts.matching import Match
from data.parsing.date_order import Doubt, Evidence, Reading, decide_order
from data.parsing.dates import Moment, Order
from data.parsing.moments import Moments, joined_moment, order_is_open, read_moments
from data.parsing.values import fold_word

Texts = Mapping[int, pa.Array]
# How a half-converted column is read once a person has said so.
Choice = Literal["fitting", "as_written"]


class DoubtfulDatesError(Exception):
    """Columns of a sheet are half converted: a person must say how they are read."""

    def __init__(self, doubts: Sequence[Doubt]) -> None:
        super().__init__()
        self.doubts = doubts


class Dating:
    """Reads the columns of dates of one sheet.

    `missing`: what stood there for no date, counted by field and text.
    """

    def __init__(self, match: Match) -> None:
        self._match = match
        dated = {f.name for f in match.profile.canonical.fields if f.type in ("datetime", "date")}
        self._columns = {index for name, _, index in match.fields if name in dated}
        self._reading = Reading()
        self._decided: set[int] = set()
        self._sheet: Callable[[], Iterable[Sequence[NumberedRow]]] | None = None
        self._choice: Choice | None = "as_written"
        self._default: Order = match.profile.dates
        self.missing: Counter[tuple[str, str]] = Counter()

    def watch(
        self,
        sheet: Callable[[], Iterable[Sequence[NumberedRow]]],
        choice: Choice | None = None,
        order: Order | None = None,
    ) -> None:
        """Decide by the whole sheet, whose rows `sheet` gives again, and not by one chunk. Unless a
        choice is made, a half-converted column raises DoubtfulDatesError. `order`: what columns
        are read in that prove none, whatever the layout says."""
        self._sheet, self._choice = sheet, choice
        self._default = order or self._default
        if choice:
            self._decide(self._whole(sheet), complete=True)

    def read(
        self, name: str, index: int, texts: Texts, words: Mapping[str, Any]
    ) -> tuple[Moments, pa.Array]:
        """The moments of a field's column, and its texts (joined with those of its companion).
        `words`: what folded words mean."""
        column = texts[index]
        if (other := self._match.companions.get(index)) is not None:
            both = joined_moment(column, texts[other])
            column = column if both is None else both

        def read(text: str) -> Moment | None:
            if words and (word := fold_word(text)) in words:
                return Moment(words[word], True)
            return self._reading.read(text, index)

        def prepare(distinct: pa.Array) -> None:
            if index not in self._decided and order_is_open(distinct):
                self._look(texts)

        found = read_moments(column, read, prepare, always=index in self._reading.swapped)
        for text, count in found.missing.items():
            self.missing[name, text] += count
        return found, column

    def _look(self, texts: Texts) -> None:
        """Decide the columns that ask: by this chunk when it proves enough, else by the sheet."""
        evidence = {index: Evidence() for index in self._columns}
        for index, found in evidence.items():
            found.learn(texts[index].unique().to_pylist())
        if self._sheet is None or all(found.settled for found in evidence.values()):
            self._decide(evidence, complete=self._sheet is None)
        else:
            self._decide(self._whole(self._sheet), complete=True)

    def _whole(self, sheet: Callable[[], Iterable[Sequence[NumberedRow]]]) -> dict[int, Evidence]:
        evidence = {index: Evidence() for index in self._columns}
        for rows in sheet():
            columns, _ = texts_of(rows, self._columns)
            for index, found in evidence.items():
                found.learn(plain_text(columns[index])[0].unique().to_pylist())
        return evidence

    def _decide(self, evidence: dict[int, Evidence], complete: bool) -> None:
        self._reading = decide_order(evidence, self._default)
        self._decided = {i for i, found in evidence.items() if complete or found.asks}
        if doubts := self._reading.doubts:
            if self._choice is None:
                raise DoubtfulDatesError(doubts)
            if self._choice == "fitting":
                self._reading.swapped = {doubt.column for doubt in doubts}
