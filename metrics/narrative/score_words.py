"""How the scores of a ranking are said: as points, or as values of the one indicator that ranks."""

from dataclasses import dataclass
from decimal import Decimal

from kernel.messages import LANGUAGES, Message
from metrics.indicators import Indicator
from metrics.schemes.model import Scheme


@dataclass(frozen=True)
class ScoreWords:
    """measure: the indicator whose values are ranked; None: points are. digits: of a float (a
    Decimal has its own)."""

    measure: Indicator | None = None
    lowest: bool = False
    digits: int = 2

    @property
    def sign(self) -> int:
        """1 where a rise is better, -1 where it is worse."""
        return -1 if self.lowest else 1

    def figure(self, value: float | Decimal) -> Message | str:
        """A score where its heading says what it is: 93.20, or a value with its unit."""
        if self.measure is not None:
            return self.level(value)
        return f"{value}" if isinstance(value, Decimal) else f"{value:.2f}"

    def level(self, value: float | Decimal) -> Message:
        """A score with its unit: 93.20 points, 93.20%, 12 cases."""
        return self._with_unit("level", value)

    def step(self, value: float | Decimal) -> Message:
        """A difference of two scores with its unit; of percentages in percentage points."""
        return self._with_unit("step", value)

    def tone(self, tone: str) -> str:
        """better or worse; neutral where neither direction is good."""
        return "neutral" if self.measure is not None and self.measure.better is None else tone

    def moved(self, better: bool) -> Message:
        """That a score rose or fell, which was to the better or to the worse."""
        return _message("score-rose" if better != self.lowest else "score-fell")

    def turn(self, better: bool) -> Message:
        """The same as a noun: a rise, a fall."""
        return _message("score-rise" if better != self.lowest else "score-fall")

    def digits_of(self, value: float | Decimal) -> str:
        """A score or a step as it is written, without words: the same in each language."""
        return f"{value}" if isinstance(value, Decimal) else f"{value:.{self.digits}f}"

    def _with_unit(self, form: str, value: float | Decimal) -> Message:
        text = f"{value:,}" if isinstance(value, Decimal) else f"{value:,.{self.digits}f}"
        if self.measure is None:
            return _message(f"score-{form}-points", value=text)
        units = {lang: self.measure.unit(lang) for lang in LANGUAGES}
        if units["zh"] == "%":
            return _message(f"score-{form}-percent", value=text)
        return _message("score-measured", value=text, **units)


IN_POINTS = ScoreWords()


def score_words(scheme: Scheme) -> ScoreWords:
    """The words of the scores that a scheme gives."""
    if scheme.measure is None and scheme.first == "highest":
        return IN_POINTS
    return ScoreWords(scheme.measure, scheme.first == "lowest", scheme.rounding.digits)


def _message(code: str, **params: object) -> Message:
    return Message(code, params, "metrics")
