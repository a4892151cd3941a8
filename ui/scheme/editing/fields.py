"""One field of what is edited: a widget that shows a place of the content, its help, its faults."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from html import escape
from typing import Any

import streamlit as st

from kernel.messages import Message
from metrics.schemes import editing
from metrics.schemes.editing import FieldPath
from ui import widgets
from ui.i18n import said, t
from ui.markup import put
from ui.scheme.editing.state import Edited, put_value


class Form:
    """The fields of one thing edited. A field is told by its place in the content, its words by a
    code: `edit-CODE` is its name and `edit-CODE-help` its sentence of help."""

    def __init__(self, now: Edited, problems: Sequence[tuple[FieldPath, Message]]) -> None:
        self.now, self.problems = now, problems
        self.shown: set[FieldPath] = set()
        self.labels: dict[FieldPath, str] = {}  # of what was drawn: what its field is called

    def value(self, path: FieldPath, default: Any = None) -> Any:
        """What the content says in a place, or the default where it says nothing."""
        found = editing.at(self.now.content, path)
        return default if found is None else found

    def text(
        self,
        path: FieldPath,
        code: str,
        at: Any = st,
        take: Callable[[Any], None] | None = None,
        **more: Any,
    ) -> None:
        """A line of text. take: what entering it does in place of putting it into its place."""
        value = str(self.value(path, ""))
        self._widget(widgets.text_input, path, code, at, value, _text, more, take)

    def names(self, path: FieldPath) -> None:
        """A name in both languages; the English one is the Chinese one until it is written."""
        zh, en = st.columns(2)
        now = self.value(path, {})

        def named(word: str | None) -> None:
            other = now.get("en") if now.get("en") not in (None, "", now.get("zh")) else word
            put_value(path, {"zh": word or "", "en": other or ""})

        self.text((*path, "zh"), "name-zh", zh, named)
        self.text((*path, "en"), "name-en", en)
        self.fault(path)

    def number(
        self,
        path: FieldPath,
        code: str,
        default: Any = None,
        at: Any = st,
        take: Callable[[Any], None] | None = None,
        **more: Any,
    ) -> None:
        """A number; empty where nothing is said and there is no default. take: what entering it
        does in place of putting it into its place."""
        found = self.value(path, default)
        value = float(found) if isinstance(found, int | float) else None
        more = {"step": 1.0, "format": "%g"} | more
        self._widget(widgets.number_input, path, code, at, value, _plain, more, take)

    def whole(
        self, path: FieldPath, code: str, default: int | None, low: int, high: int, at: Any = st
    ) -> None:
        """A whole number within limits."""
        found = self.value(path, default)
        value = min(max(found, low), high) if isinstance(found, int) else None
        more = {"step": 1, "min_value": low, "max_value": high}
        self._widget(widgets.number_input, path, code, at, value, _plain, more)

    def choice(
        self,
        path: FieldPath,
        code: str,
        options: Sequence[Any],
        say: Callable[[Any], str],
        default: Any = None,
        at: Any = st,
        take: Callable[[Any], None] | None = None,
        **more: Any,
    ) -> None:
        """One of several. take: what choosing does besides putting the code into its place."""
        value = self.value(path, default)
        every = list(options) if value in options else [value, *options]
        more = {"options": every, "format_func": _labels(every, say)} | more
        self._widget(widgets.selectbox, path, code, at, value, lambda x: x, more, take)

    def several(
        self, path: FieldPath, code: str, options: Sequence[Any], say: Callable[[Any], str],
        default: Sequence[Any] = (), at: Any = st, empty: Any = None,
    ) -> None:  # fmt: skip
        """Several of many. empty: what is written where none is chosen."""
        value = list(self.value(path, default))
        every = [*options, *(one for one in value if one not in options)]
        more = {"options": every, "format_func": _labels(every, say), "placeholder": t("edit-none")}
        understood = lambda found: list(found) or empty  # noqa: E731
        self._widget(widgets.multiselect, path, code, at, value, understood, more)

    def switch(self, path: FieldPath, code: str, default: bool = False, at: Any = st) -> None:
        """Yes or no; what is the default anyway is not written."""
        value = bool(self.value(path, default))
        understood = lambda found: None if found == default else found  # noqa: E731
        self._widget(widgets.toggle, path, code, at, value, understood, {})

    def day(self, path: FieldPath, code: str, at: Any = st) -> None:
        """A day."""
        found = self.value(path)
        value = found if isinstance(found, date) else date.today()
        self._widget(widgets.date_input, path, code, at, value, lambda x: x, {})

    def wanted(self, word: str, first: dict[str, Any]) -> bool:
        """A switch for a part that a scheme may do without, which begins with `first`; whether it
        has it."""
        path = (word,)
        key, has = self.key(path, "wanted"), self.value(path) is not None
        st.session_state[key] = has
        take = partial(put_value, path, None if has else first)
        widgets.toggle(t(f"edit-{word}"), key=key, help=t(f"edit-{word}-help"), on_change=take)
        return has

    def words(self, path: FieldPath, code: str, at: Any = st) -> None:
        """Words in one line, parted by commas."""
        now = self.value(path, [])
        shown = ", ".join([now] if isinstance(now, str) else map(str, now))
        self._widget(widgets.text_input, path, code, at, shown, _parted, {})

    def fault(self, *places: FieldPath) -> None:
        """What is wrong in some places, in words, where it stands."""
        for place in places:
            self.shown.add(place)
            for path, message in self.problems:
                if path == place:
                    put(f'<p class="edit-fault">{escape(said(message))}</p>')

    def key(self, path: FieldPath, code: str) -> str:
        """The key of the widget of a place."""
        return f"edit-{self.now.number}-{'.'.join(map(str, path))}-{code}"

    def _widget(
        self,
        widget: Callable[..., Any],
        path: FieldPath,
        code: str,
        at: Any,
        value: Any,
        understood: Callable[[Any], Any],
        more: dict[str, Any],
        take: Callable[[Any], None] | None = None,
    ) -> None:
        key = self.key(path, code)
        st.session_state[key] = value
        self.labels[path] = t(f"edit-{code}")
        more = {"help": t(f"edit-{code}-help")} | more

        def taken() -> None:
            found = understood(st.session_state[key])
            if take is not None:
                take(found)
            else:
                put_value(path, found)

        with at if at is not st else st.container():
            if widget is widgets.selectbox or widget is widgets.multiselect:
                options = more.pop("options")
                widget(t(f"edit-{code}"), options, key=key, on_change=taken, **more)
            else:
                widget(t(f"edit-{code}"), key=key, on_change=taken, **more)
            self.fault(path)


def _labels(options: Sequence[Any], say: Callable[[Any], str]) -> Callable[[Any], str]:
    """What each option is called now; one that was typed is called as it was."""
    named = {option: say(option) for option in options}
    return lambda option: named.get(option, str(option))


def _text(value: str) -> str | None:
    return value.strip() or None


def _parted(value: str) -> list[str] | None:
    words = value.replace("，", ",").replace("、", ",").split(",")
    return [word.strip() for word in words if word.strip()] or None


def _plain(value: float | None) -> float | None:
    """45, 13.5: no more digits than were typed."""
    if value is None:
        return None
    rounded = round(value, 6)
    return int(rounded) if rounded == int(rounded) else rounded
