"""Names of what the store holds as codes: channels, methods, indicators and their definitions."""

from collections.abc import Callable, Sequence

from kernel.schema import CHANNELS, METHODS
from metrics.aggregation.conditions import UNSTATED
from metrics.indicators import INDICATORS
from ui.format import NOTHING, missing
from ui.i18n import language, t


def channel_name(code: str | None) -> str:
    """By which way a case came; a dash for none."""
    return _listed_name(code, CHANNELS, lambda known: t(f"channel-{known}"))


def method_name(code: str | None) -> str:
    """How a place was inspected."""
    return _listed_name(code, METHODS, lambda known: t(f"method-{known.replace('_', '-')}"))


def _listed_name(code: str | None, values: Sequence[str], name: Callable[[str], str]) -> str:
    """A value of a closed list; a word that is on none as it was written, and that nothing was
    said."""
    if missing(code):
        return NOTHING
    if code == UNSTATED:
        return t("word-unstated")
    if code not in values:
        return t("word-other", written=str(code))
    return name(str(code))


def indicator_name(indicator: str) -> str:
    """The name of an indicator."""
    return INDICATORS[indicator].name(language())


def definition(indicator: str) -> str:
    """How an indicator is computed, in a line."""
    entry = INDICATORS[indicator]
    return entry.formula(language())


def satisfaction_name(code: str | None) -> str:
    """How content someone said to be."""
    return NOTHING if missing(code) else t(f"satisfaction-{str(code).replace('_', '-')}")
