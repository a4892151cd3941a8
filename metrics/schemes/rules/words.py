"""How rules and schemes are put into words: numbers, units, terms."""

from dataclasses import dataclass
from decimal import Decimal

from kernel.messages import LANGUAGES, Message
from metrics.indicators import Indicator


def say(code: str, **params: object) -> Message:
    """A text of the metrics with its parameters."""
    return Message(code, params, "metrics")


def number(value: Decimal | None) -> str:
    """A number as people write it: 100 and not 1E+2 or 100.0; a dash for none."""
    return "–" if value is None else f"{value.normalize():f}"


def term(code: str) -> Message:
    """A code (a tier, a method ...) as people say it."""
    return say("term-" + code.replace("_", "-"))


@dataclass(frozen=True)
class Terms:
    """What the words of a rule speak of: the indicator of a component (or the item or figure that
    it names) and its full marks."""

    indicator: Indicator
    full: Decimal
    named: str | None = None

    def say(self, code: str, **params: object) -> Message:
        """A text that speaks of them."""
        zh, en = (self.named or self.indicator.name(lang) for lang in LANGUAGES)
        return say(code, full=number(self.full), zh=zh, en=en, **params)

    def value(self, value: Decimal) -> Message:
        """A value with the indicator's unit; percent signs stand close."""
        text = number(value)
        parts = {
            lang: f"{text}{unit}" if unit in ("%", "") else f"{text} {unit}"
            for lang, unit in ((lang, self.indicator.unit(lang)) for lang in LANGUAGES)
        }
        return say("describe-name", **parts)
