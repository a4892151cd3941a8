"""Roles and what they may do; who acts now, and the one place that asks whether he may.

A server says with `resolve_by` how it knows who acts. A command is given by whoever sits at the
machine and may read the store's files anyhow: it has all rights.
"""

import getpass
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Literal, get_args

from kernel.messages import Message, ShirongError

Role = Literal["viewer", "unit", "analyst", "office", "administrator"]
# Writing: import, decide (names, taking back), scheme, publish, send, note (actions and notes),
# view (saved views). Seeing: texts (of cases), inspectors (their names), others (figures of units
# that are not one's own, beyond their places and scores), audit.
Right = Literal[
    "import", "decide", "scheme", "publish", "send", "note", "view",
    "texts", "inspectors", "others", "audit",
]  # fmt: skip
ROLES: tuple[Role, ...] = get_args(Role)
ALL_RIGHTS: frozenset[Right] = frozenset(get_args(Right))
RIGHTS: dict[Role, frozenset[Right]] = {
    "viewer": frozenset({"others"}),
    "unit": frozenset({"texts"}),
    "analyst": frozenset({"view", "others"}),
    "office": ALL_RIGHTS - {"audit"},
    "administrator": ALL_RIGHTS,
}


@dataclass(frozen=True)
class Person:
    """Who acts. units: the only ones whose rows are shown, with all below them; None: all are.
    salt: what hidden names are scrambled with. address: from where."""

    name: str
    role: str
    rights: frozenset[Right]
    units: frozenset[str] | None = None
    salt: str = field(default="", repr=False)
    address: str = ""

    @property
    def sees_all(self) -> bool:
        """Whether nothing of a version is hidden."""
        return self.units is None and {"texts", "inspectors"} <= self.rights

    @property
    def own_alone(self) -> bool:
        """Whether other units show their places and scores and nothing else."""
        return self.units is not None and "others" not in self.rights

    @property
    def scope(self) -> str:
        """What tells what this person is shown from what another is; "" where that is all."""
        if self.sees_all:
            return ""
        seen = self.rights & {"texts", "inspectors", "others", "decide"}
        units = None if self.units is None else sorted(self.units)
        said = repr((sorted(seen), units, self.salt))
        return blake2b(said.encode(), digest_size=12).hexdigest()


class RightMissingError(ShirongError):
    """Who acts may not do this. right: what it takes."""

    def __init__(self, right: Right) -> None:
        super().__init__(Message("access-no-right", {"what": Message(f"right-{right}")}))
        self.right = right


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a container without a name for its user
        return "local"


LOCAL = Person(_user(), "administrator", ALL_RIGHTS)
NOBODY = Person("", "nobody", frozenset(), frozenset())

_given: ContextVar[Person | None] = ContextVar("acting person", default=None)
_resolvers: list[Callable[[], Person | None]] = []


def resolve_by(resolver: Callable[[], Person | None]) -> None:
    """Let a server say who acts; None: nobody who came through it."""
    _resolvers[:] = [resolver]


def acting() -> Person:
    """Who acts now."""
    if given := _given.get():
        return given
    return next((found for ask in _resolvers if (found := ask())), LOCAL)


@contextmanager
def acting_as(person: Person) -> Iterator[None]:
    """Whatever is done within is done by this person."""
    before = _given.set(person)
    try:
        yield
    finally:
        _given.reset(before)


def may(right: Right) -> bool:
    """Whether who acts now may do this."""
    return right in acting().rights


def require_right(*any_of: Right) -> None:
    """Raise RightMissingError unless who acts may do one of these."""
    if not acting().rights & set(any_of):
        raise RightMissingError(any_of[0])
