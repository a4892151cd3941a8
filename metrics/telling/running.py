"""A run of telling over a store, and what one would tell."""

from dataclasses import dataclass
from datetime import date

from data.access.audit import Audit
from data.access.rights import require_right
from data.store import Store
from kernel.messages import Message
from metrics.action_log.action_folder import ActionLog
from metrics.action_log.outcome import outcomes
from metrics.editions.edition_folder import Editions, good_editions
from metrics.telling.asked import OutcomesOf, happened
from metrics.telling.log import TellingLog, Told
from metrics.telling.rules import Telling, telling_of
from metrics.telling.telling import (
    PAUSE,
    Pending,
    TellingRefusedError,
    alone,
    deliver_all,
    pending,
    unknown_units,
)


@dataclass(frozen=True)
class WouldTell:
    """What would be told now. notes: what in the file most likely is not meant so."""

    telling: Telling
    waiting: list[Pending]
    notes: list[Message]
    version: int


def would_tell(store: Store, today: date | None = None) -> WouldTell:
    """What would go to whom; nothing is sent. Raises TellingRefusedError where nothing is set up,
    ConfigurationError for a broken file, EmptyStoreError and its kin."""
    telling = telling_of(store.folder)
    if telling is None:
        raise TellingRefusedError(Message("tell-none", {}, "metrics"))
    version = store.version()
    editions = good_editions(Editions(store.folder).all())
    day, outcomes_of = today or date.today(), _outcomes_of(store)
    with store.connect(version) as con:
        now = happened(con, store.folder, version or 0, telling, day, outcomes_of, editions)
    waiting = pending(telling, TellingLog(store.folder), now, store.folder)
    return WouldTell(telling, waiting, unknown_units(telling, now), version or 0)


def _outcomes_of(store: Store) -> OutcomesOf:
    actions = ActionLog(store.folder).all()
    return lambda con, scheme, period: outcomes(con, scheme, period, actions)


def tell_store(store: Store, pause: float = PAUSE) -> list[Told]:
    """Tell what is new, and what an import brings meanwhile. Raises as `would_tell`, and
    TellingRefusedError while another run is on its way."""
    if telling_of(store.folder) is None:
        raise TellingRefusedError(Message("tell-none", {}, "metrics"))
    require_right("send")
    ended: list[Told] = []
    with alone(store.folder):
        done: int | None = None
        while done != store.version():
            found = would_tell(store)
            ended += deliver_all(found.telling, found.waiting, TellingLog(store.folder), pause)
            done = found.version
        for one in ended:
            Audit(store.folder).add("send", f"{one.parcel} {one.recipient} {one.state}")
    return ended
