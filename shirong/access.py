"""The commands about who may enter: accounts."""

import argparse
import getpass
import sys
from collections.abc import Callable
from datetime import datetime

from data.access.accounts import AccountError, Accounts, LocalAccount
from data.access.audit import Audit
from data.access.rights import ALL_RIGHTS, ROLES
from data.access.settings import access_settings
from data.store import Store
from kernel.messages import Message
from shirong.command import Answer, Command, option

DEEDS = ("add", "password", "lock", "unlock", "remove", "list")
_COLUMNS = ("name", "role", "units", "rights", "state")


def accounts(options: argparse.Namespace) -> Answer:
    """Make, change or list accounts."""
    folder = Store(options.store).folder
    way = access_settings(folder).accounts
    found = Accounts(folder)
    if options.deed != "list":
        if not options.name:
            raise AccountError(Message("account-name"))
        _change(found, options, with_password=way in ("none", "local"))
        Audit(folder).add("accounts", f"{options.deed} {options.name}")
    rows = [_row(one, options.lang) for one in found.all()]
    lines = ["  ".join(str(row[name]) for name in _COLUMNS) for row in rows]
    after = [Message("cli-accounts-off").text(options.lang)] if way == "none" and rows else []
    return Answer(rows, lines, _COLUMNS, after=after)


def _change(found: Accounts, options: argparse.Namespace, with_password: bool) -> None:
    name, units, rights = options.name, options.unit or [], options.right or []
    changes: dict[str, Callable[[], None]] = {
        "add": lambda: found.add(
            name, options.role, units, rights, _password(options.lang) if with_password else None
        ),
        "password": lambda: found.set_password(name, _password(options.lang)),
        "lock": lambda: found.lock(name),
        "unlock": lambda: found.lock(name, False),
        "remove": lambda: found.remove(name),
    }
    changes[options.deed]()


def _password(lang: str) -> str:
    """Asked for unseen at a terminal, else the first line of what is piped in: never an argument,
    which others on the machine could read."""
    if sys.stdin.isatty():
        return getpass.getpass(Message("cli-password").text(lang))
    return sys.stdin.readline().rstrip("\r\n")


def _row(account: LocalAccount, lang: str) -> dict[str, str]:
    state = "locked" if account.locked else "first" if account.must_change else "open"
    until = datetime.fromtimestamp(account.wait_until)
    if state != "locked" and until > datetime.now():
        state = "waits"
    said = Message(f"account-state-{state}", {"until": until.strftime("%H:%M")})
    return {
        "name": account.name,
        "role": account.role,
        "units": " ".join(account.units),
        "rights": " ".join(account.rights),
        "state": said.text(lang),
    }


ACCOUNTS_COMMAND = Command(
    "accounts", accounts, "who may log in: add, lock, remove and list accounts",
    (
        option("deed", choices=DEEDS, help="what to do; add and password ask for a password"),
        option("name", nargs="?", help="the account"),
        option("--role", choices=ROLES, default="viewer", help="of a new account (viewer)"),
        option("--unit", action="append", help="a unit of the role unit; may be given again"),
        option("--right", action="append", choices=sorted(ALL_RIGHTS),
               help="what it may do besides its role; may be given again"),
    ),
)  # fmt: skip
COMMANDS = (ACCOUNTS_COMMAND,)
