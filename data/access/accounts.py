"""Accounts and their sessions: `access.db` in the store's folder, readable by its owner alone.

Passwords are kept as Argon2id hashes, sessions under the hash of their token: who reads the file
can enter with neither.
"""

import json
import os
import secrets
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from hashlib import sha256
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from data.access.rights import Person, Right, Role
from data.access.settings import AccessSettings, access_settings, rights_in
from kernel.messages import Message, ShirongError

ACCOUNTS_FILE = "access.db"
SHORTEST = 10  # characters of a password
_LONGEST = 200  # longer ones only cost time
_SEEN_EVERY = 20  # seconds between two notes that a session is used
_TABLES = """
CREATE TABLE IF NOT EXISTS accounts (name TEXT PRIMARY KEY, role TEXT NOT NULL, units TEXT NOT NULL,
  rights TEXT NOT NULL, password TEXT, must_change INT NOT NULL, locked INT NOT NULL DEFAULT 0,
  failures INT NOT NULL DEFAULT 0, wait_until REAL NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS sessions (token TEXT PRIMARY KEY, name TEXT NOT NULL,
  started REAL NOT NULL, seen REAL NOT NULL, address TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS salt (value TEXT NOT NULL);
"""


class AccountError(ShirongError):
    """There is no such account, it is there already, or what is asked of it makes no sense."""


class LoginRefusedError(ShirongError):
    """The name and the password do not fit, or one has to wait. why: a word for the audit."""

    def __init__(self, why: str, **params: str) -> None:
        super().__init__(Message(f"login-{why}", params))
        self.why = why


@dataclass(frozen=True)
class LocalAccount:
    """An account as it is listed. units: empty means all. must_change: its password was set by
    another. wait_until: seconds since 1970 until which wrong passwords keep it closed."""

    name: str
    role: Role
    units: tuple[str, ...]
    rights: tuple[Right, ...]
    must_change: bool
    locked: bool
    failures: int
    wait_until: float


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()


@cache
def _no_ones_hash() -> str:
    """What an unknown name is checked against, so that it takes as long as a known one."""
    return _hasher().hash(secrets.token_hex())


class Accounts:
    """The accounts of a store. now: the clock."""

    def __init__(self, folder: Path, now: Callable[[], float] = time.time) -> None:
        self.folder, self._now = folder, now
        self._path = folder / ACCOUNTS_FILE

    def all(self) -> list[LocalAccount]:
        """Every account, by name."""
        with self._open() as db:
            rows = db.execute(f"SELECT {_COLUMNS} FROM accounts ORDER BY name").fetchall()
        return [_account(row) for row in rows]

    def find(self, name: str) -> LocalAccount | None:
        """The account of a name."""
        with self._open() as db:
            row = db.execute(f"SELECT {_COLUMNS} FROM accounts WHERE name = ?", [name]).fetchone()
        return _account(row) if row else None

    def add(
        self,
        name: str,
        role: Role,
        units: Sequence[str] = (),
        rights: Sequence[Right] = (),
        password: str | None = None,
    ) -> None:
        """A new account; who it is for has to change a password that is given. Raises AccountError,
        among others for a role `unit` without units, or another with some."""
        if not name.strip() or len(name) > 64 or any(c.isspace() or ord(c) < 32 for c in name):
            raise AccountError(Message("account-name"))
        if (role == "unit") != bool(units):
            raise AccountError(Message("account-units"))
        kept = None if password is None else self._hashed(name, password)
        values = [name, role, json.dumps(list(units)), json.dumps(list(rights)), kept]
        with self._open() as db:
            try:
                db.execute(
                    "INSERT INTO accounts (name, role, units, rights, password, must_change)"
                    " VALUES (?, ?, ?, ?, ?, 1)",
                    values,
                )
            except sqlite3.IntegrityError:
                raise AccountError(Message("account-taken", {"name": name})) from None

    def set_password(self, name: str, password: str, must_change: bool = True) -> None:
        """Give an account another password; its sessions end, and it is closed no longer by wrong
        ones."""
        kept = self._hashed(name, password)
        self._change(
            name, "password = ?, must_change = ?, failures = 0, wait_until = 0", kept, must_change
        )

    def lock(self, name: str, locked: bool = True) -> None:
        """Close an account until it is unlocked; its sessions end."""
        self._change(name, "locked = ?, failures = 0, wait_until = 0", locked)

    def remove(self, name: str) -> None:
        """Remove an account; its sessions end."""
        self._change(name, "failures = 0")
        with self._open() as db:
            db.execute("DELETE FROM accounts WHERE name = ?", [name])

    def log_in(self, name: str, password: str, address: str) -> str:
        """Begin a session; its token, which is told this once. Raises LoginRefusedError."""
        settings = access_settings(self.folder)
        with self._open() as db:
            row = db.execute(
                "SELECT password, locked, failures, wait_until FROM accounts WHERE name = ?", [name]
            ).fetchone()
        kept, locked, failures, wait_until = row or (None, False, 0, 0.0)
        right = _fits(kept or _no_ones_hash(), password) and kept is not None
        if wait_until > self._now():
            until = datetime.fromtimestamp(wait_until).strftime("%H:%M:%S")
            raise LoginRefusedError("wait", until=until)
        if not right:
            if row:
                self._count_failure(name, failures + 1, settings)
            raise LoginRefusedError("wrong")
        if locked:  # said to those alone who know the password
            raise LoginRefusedError("locked")
        return self._begin(name, address)

    def log_out(self, token: str) -> None:
        """End a session."""
        with self._open() as db:
            db.execute("DELETE FROM sessions WHERE token = ?", [_digest(token)])

    def change_own_password(self, token: str, old: str, new: str, address: str) -> str:
        """Another password by who is logged in; the token of the session that replaces all earlier
        ones. Raises LoginRefusedError, AccountError."""
        name = self.name_of(token)
        if name is None:
            raise LoginRefusedError("ended")
        self.log_out(self.log_in(name, old, address))
        if old == new:
            raise AccountError(Message("password-same"))
        self.set_password(name, new, must_change=False)
        return self._begin(name, address)

    def name_of(self, token: str) -> str | None:
        """Whose session a token is, None where it has ended. Asking is using it."""
        limits, now = access_settings(self.folder).sessions, self._now()
        with self._open() as db:
            row = db.execute(
                "SELECT s.name, s.started, s.seen FROM sessions AS s"
                " JOIN accounts AS a ON a.name = s.name AND NOT a.locked WHERE s.token = ?",
                [_digest(token)],
            ).fetchone()
            if row is None:
                return None
            name, started, seen = row
            idle = now - seen > limits.idle_minutes * 60
            if idle or now - started > limits.hours * 3600:
                db.execute("DELETE FROM sessions WHERE token = ?", [_digest(token)])
                return None
            if now - seen > _SEEN_EVERY:
                sql = "UPDATE sessions SET seen = ? WHERE token = ?"
                db.execute(sql, [now, _digest(token)])
        return str(name)

    def person(self, name: str, address: str = "") -> Person | None:
        """Who a name is, with rights and units; None: no account, or a locked one. Under the
        setting `strangers: viewer` whom a proxy knows is a viewer."""
        settings = access_settings(self.folder)
        found = self.find(name)
        if found is None:
            welcome = settings.strangers == "viewer" and settings.accounts == "header"
            found = LocalAccount(name, "viewer", (), (), False, not welcome, 0, 0)
        if found.locked:
            return None
        rights = rights_in(settings, found.role) | set(found.rights)
        units = frozenset(found.units) if found.role == "unit" else None
        return Person(name, found.role, rights, units, self.salt(), address)

    def salt(self) -> str:
        """What hidden names are scrambled with, the same for as long as the store lasts."""
        with self._open() as db:
            row = db.execute("SELECT value FROM salt").fetchone()
            if row is None:
                row = (secrets.token_hex(16),)
                db.execute("INSERT INTO salt VALUES (?)", row)
        return str(row[0])

    def _hashed(self, name: str, password: str) -> str:
        if not SHORTEST <= len(password) <= _LONGEST or name.lower() in password.lower():
            raise AccountError(Message("password-weak", {"n": SHORTEST}))
        return _hasher().hash(password)

    def _begin(self, name: str, address: str) -> str:
        token, now = secrets.token_urlsafe(32), self._now()
        oldest = now - access_settings(self.folder).sessions.hours * 3600
        with self._open() as db:
            db.execute("UPDATE accounts SET failures = 0, wait_until = 0 WHERE name = ?", [name])
            db.execute("DELETE FROM sessions WHERE started < ?", [oldest])
            values = [_digest(token), name, now, now, address]
            db.execute("INSERT INTO sessions VALUES (?, ?, ?, ?, ?)", values)
        return token

    def _count_failure(self, name: str, failures: int, settings: AccessSettings) -> None:
        limits, wait = settings.lockout, 0.0
        if failures >= limits.failures:
            doubled = limits.minutes * 2 ** min(failures - limits.failures, 20)
            wait = self._now() + 60 * min(doubled, limits.most_minutes)
        with self._open() as db:
            sql = "UPDATE accounts SET failures = ?, wait_until = ? WHERE name = ?"
            db.execute(sql, [failures, wait, name])

    def _change(self, name: str, what: str, *values: object) -> None:
        with self._open() as db:
            done = db.execute(f"UPDATE accounts SET {what} WHERE name = ?", [*values, name])
            if not done.rowcount:
                raise AccountError(Message("account-none", {"name": name}))
            db.execute("DELETE FROM sessions WHERE name = ?", [name])

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """The file, made where it is not there; what is done within is done whole or not at all."""
        if not self._path.exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            os.close(os.open(self._path, os.O_CREAT | os.O_RDWR, 0o600))
        with closing(sqlite3.connect(self._path, timeout=10)) as db:
            db.executescript(_TABLES)
            with db:
                yield db


_COLUMNS = "name, role, units, rights, must_change, locked, failures, wait_until"


def _account(row: Sequence[object]) -> LocalAccount:
    name, role, units, rights, must_change, locked, failures, wait_until = row
    return LocalAccount(
        name,  # type: ignore[arg-type]
        role,  # type: ignore[arg-type]
        tuple(json.loads(str(units))),
        tuple(json.loads(str(rights))),
        bool(must_change),
        bool(locked),
        failures,  # type: ignore[arg-type]
        wait_until,  # type: ignore[arg-type]
    )


def _fits(kept: str, password: str) -> bool:
    try:
        return _hasher().verify(kept, password[: _LONGEST + 1])
    except (VerificationError, InvalidHashError):
        return False


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
