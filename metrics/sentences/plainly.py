"""Sentences for a reader who wants no word of chance: the same figures without what is judged."""

from dataclasses import replace

from kernel.messages import Message

# What is said in its place: the same figures, and nothing of how sure they are.
_PLAIN = {
    "headline-rise": "headline-rose",
    "decision-fell": "decision-fell-plain",
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
}
# Sentences that say nothing else.
_SILENT = {
    "headline-no-clear-change",
    "headline-close",
    "standing-no-clear-change",
    "standing-fell",
    "standing-rose",
    "heat-even",
    "quadrant-agreed",
}
CERTAIN = frozenset(_PLAIN) | _SILENT


def plainly(message: Message) -> Message | None:
    """A message, and those within it, without intervals, chances and words for them; None when
    nothing is left to say."""
    if message.code in _SILENT:
        return None
    params = {
        name: (plainly(value) or "") if isinstance(value, Message) else value
        for name, value in message.params.items()
    }
    code = _PLAIN.get(message.code, message.code)
    return replace(message, code=code, params=params)
