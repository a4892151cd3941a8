"""Where messages were before they moved below all; `kernel.messages` is their place."""

from kernel.messages import LANGUAGES, Message, ShirongError, Translator

__all__ = ["LANGUAGES", "Message", "ShirongError", "Translator"]
