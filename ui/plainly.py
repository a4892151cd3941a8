"""Sentences for a reader who wants no word of chance: the same figures without what is judged."""

from dataclasses import replace

from kernel.messages import Message

# What is said in its place: the same figures, and nothing of how sure they are.
_PLAIN = {
    "headline-rise": "headline-rose",
    "decision-fell": "decision-fell-plain",
    "decision-also": "decision-also-plain",
    "standing-lead-close": "standing-lead",
    "standing-fell-one": "standing-fell-plain",
    "standing-fell-one-place": "standing-fell-place-plain",
    "standing-rose-one": "standing-rose-plain",
    "standing-rose-one-place": "standing-rose-place-plain",
    "portrait-chance": "portrait-nothing",
    "problems-top-no-rise": "problems-top-plain",
    "problems-top-rise": "problems-top-plain",
    "heat-out": "heat-out-plain",
    "key-all": "key-all-plain",
    "quadrant-loud": "quadrant-loud-plain",
    "fairness-strict": "fairness-times-mean",
    "fairness-lenient": "fairness-times-mean",
    "fairness-severity": "fairness-severity-plain",
    "fairness-severity-all": "fairness-severity-plain",
    "fairness-covert-gap": "fairness-covert-plain",
    "campaign-fewer": "campaign-figures",
    "campaign-more": "campaign-figures",
    "campaign-same": "campaign-figures",
    "objects-alike": "objects-plain",
    "objects-differ": "objects-plain",
    "inspecting-accepted-clear": "inspecting-accepted",
    "inspecting-alike-clear": "inspecting-alike-plain",
    "bulletin-outcome-by-chance": "bulletin-outcome-plain",
    "bulletin-problems-gathered": "bulletin-problems-gathered-plain",
    **{
        f"outcome-{word}{chance}": f"outcome-{word}-plain"
        for word in ("met", "missed")
        for chance in ("", "-chance")
    },
}
# Sentences that say nothing else.
_SILENT = {
    "compare-sure",
    "compare-close",
    "compare-groups",
    "compare-unsampled",
    "compare-unranked",
    "headline-no-clear-change",
    "headline-close",
    "standing-no-clear-change",
    "standing-fell",
    "standing-rose",
    "heat-even",
    "quadrant-agreed",
    "fairness-first",
    "fairness-first-unknown",
    "fairness-correlation",
    "fairness-correlation-none",
    "fairness-severity-even",
    "fairness-covert-alike",
    "fairness-plan-known",
    "fairness-plan-unknown",
    "fairness-funnel-inside",
    "fairness-funnel-outside",
    "fairness-funnel-unknown",
    "fairness-control-calm",
    "fairness-control-signals",
    "fairness-control-short",
    "fairness-control-new",
    "objects-lists-alike",
    "objects-lists-differ",
    "inspecting-alike-even",
    "inspecting-alike-one",
    "bulletin-clear-up",
    "bulletin-clear-down",
    "bulletin-clear-no",
    "bulletin-clear-unknown",
    "bulletin-moved-up",
    "bulletin-moved-down",
    "bulletin-moved-rest",
    "bulletin-moved-none",
    "bulletin-praise-risen",
    "bulletin-problems-risen",
    "bulletin-problems-fallen",
}
CERTAIN = frozenset(_PLAIN) | _SILENT


def plainly(message: Message) -> Message | None:
    """A message, and those within it, without intervals, chances and words for them; None when
    nothing is left to say."""
    if message.code in _SILENT:
        return None
    params = {name: _plain(value) for name, value in message.params.items()}
    code = _PLAIN.get(message.code, message.code)
    return replace(message, code=code, params=params)


def _plain(value: object) -> object:
    """A parameter: a message, or several, without words of chance; anything else as it is."""
    if isinstance(value, Message):
        return plainly(value) or ""
    if isinstance(value, list):
        return [part for part in map(_plain, value) if part != ""]
    return value
