"""A sentence folded for comparing, which knows of each folded character where it was written."""

import re
from dataclasses import dataclass, field

from kernel.text import fold

_WRITTEN = re.compile("[\\s\\S][\u0300-\u036f\u3099\u309a]*")  # with the marks upon it
_WORD = re.compile("[a-z0-9\u00df-\u024f]")


@dataclass(frozen=True)
class FoldedSentence:
    """A sentence and its fold. starts, ends: of each folded character, where what it stands for
    begins and ends in the sentence; apart: whether a blank stood before it."""

    text: str
    folded: str = ""
    starts: tuple[int, ...] = field(default=(), repr=False)
    ends: tuple[int, ...] = field(default=(), repr=False)
    apart: tuple[bool, ...] = field(default=(), repr=False)

    def is_edge(self, at: int) -> bool:
        """Whether a word may begin or end before a folded character: not inside of a written one,
        nor between the letters of one Latin word."""
        if at in (0, len(self.folded)):
            return True
        if self.starts[at] == self.starts[at - 1]:
            return False
        before, after = self.folded[at - 1], self.folded[at]
        return self.apart[at] or not (_WORD.match(before) and _WORD.match(after))

    def original(self, begin: int, end: int) -> tuple[int, int]:
        """Where a stretch of the fold was written."""
        return self.starts[begin], self.ends[end - 1]


def fold_sentence(text: str) -> FoldedSentence:
    """The fold of a sentence, as the kernel folds names."""
    folded: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    apart: list[bool] = []
    blank = False
    for written in _WRITTEN.finditer(text):
        plain = fold(written[0])
        for number, char in enumerate(plain):
            folded.append(char)
            starts.append(written.start())
            ends.append(written.end())
            apart.append(blank and number == 0)
        blank = not plain
    return FoldedSentence(text, "".join(folded), tuple(starts), tuple(ends), tuple(apart))
