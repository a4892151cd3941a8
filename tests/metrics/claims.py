"""What the tests of sentences share: small frames, and all that a sentence is made of."""

from collections.abc import Callable, Iterable
from typing import Any

import pandas as pd

from kernel.messages import Message

NAN = float("nan")
# What makes sentences, and for each of its inputs the templates that it must bring, and no others.
Cases = dict[str, tuple[Callable[..., Any], list[tuple[tuple, str]]]]


def frame(columns: str, *rows: tuple) -> pd.DataFrame:
    """A frame of these rows; the columns in one text."""
    return pd.DataFrame(list(rows), columns=columns.split())


def messages(found: Any) -> Iterable[Message]:
    """A sentence and all that it is made of."""
    if isinstance(found, Message):
        yield found
        for value in found.params.values():
            yield from messages(value)
    elif isinstance(found, list | tuple):
        for one in found:
            yield from messages(getattr(one, "message", one))


def codes(found: Any) -> set[str]:
    """The templates of a sentence and of all that it is made of, but for how its figures are said
    (`metrics/messages/scores`)."""
    return {
        message.code
        for message in messages(found)
        if message.domain in ("metrics", "ui") and not message.code.startswith("score-")
    }
