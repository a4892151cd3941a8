"""What the words of a sentence ask for: which measure, then by what, under which conditions and so
on. Whatever cannot be asked is set aside, with the reason."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from kernel.messages import Message
from metrics.indicators import COUNTABLE
from metrics.pivot.checks import check_question, compared_kind
from metrics.pivot.dimensions import DIMENSIONS, TIMES, YES, dimensions_of
from metrics.pivot.question import (
    DEFAULT_DAYS,
    MOST_DIMENSIONS,
    OF_UNIT,
    PREVIOUS,
    UNSTATED_SIGN,
    Question,
    QuestionError,
)
from metrics.pivot.words.hearing import HeardWord
from metrics.pivot.words.reading import SpanPart, SpanState
from metrics.pivot.words.vocabulary import (
    DIMENSION,
    FULL,
    MEASURE,
    NESTED,
    ORDER,
    SHORT,
    TOP,
    VALUE,
    WordMeaning,
)

# What is counted where no measure is said: the first that has what is asked for.
_COUNTED = (
    *("filed", "findings", "checks", "penalty_cases", "rows:score_entries", "rows:tasks"),
    *("rows:adjustments", "own_figure"),
)
# Words for the rows themselves: beside a measure of the same table they say nothing more.
_PLAIN_COUNTS = ("filed", "findings", "checks", "penalty_cases")
_SPLIT = "*"


@dataclass
class Verdict:
    """What became of a word."""

    word: HeardWord
    part: SpanPart = "filler"
    state: SpanState = "understood"
    code: str | None = ""
    of: str = ""
    others: tuple[WordMeaning, ...] = ()
    note: Message | None = None

    def take(self, part: SpanPart, code: str | None, of: str = "") -> None:
        self.part, self.code, self.of = part, code, of
        if self.word.token.assumed:
            self.state = "assumed"

    def set_aside(self, code: str, **params: object) -> None:
        """Understood, but of no use."""
        self.state, self.note = "unused", Message(code, params, "metrics")


@dataclass
class SentenceDecision:
    """The parts of a question, decided one after the other."""

    words: Sequence[HeardWord]
    assumed: list[tuple[SpanPart, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.of = [Verdict(word) for word in self.words]
        for verdict in self.of:
            if verdict.word.role == "unknown":
                verdict.part, verdict.state = "unknown", "unknown"

    @property
    def says_anything(self) -> bool:
        """Whether any word asks for something."""
        return any(word.role not in ("joint", "unknown", "left_out") for word in self.words)

    def question(self) -> Question:
        measure = self._measure()
        known = dimensions_of(measure)
        self._choose_meanings(known)
        rows, columns = self._sides()
        filters = self._filters()
        excluded = self._excluded(known, dict(filters))
        asked = Question(measure, rows, columns, filters, self._days(), excluded=excluded)
        asked = self._compare(asked)
        asked = self._order(asked)
        check_question(asked)
        return asked

    # -- the measure -------------------------------------------------------------------------------

    def _measure(self) -> str:
        said = [v for v in self._with("open") if _of(v.word.meanings, MEASURE)]
        if not said:
            best = max(_COUNTED, key=self._fitting)
            self.assumed.append(("measure", best))
            return best
        chosen = min(said, key=_plainness)
        meanings = sorted(_of(chosen.word.meanings, MEASURE), key=lambda m: m.exact)
        chosen.take("measure", meanings[0].code)
        _doubt(chosen, meanings)
        chosen.word.role = "joint"
        for verdict in said:
            rest = tuple(m for m in verdict.word.meanings if m.part != MEASURE)
            if verdict is chosen:
                continue
            verdict.word.meanings = rest
            if not rest:
                self._second_measure(verdict, meanings[0].code)
        return meanings[0].code

    def _second_measure(self, verdict: Verdict, measure: str) -> None:
        also = _of(verdict.word.token.meanings, MEASURE)[0].code
        verdict.word.role = "joint"
        same = COUNTABLE[also].numerator.table == COUNTABLE[measure].numerator.table
        if also == measure or (also in _PLAIN_COUNTS and same):
            return
        verdict.take("measure", also)
        verdict.set_aside("reading-second-measure")

    def _fitting(self, measure: str) -> int:
        """How many words a measure has a dimension for."""
        known = dimensions_of(measure)
        asked = [word for word in self.words if word.role != "left_out"]
        return sum(any(_dimension(m) in known for m in word.meanings) for word in asked)

    # -- which of several meanings -----------------------------------------------------------------

    def _choose_meanings(self, known: Iterable[str]) -> None:
        """Words of dimensions and values become groupings and filters, where the measure has it."""
        names = list(known)
        for verdict in self._with("open", "group", "row", "column", "filter"):
            word = verdict.word
            usable = [m for m in word.meanings if _dimension(m) in names]
            if not usable:
                meaning = min(word.meanings, key=_rank)
                part: SpanPart = "filter" if meaning.part == VALUE else "row"
                verdict.take(part, meaning.code, meaning.of)
                if meaning.part == DIMENSION and DIMENSIONS[meaning.code].nature == "flag":
                    verdict.take("filter", YES, meaning.code)
                verdict.set_aside("reading-no-dimension")
                word.role = "joint"
                continue
            usable.sort(key=_rank)
            chosen = usable[0]
            if word.role != "open":
                word.meanings = (chosen,)
                continue
            flag = chosen.part == DIMENSION and DIMENSIONS[chosen.code].nature == "flag"
            word.role = "filter" if flag or chosen.part == VALUE else "group"
            word.meanings = (WordMeaning(VALUE, YES, chosen.code) if flag else chosen,)
            if word.role == "filter":
                _doubt(verdict, usable)

    # -- rows, columns, filters --------------------------------------------------------------------

    def _sides(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        groups = self._with("group", "row", "column")
        names = [v.word.meanings[0].code for v in groups]
        sides: dict[str, list[str]] = {"row": [], "column": []}
        timed = any(name in TIMES for name in names)
        plain = [name for name in names if name not in TIMES]
        for verdict, name in zip(groups, names, strict=True):
            taken = sides["row"] + sides["column"]
            if name in taken:
                verdict.take("row" if name in sides["row"] else "column", name)
                continue
            verdict.take("row", name)
            if name in TIMES and any(one in TIMES for one in taken):
                verdict.set_aside("question-times")
                continue
            side = self._side(verdict.word.role, name, sides, timed and bool(plain))
            if side is None:
                verdict.set_aside("question-many", most=MOST_DIMENSIONS)
                continue
            sides[side].append(name)
            verdict.take("row" if side == "row" else "column", name)
        self._trend(sides)
        return tuple(sides["row"]), tuple(sides["column"])

    def _side(self, role: str, name: str, sides: dict[str, list[str]], mixed: bool) -> str | None:
        """Time runs over the columns of what else is asked for; a unit lies inside another."""
        room = [side for side in ("row", "column") if len(sides[side]) < MOST_DIMENSIONS]
        if role in sides:
            wanted = role
        elif name in TIMES:
            wanted = "column" if mixed else "row"
        elif not sides["row"] or (name in NESTED and sides["row"][-1] in NESTED):
            wanted = "row"
        else:
            wanted = "row" if any(one in TIMES for one in sides["column"]) else "column"
        return wanted if wanted in room else room[0] if room else None

    def _trend(self, sides: dict[str, list[str]]) -> None:
        for verdict in self._with("trend"):
            if any(name in TIMES for name in sides["row"] + sides["column"]):
                continue
            side: SpanPart = "column" if sides["row"] else "row"
            sides[side].append("month")
            verdict.take(side, "month")
            verdict.state = "assumed"

    def _filters(self) -> tuple[tuple[str, tuple[str | None, ...]], ...]:
        found: dict[str, dict[str | None, None]] = {}
        for verdict in self._with("filter"):
            meaning = verdict.word.meanings[0]
            codes = _narrowed(verdict, "filter", meaning)
            found.setdefault(meaning.of, {}).update(dict.fromkeys(codes))
        return tuple((name, tuple(codes)) for name, codes in found.items())

    def _excluded(
        self, known: Iterable[str], filters: Iterable[str]
    ) -> tuple[tuple[str, tuple[str | None, ...]], ...]:
        """What is left out. What is filtered by already needs no exclusion."""
        found: dict[str, dict[str | None, None]] = {}
        for verdict in self._with("left_out"):
            meanings = [_left_out(m) for m in verdict.word.meanings]
            usable = [m for m in meanings if m is not None and m.of in known]
            if not usable:
                verdict.part = "unknown"
                verdict.set_aside("reading-left-out")
                continue
            meaning = min(usable, key=_rank)
            codes = _narrowed(verdict, "except", meaning)
            if meaning.of in filters:
                verdict.set_aside("reading-left-out-filtered")
                continue
            found.setdefault(meaning.of, {}).update(dict.fromkeys(codes))
        return tuple((name, tuple(codes)) for name, codes in found.items())

    # -- days, comparison, order -------------------------------------------------------------------

    def _days(self) -> str:
        said = self._with("days")
        for verdict in said:
            verdict.take("days", verdict.word.meanings[0].code)
            if verdict.code != said[0].code:
                verdict.set_aside("reading-second-days")
        if not said:
            self.assumed.append(("days", DEFAULT_DAYS))
        return said[0].code or DEFAULT_DAYS if said else DEFAULT_DAYS

    def _compare(self, asked: Question) -> Question:
        for verdict in self._with("compare"):
            meanings = verdict.word.meanings
            kind = compared_kind(asked)
            fitting = [m for m in meanings if m.part != VALUE or m.of == kind]
            meaning = (fitting or meanings)[0]
            code = f"{OF_UNIT}{meaning.code}" if meaning.part == VALUE else meaning.code
            verdict.take("compare", code)
            tried = replace(asked, compare=code)
            if not fitting:
                verdict.set_aside("question-compare-kind")
            elif asked.compare and asked.compare != code:
                verdict.set_aside("reading-second-compare")
            elif problem := _problem(tried):
                verdict.state, verdict.note = "unused", problem
            else:
                asked = tried
        return asked

    def _order(self, asked: Question) -> Question:
        better = COUNTABLE[asked.measure].better
        for verdict in self._with("top", "order"):
            meanings = verdict.word.meanings
            top = next((int(m.code) for m in meanings if m.part == TOP), 0)
            order = next(m.code for m in meanings if m.part == ORDER)
            verdict.take("top", f"{top}") if top else verdict.take("sort", order)
            if order in ("best", "worst"):
                if better is None:
                    verdict.set_aside("reading-no-better")
                    continue
                order = "value" if (order == "best") == (better == "higher") else "value-up"
                verdict.code = verdict.code if top else order
            if not asked.dimensions:
                verdict.set_aside("reading-order-of-nothing")
                continue
            timed = bool(asked.rows) and asked.rows[-1] in TIMES
            sort = order if order != "value" or timed else ""
            tried = replace(asked, sort=sort or asked.sort, top=top or asked.top)
            if order.startswith("change") and not asked.compare:
                tried = replace(tried, compare=PREVIOUS)
                self.assumed.append(("compare", PREVIOUS))
            if problem := _problem(tried):
                verdict.state, verdict.note = "unused", problem
            else:
                asked = tried
        return asked

    def _with(self, *roles: str) -> list[Verdict]:
        return [verdict for verdict in self.of if verdict.word.role in roles]


def _narrowed(verdict: Verdict, part: SpanPart, meaning: WordMeaning) -> list[str | None]:
    """The values that a word filters by, or excludes."""
    unstated = meaning.code == UNSTATED_SIGN
    verdict.take(part, None if unstated else meaning.code, meaning.of)
    split = meaning.of in ("weekday", "clock") and not unstated
    return [*meaning.code.split(_SPLIT)] if split else [verdict.code]


def _left_out(meaning: WordMeaning) -> WordMeaning | None:
    """A value that can be left out: one that is named, or what a flag says."""
    if meaning.part == VALUE:
        return meaning
    flag = meaning.part == DIMENSION and DIMENSIONS[meaning.code].nature == "flag"
    return WordMeaning(VALUE, YES, meaning.code) if flag else None


def _problem(asked: Question) -> Message | None:
    try:
        check_question(asked)
    except QuestionError as error:
        return error.message
    return None


def _doubt(verdict: Verdict, usable: Sequence[WordMeaning]) -> None:
    """Marks a word of several meanings, and one that is merely the beginning of a name."""
    chosen, *rest = usable
    alike = [m for m in rest if m.exact == chosen.exact or chosen.exact != FULL]
    if alike and chosen.part != DIMENSION:
        verdict.others, verdict.state = tuple(rest), "ambiguous"
    elif chosen.exact == SHORT:
        verdict.state = "assumed"


def _rank(meaning: WordMeaning) -> tuple[int, int, int]:
    """The exact before others; names before the dimensions of their kind, these before codes."""
    name = _dimension(meaning)
    stored = meaning.part == VALUE and DIMENSIONS[name].nature in ("name", "unit")
    kind = 0 if stored else 1 if meaning.part == DIMENSION else 2
    return (meaning.exact == SHORT, kind, meaning.exact) if name in DIMENSIONS else (True, 9, 9)


def _plainness(verdict: Verdict) -> tuple[int, int]:
    """A word that is nothing but a measure before others, a measure's own name before others."""
    meanings = verdict.word.meanings
    exact = min(m.exact for m in meanings if m.part == MEASURE)
    return (any(m.part != MEASURE for m in meanings), exact)


def _of(meanings: Iterable[WordMeaning], part: str) -> list[WordMeaning]:
    return [m for m in meanings if m.part == part]


def _dimension(meaning: WordMeaning) -> str:
    """The dimension that a meaning speaks of; "" for none."""
    return {DIMENSION: meaning.code, VALUE: meaning.of}.get(meaning.part, "")
