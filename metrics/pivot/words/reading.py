"""How a sentence was understood: every stretch of it, and what was assumed beside it."""

from dataclasses import dataclass, field
from typing import Literal

from kernel.messages import Message
from kernel.periods import parse_period
from metrics.pivot.days import ALL_DAYS
from metrics.pivot.dimensions import DIMENSIONS
from metrics.pivot.question import Question
from metrics.pivot.words.vocabulary import WordMeaning

SpanPart = Literal[
    "measure", "row", "column", "filter", "except", "days", "compare", "top", "sort", "filler",
    "blank", "unknown",
]  # fmt: skip
# understood as said; assumed in part (its year, say); ambiguous: one of several, the others
# named; unused: understood, but of no use here, the note says why; unknown: not understood.
SpanState = Literal["understood", "assumed", "ambiguous", "unused", "unknown"]


@dataclass(frozen=True)
class WordSpan:
    """A stretch of a sentence. begin, end: its place; code: of what it was understood as, as
    questions write it; of: whose value it is; others: what else it may mean; near: known words
    that are written much like it; note: why it is of no use."""

    begin: int
    end: int
    text: str
    part: SpanPart
    state: SpanState = "understood"
    code: str | None = ""
    of: str = ""
    others: tuple[WordMeaning, ...] = ()
    near: tuple[str, ...] = ()
    note: Message | None = None

    @property
    def message(self) -> Message:
        """What it was understood as."""
        if self.part in ("blank", "unknown", "filler"):
            return _say(f"reading-{self.part}")
        return part_message(self.part, self.code, self.of)

    @property
    def remark(self) -> Message | None:
        """What is to be known of it beside: what else it may mean, why it has no effect, which
        known words are like it."""
        match self.state:
            case "ambiguous":
                return _say("reading-others", others=[meaning_message(m) for m in self.others])
            case "assumed":
                return _say("reading-guessed")
            case "unused":
                return self.note
            case "unknown" if self.near:
                return _say("reading-near", near=list(self.near))
        return None


@dataclass(frozen=True)
class SentenceReading:
    """A sentence and how it was understood. asked: the question; None where nothing of it was
    understood. spans: the whole sentence, in its order, without gaps. assumed: what is not said,
    as (part, code): the measure, the days."""

    sentence: str
    asked: Question | None
    spans: tuple[WordSpan, ...] = ()
    assumed: tuple[tuple[SpanPart, str], ...] = field(default=())

    @property
    def said(self) -> tuple[WordSpan, ...]:
        """The spans without blanks."""
        return tuple(span for span in self.spans if span.part != "blank")

    @property
    def missed(self) -> tuple[WordSpan, ...]:
        """What was not understood, or is of no use."""
        return tuple(span for span in self.spans if span.state in ("unknown", "unused"))


def part_message(part: str, code: str | None, of: str = "") -> Message:
    """A part of a question in words: `条件：区域 = 东屏区`."""
    match part:
        case "measure":
            assert code is not None
            return _say("reading-measure", name=_measure(code))
        case "row" | "column":
            assert code is not None
            return _say(f"reading-{part}", name=_dimension(code))
        case "filter" | "except":
            codes = code.split("*") if code is not None else [None]
            values = [DIMENSIONS[of].value_message(one) for one in codes]
            return _say(f"reading-{part}", name=_dimension(of), value=list(values))
        case "days":
            return _say("reading-days", days=days_message(code or ""))
        case "compare" if code and code.startswith("unit:"):
            return _say("reading-compare-unit", unit=code.removeprefix("unit:"))
        case "compare":
            return _say(f"reading-compare-{(code or '').replace('_', '-')}")
        case "top":
            return _say("reading-top", n=int(code or 0))
        case _:
            return _say(f"reading-sort-{code}")


def days_message(days: str) -> Message:
    """Days as questions write them, in words; a period by its name."""
    if days == ALL_DAYS:
        return _say("reading-all-days")
    if days.startswith("last "):
        _, *rest = days.split()
        number, unit = rest if len(rest) == 2 else ("1", *rest)
        return _say(f"reading-last-{unit.removesuffix('s')}", n=int(number))
    period = parse_period(days)
    return _say("reading-period", zh=period.label("zh"), en=period.label("en"))


def meaning_message(meaning: WordMeaning) -> Message:
    """What a word may mean, of those that have a name of their own."""
    part = {"value": "filter", "dimension": "row"}.get(meaning.part, meaning.part)
    return part_message(part, meaning.code, meaning.of)


def _measure(code: str) -> Message:
    return Message(f"indicator-{code.replace('_', '-').replace(':', '-')}", {}, "metrics")


def _dimension(code: str) -> Message:
    return Message(f"dimension-{code.replace('_', '-')}", {}, "metrics")


def _say(code: str, **params: object) -> Message:
    return Message(code, params, "metrics")
