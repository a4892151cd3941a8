"""Scoring rules in words."""

from decimal import Decimal

from kernel.messages import Message
from metrics.indicators import Indicator
from metrics.schemes.rules import (
    Bands,
    Deduction,
    LateCredit,
    Linear,
    Manual,
    Proportional,
    RankPoints,
    Rule,
    Target,
    Task,
    Threshold,
    Times,
)


def rule_in_words(
    rule: Rule, indicator: Indicator, full: Decimal, item: str | None = None
) -> Message:
    """What a rule makes of the indicator's value (for a given score: the item's), out of the
    component's full marks."""
    words = {"full": _number(full), "zh": item or indicator.zh, "en": item or indicator.en}
    match rule:
        case Proportional(best=best, invert=invert):
            code = "rule-proportional-inverted" if invert else "rule-proportional"
            if best == 100 and indicator.unit_zh == "%":
                code += "-percent"
            return _say(code, **words, best=_measured(best, indicator))
        case Target(target=target, cap=cap):
            goal = _measured(target, indicator)
            return _say("rule-target", **words, target=goal, cap=_number(cap))
        case Threshold(full_at=at, minus_per_point=minus, side=side):
            edge = _measured(at, indicator)
            return _say(f"rule-threshold-{side}", **words, at=edge, minus=_number(minus))
        case LateCredit(on_time=on_time, late=late):
            return _say("rule-late-credit", **words, on_time=_number(on_time), late=_number(late))
        case Deduction():
            return _deduction(rule, words)
        case Bands():
            return _say("rule-bands", **words, bands=_bands(rule))
        case Linear(zero_at=zero, full_at=at):
            zero_text, full_text = _measured(zero, indicator), _measured(at, indicator)
            return _say("rule-linear", **words, zero_at=zero_text, full_at=full_text)
        case RankPoints(places=places):
            return _say("rule-rank-points", **words, places=", ".join(map(_number, places)))
        case Manual(out_of=out_of):
            return _say("rule-manual", **words, out_of=_number(out_of))
        case Task(cap=cap):
            return _say("rule-task", **words, cap=_number(cap))
    raise AssertionError(f"a rule without words: {type(rule).__name__}")


def _deduction(rule: Deduction, words: dict[str, str]) -> Message:
    code = "rule-" + rule.type.replace("_", "-")
    said = _say(code, **words, cost=_number(rule.cost))
    for more in (*_times(rule.times), *_tariff(rule)):
        said = _say("rule-and", first=said, second=more)
    if rule.floor:
        said = _say("rule-and", first=said, second=_say("rule-floor", floor=_number(rule.floor)))
    return said


def _times(times: Times | None) -> list[Message]:
    if times is None:
        return []
    found = []
    if times.key_problem != 1:
        found.append(_say("rule-times-key", factor=_number(times.key_problem)))
    if times.library_weights:
        found.append(_say("rule-times-library"))
    if times.repeat != 1:
        params = {"factor": _number(times.repeat), "days": times.repeat_days}
        found.append(_say("rule-times-repeat", **params))
    for table in (times.tier, times.method, times.state):
        found += [_factor(name, factor) for name, factor in table.items()]
    return found


def _factor(name: str, factor: Decimal) -> Message:
    return _say("rule-times-named", name=_term(name), factor=_number(factor))


def _tariff(rule: Deduction) -> list[Message]:
    return [
        _say("rule-tariff", tier=_term(tier), state=_term(state), points=_number(points))
        for tier, states in (rule.tariff or {}).items()
        for state, points in states.items()
    ]


def _bands(rule: Bands) -> str:
    low, high = ("≤", "<") if rule.includes == "from" else ("<", "≤")
    texts = []
    for start, end, points in rule.bands:
        left = f"{_number(start)} {low} " if start is not None and (start or end is None) else ""
        right = f" {high} {_number(end)}" if end is not None else ""
        texts.append(f"{left}x{right} → {_number(points)}")
    return "; ".join(texts)


def _term(name: str) -> Message:
    return _say("term-" + name.replace("_", "-"))


def _measured(value: Decimal, indicator: Indicator) -> Message:
    """A value with the indicator's unit; percent signs stand close."""
    text = _number(value)
    parts = {
        lang: f"{text}{unit}" if unit in ("%", "") else f"{text} {unit}"
        for lang, unit in (("zh", indicator.unit_zh), ("en", indicator.unit_en))
    }
    return _say("describe-name", **parts)


def _number(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _say(code: str, **params: object) -> Message:
    return Message(code, params, "metrics")
