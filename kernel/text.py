"""Text as people see it, and text for comparing.

Exports carry characters that nobody sees: zero-width joiners, a BOM in the middle, soft hyphens,
marks of writing direction, control characters. They must never tell two ids or two names apart.
"""

import re
import unicodedata
from functools import lru_cache

# Unicode's general category Cf (format) holds zero-width characters, BOM, soft hyphen and marks of
# direction; variation selectors are Mn. Controls (Cc) but tab and line breaks are seen by nobody.
INVISIBLE = (
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f"
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb"
    "\U000e0000-\U000e0fff]"
)
_INVISIBLE = re.compile(INVISIBLE)
# Spaces that are not the ordinary one: no-break, of any width, ideographic.
_ODD_SPACE = "[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"
_CHINESE = "[\u2e80-\u2fff\u3001-\u9fff\uf900-\ufaff\uff00-\uffef]"
_BETWEEN_CHINESE = re.compile(f"(?<={_CHINESE}){_ODD_SPACE}+(?={_CHINESE})")
CONTROL = "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]"
_CONTROL = re.compile(CONTROL)


def visible(text: str) -> str:
    """The text without characters that cannot be seen; what can be seen stays as written."""
    return text if text.isascii() and text.isprintable() else _INVISIBLE.sub("", text)


def has_control(text: str) -> bool:
    """Whether the text holds control characters other than tab and line breaks."""
    return _CONTROL.search(text) is not None


def spaced(text: str) -> str:
    """A name as people read it: nothing invisible, and of spaces only ordinary single ones. A space
    of another kind between Chinese characters is no space (`市容　秩序` -> `市容秩序`)."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    return " ".join(_BETWEEN_CHINESE.sub("", visible(text)).split())


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """A text for comparing: compatibility forms joined (NFKC), no case, nothing invisible, no
    space of any kind (`Ａ 区\u200b` -> `a区`)."""
    plain = unicodedata.normalize("NFKC", visible(text)).casefold()
    return "".join(unicodedata.normalize("NFKC", visible(plain)).split())
