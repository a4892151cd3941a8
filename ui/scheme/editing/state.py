"""What is being edited, for the session alone until it is saved: the plain content of a file."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import streamlit as st

from data.store import EmptyStoreError
from kernel.messages import ShirongError
from kernel.yaml_values import parse
from metrics.schemes import editing
from metrics.schemes.editing import FieldPath, SchemeContent
from metrics.schemes.short_forms import in_full
from metrics.schemes.writing import OwnSchemes
from metrics.schemes.yaml_text import yaml_over
from ui import store
from ui.workspace import shown_store

_KEY = "scheme editor"


@dataclass(frozen=True)
class Edited:
    """source: the file that it was read from, whose comments stay; saved: the content that lies on
    disk under its id and version, None where none does; part: the component that is open; number:
    tells the widgets of one thing edited from those of the next."""

    content: SchemeContent
    source: bytes = b""
    saved: SchemeContent | None = None
    part: FieldPath = ()
    number: int = 0
    said: tuple[str, ...] = field(default=())

    @property
    def file(self) -> bytes:
        """The YAML that says it."""
        return yaml_over(self.source, self.content)

    @property
    def changed(self) -> bool:
        """Whether there is anything that is not saved."""
        return self.content != self.saved


def own_schemes() -> OwnSchemes:
    """The schemes beside the store that the visitor looks at."""
    return OwnSchemes(shown_store().folder, store.SCHEME_FOLDER)


def snapshot() -> store.Snapshot | None:
    """The newest version of the store; None while it is empty."""
    try:
        return store.current()
    except EmptyStoreError:
        return None


def edited() -> Edited | None:
    """What is being edited."""
    return st.session_state.get(_KEY)


def open_content(content: SchemeContent, source: bytes = b"", saved: bool = False) -> None:
    """Begin with a content; what was edited before is put away."""
    number = st.session_state.get("scheme edits", 0) + 1
    st.session_state["scheme edits"] = number
    st.session_state[_KEY] = Edited(content, source, content if saved else None, (), number)


def open_file(source: bytes) -> None:
    """Begin with the content of a saved file."""
    open_content(in_full(parse(source).value), source, saved=True)


def close_editor() -> None:
    """Put away what is being edited."""
    st.session_state.pop(_KEY, None)


def change_content(
    how: Callable[[SchemeContent], SchemeContent | tuple[SchemeContent, FieldPath]],
) -> None:
    """Change the content by a pure function, which may say which component is open then."""
    now = edited()
    assert now is not None
    found = how(now.content)
    content, part = found if isinstance(found, tuple) else (found, now.part)
    st.session_state[_KEY] = replace(now, content=content, part=part, said=())


def put_value(path: FieldPath, value: Any) -> None:
    """Put a value into one place; None takes it away."""
    change_content(lambda content: editing.put_at(content, path, value))


def open_part(path: FieldPath) -> None:
    """Open a component, or close it again."""
    now = edited()
    assert now is not None
    st.session_state[_KEY] = replace(now, part=() if now.part == path else path)


def now_saved() -> None:
    """The content lies on disk."""
    now = edited()
    assert now is not None
    st.session_state[_KEY] = replace(now, source=now.file, saved=now.content, said=())


def tell(error: ShirongError | None = None, *lines: str) -> None:
    """What came of the last button, until something is changed."""
    now = edited()
    if now is not None:
        said = (str(error),) if error is not None else lines
        st.session_state[_KEY] = replace(now, said=said)
