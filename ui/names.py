"""Names of what the store holds as codes: channels, methods, indicators and their definitions."""

from metrics.indicators import INDICATORS
from ui.format import NOTHING, missing
from ui.i18n import language, pick, t


def channel_name(code: str | None) -> str:
    """By which way a case came; a dash for none."""
    return NOTHING if missing(code) else t(f"channel-{code}")


def method_name(code: str | None) -> str:
    """How a place was inspected."""
    return NOTHING if missing(code) else t(f"method-{str(code).replace('_', '-')}")


def indicator_name(indicator: str) -> str:
    """The name of an indicator."""
    return INDICATORS[indicator].name(language())


def definition(indicator: str) -> str:
    """How an indicator is computed, in a line."""
    entry = INDICATORS[indicator]
    return pick(entry.formula_zh, entry.formula_en)


def satisfaction_name(code: str | None) -> str:
    """How content someone said to be."""
    return NOTHING if missing(code) else t(f"satisfaction-{str(code).replace('_', '-')}")
