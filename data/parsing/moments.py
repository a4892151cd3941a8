"""A column of dates as moments: each distinct text is read once, ISO texts in one go."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pyarrow as pa
import pyarrow.compute as pc

from data.parsing.clock import clock_text
from data.parsing.dates import Moment, is_placeholder, read_moment
from data.parsing.values import BLANK_WORDS, fold_word

_TYPE = pa.timestamp("us")
_ISO = r"^\d{4}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d)?)?$"
_UNDECIDED = r"^\s*[0-9０-９]{1,2}[-/.／．－][0-9０-９]{1,2}[-/.／．－][0-9０-９]{2}"
# What programs write for no date lies outside these; see `is_placeholder`.
_FROM, _UNTIL = datetime(1970, 1, 2), datetime(2099, 12, 31)
_MIDNIGHT = r"[ T]0{1,2}:00(:00(\.0+)?)?$"

Read = Callable[[str], Moment | None]


@dataclass(frozen=True)
class Moments:
    """The moments of a column (null where there is none), which cells were not understood, which
    have no time of day (they begin their day), and what stood there for no date, counted."""

    values: pa.Array
    bad: pa.Array
    untimed: pa.Array
    missing: Counter[str] = field(default_factory=Counter)


def read_moments(
    column: pa.Array,
    read: Read,
    prepare: Callable[[pa.Array], None] = lambda words: None,
    always: bool = False,
) -> Moments:
    """A string column (blank cells null) as moments. `read` reads a text, `prepare` is shown the
    distinct texts before; both only when these are not all plain ISO, or `always`."""
    encoded = column.dictionary_encode()
    words, places = encoded.dictionary, encoded.indices
    values = _plain(words)
    if values is not None and not always:
        untimed = pc.equal(pc.binary_length(words), 10)
        nothing = pa.repeat(pa.scalar(False), len(column))
        return Moments(values.take(places), nothing, _flags(untimed, places))
    prepare(words)
    texts = words.to_pylist()
    found = [read(text) for text in texts]
    nowhere = [m is None and is_placeholder(text) for m, text in zip(found, texts, strict=True)]
    bad = [
        moment is None and not missing and fold_word(text) not in BLANK_WORDS
        for moment, missing, text in zip(found, nowhere, texts, strict=True)
    ]
    values = pa.array([moment.at if moment else None for moment in found], _TYPE)
    untimed = pa.array([moment is not None and not moment.timed for moment in found], pa.bool_())
    missing: Counter[str] = Counter()
    if any(nowhere):
        hits = _flags(pa.array(nowhere, pa.bool_()), places)
        missing.update(column.filter(hits).to_pylist())
    return Moments(
        values.take(places),
        _flags(pa.array(bad, pa.bool_()), places),
        _flags(untimed, places),
        missing,
    )


def without_times(found: Moments, least: int = 1) -> pa.Array:
    """Which values have no time of day: those written as a day, and all of a column in which every
    value (of at least so many different ones) stands at midnight: programs write days so."""
    filled = found.values.drop_null()
    midnight = pc.equal(filled, pc.floor_temporal(filled, unit="day"))
    if len(filled) and pc.all(midnight).as_py() and len(filled.unique()) >= least:
        return pc.is_valid(found.values)
    return found.untimed


def end_of_day(values: pa.Array, untimed: pa.Array) -> pa.Array:
    """The moments, those without a time moved to the end of their day."""
    end = pc.add(values, pa.scalar(timedelta(seconds=86_399), pa.duration("us")))
    return pc.if_else(untimed, end, values)


def order_is_open(column: pa.Array) -> bool:
    """Whether some text does not say by itself which of its numbers is the day."""
    return bool(pc.any(pc.match_substring_regex(column, _UNDECIDED)).as_py())


def is_iso(column: pa.Array) -> bool:
    """Whether all texts are plain ISO dates."""
    return bool(pc.all(pc.match_substring_regex(column, _ISO)).as_py() is not False)


def joined_moment(first: pa.Array, second: pa.Array) -> pa.Array | None:
    """A day and its time of day out of two columns, in whichever order they stand; None when these
    two are not a day and its time."""
    for days, times in ((first, second), (second, first)):
        first_time = next((t for t in times[:100].to_pylist() if t), None)
        if first_time is not None and clock_text(first_time) is None:
            continue
        encoded = times.dictionary_encode()
        texts = encoded.dictionary.to_pylist()
        clocks = [clock_text(text) for text in texts]
        own = _clocks(days)
        if clocks.count(None) * 2 > len(clocks) or not clocks or not _are_days(days, own):
            continue
        # What is no time of day (a repeated header) makes a text that is no moment either.
        known = [clock or text for clock, text in zip(clocks, texts, strict=True)]
        clock = pa.array(known, pa.string()).take(encoded.indices)
        plain = _days(days)
        both = pc.binary_join_element_wise(plain, clock, " ")
        return pc.coalesce(pc.if_else(own, plain, both), plain)
    return None


def _days(column: pa.Array) -> pa.Array:
    """A column of days as texts behind which a time of day can stand."""
    encoded = pc.replace_substring_regex(column, _MIDNIGHT, "").dictionary_encode()
    words = [
        str(found.at.date()) if text.isdigit() and (found := read_moment(text)) else text
        for text in encoded.dictionary.to_pylist()
    ]
    return pa.array(words, pa.string()).take(encoded.indices)


def _clocks(days: pa.Array) -> pa.Array:
    """Which texts have a time of day of their own, or are one; a label with a colon is none."""
    plain = pc.replace_substring_regex(days, _MIDNIGHT, "")
    clocks = r"[:：时点]|^[0-9.]{1,4}$|^[0-9]{1,2}\D[0-9]{1,2}$"
    found = pc.fill_null(pc.match_substring_regex(plain, clocks), False)
    labels = pc.fill_null(pc.match_substring_regex(plain, r"^\D{2,}[:：]"), False)
    return pc.and_(found, pc.invert(labels))


def _are_days(days: pa.Array, clocks: pa.Array) -> bool:
    """Whether a column holds days: it is filled, and hardly a text has a time of day (a line at the
    foot of the table may)."""
    filled = len(days) - days.null_count
    return filled > 0 and 2 * (pc.sum(clocks).as_py() or 0) <= filled


def _plain(words: pa.Array) -> pa.Array | None:
    """Plain ISO texts as moments; None when there is anything else, or a placeholder among them."""
    if not is_iso(words):
        return None
    try:
        values = words.cast(_TYPE)
    except pa.ArrowInvalid:  # a day or an hour that does not exist
        return None
    ends = pc.min_max(values).as_py()
    if ends["min"] is not None and (ends["min"] < _FROM or ends["max"] >= _UNTIL):
        return None
    return values


def _flags(words: pa.Array, places: pa.Array) -> pa.Array:
    return pc.fill_null(words.take(places), False)
