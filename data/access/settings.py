"""The one settings file of who may enter: `access.yaml` in the store's folder.

Without it there is one local user with all rights, and nobody else is let in.

    accounts: local        # or header (a reverse proxy says who it is), none
    sessions: {idle_minutes: 30, hours: 12}
    lockout: {failures: 5, minutes: 1, most_minutes: 60}
    header: {name: X-Remote-User, from: [10.1.2.3]}
    strangers: refused     # or viewer: whom the proxy knows and no account
    rights: {analyst: [texts]}   # what a role has besides its own
"""

from collections.abc import Iterable
from functools import lru_cache
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from data.access.rights import RIGHTS, Right, Role
from kernel.configuration import Problem, Written, load, read_bytes
from kernel.messages import Message, ShirongError

ACCESS_FILE = "access.yaml"

Way = Literal["none", "local", "header"]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SessionLimits(_Part):
    """When a session ends: so many minutes after its last use, so many hours after its login."""

    idle_minutes: Annotated[int, Field(ge=1, le=24 * 60)] = 30
    hours: Annotated[int, Field(ge=1, le=7 * 24)] = 12


class Lockout(_Part):
    """After so many wrong passwords in a row one waits; each further one doubles the wait."""

    failures: Annotated[int, Field(ge=1, le=100)] = 5
    minutes: Annotated[int, Field(ge=1, le=24 * 60)] = 1
    most_minutes: Annotated[int, Field(ge=1, le=24 * 60)] = 60


class ProxyHeader(_Part):
    """The header in which a reverse proxy names who has logged in there; those from whom it is
    believed, as addresses or networks."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    name: Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9-]*$")] = "X-Remote-User"
    proxies: Annotated[tuple[Written, ...], Field(alias="from")] = ()

    def believes(self, address: str) -> bool:
        """Whether an address is that of one of the proxies."""
        try:
            asked = ip_address(address)
        except ValueError:
            return False
        return any(asked in ip_network(one, strict=False) for one in self.proxies)


class AccessSettings(_Part):
    """The whole file."""

    accounts: Way = "none"
    sessions: SessionLimits = SessionLimits()
    lockout: Lockout = Lockout()
    header: ProxyHeader = ProxyHeader()
    strangers: Literal["refused", "viewer"] = "refused"
    rights: dict[Role, tuple[Right, ...]] = {}


class OpenToAllError(ShirongError):
    """The dashboard would be reachable from elsewhere, and nobody would be asked who he is."""


def access_settings(folder: Path) -> AccessSettings:
    """The settings of a store; raises ConfigurationError with file, line and field."""
    path = folder / ACCESS_FILE
    try:
        told = path.stat()
    except FileNotFoundError:
        return AccessSettings()
    return _read(path, told.st_mtime_ns, told.st_size)


@lru_cache(maxsize=16)  # asked at every request; the stamp tells a changed file
def _read(path: Path, stamp: int, size: int) -> AccessSettings:
    found: AccessSettings = load(read_bytes(path), path.name, AccessSettings, _faults)
    return found


def _faults(settings: AccessSettings) -> Iterable[Problem]:
    for at, one in enumerate(settings.header.proxies):
        try:
            ip_network(one, strict=False)
        except ValueError:
            yield ("header", "from", at), Message("access-no-address", {"value": one[:60]})
    if settings.accounts == "header" and not settings.header.proxies:
        yield ("header",), Message("access-no-proxy")


def is_loopback(address: str | None) -> bool:
    """Whether an address, or a name to bind to, is this machine alone."""
    if address == "localhost":
        return True
    try:
        found = ip_address(address or "")
    except ValueError:
        return False
    mapped = getattr(found, "ipv4_mapped", None)
    return (mapped or found).is_loopback


def refuse_open_door(folder: Path, address: str | None) -> None:
    """Raise OpenToAllError where a server at this address would let anybody in."""
    if not is_loopback(address) and access_settings(folder).accounts == "none":
        params = {"address": address or "0.0.0.0", "file": folder / ACCESS_FILE}
        raise OpenToAllError(Message("access-open-door", params))


def rights_in(settings: AccessSettings, role: Role) -> frozenset[Right]:
    """What a role may do under these settings."""
    return RIGHTS[role] | set(settings.rights.get(role, ()))
