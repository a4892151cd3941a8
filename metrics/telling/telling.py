"""Telling: what is new for whom, packed, delivered and remembered.

An event is said to a recipient once by each delivery, in the version of the data that showed it.
When later data change what is said of the same, or leave nothing of it, that is told as a
correction. A parcel of which nobody knows whether it arrived is never sent again unasked.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from filelock import FileLock, Timeout
from tenacity import Retrying, retry_if_exception, stop_after_attempt, wait_exponential

from kernel.messages import Message, ShirongError
from metrics.telling.asked import Happened
from metrics.telling.deliveries import drop_folder, smtp, webhook
from metrics.telling.deliveries.parcel import NotDelivered, Parcel, Unsure
from metrics.telling.document import telling_document
from metrics.telling.events import TellingEvent, withdrawn
from metrics.telling.log import (
    AGAIN,
    ARRIVED,
    FAILED,
    UNSURE,
    TellingLog,
    Told,
    delivered,
    topic_of,
)
from metrics.telling.rules import (
    FolderSettings,
    MailSettings,
    Recipient,
    Telling,
    WebhookSettings,
)

TRIES, PAUSE = 4, 2.0  # at once; seconds before the second try, doubled before each further one
_LOCK = ".telling.lock"


class TellingRefusedError(ShirongError):
    """It cannot be told now, or there is nothing of this name."""


@dataclass(frozen=True)
class Pending:
    """What one recipient is to be told by one delivery."""

    recipient: Recipient
    delivery: str
    events: tuple[TellingEvent, ...]
    texts: tuple[str, ...]  # of the events, in the language of the recipient
    parcel: Parcel
    version: int


def pending(telling: Telling, log: TellingLog, now: Happened, store: Path) -> list[Pending]:
    """What would go to whom. A recipient sees what happened to its own units and what belongs to
    them, and what concerns everybody; of the past only what came after its first parcel."""
    entries, found = log.entries(), []
    for recipient in telling.recipients:
        own = now.own(recipient.units)
        events = [event for event in now.events if event.unit in own or not event.unit]
        for delivery in recipient.deliveries:
            told = delivered(entries, recipient.name, delivery)
            tried = [e for e in entries if (e.recipient, e.delivery) == (recipient.name, delivery)]
            new = [
                event
                for event in events
                if not _over(event, tried)
                and not _said(event, told)
                and (_known(event, told) or not event.follows)
            ]
            new += _no_longer(told, entries, events, own, now, telling)
            if new:
                found.append(_packed(recipient, delivery, new, told, now, store))
    return found


def _said(event: TellingEvent, told: Mapping[str, str]) -> bool:
    """Whether this was told last of its topic, with the figures that it has now."""
    return any(told.get(topic_of(key)) == key for key in event.keys)


def _known(event: TellingEvent, told: Mapping[str, str]) -> bool:
    """Whether anything was told of its topic."""
    return any(topic_of(key) in told for key in event.keys)


def _over(event: TellingEvent, tried: Sequence[Told]) -> bool:
    """Whether it was past before a recipient was told of anything: somebody who is set up today
    does not get the editions of years. What was tried and failed is still owed."""
    if event.past is None or any(topic_of(key) == event.topic for e in tried for key in e.keys):
        return False
    return all(datetime.fromisoformat(one.at) > event.past for one in tried)


def unknown_units(telling: Telling, now: Happened) -> list[Message]:
    """The units of recipients that are not registered: most likely they are written wrongly."""
    return [
        Message("tell-unknown-unit", {"name": recipient.name, "unit": unit}, "metrics")
        for recipient in telling.recipients
        for unit in recipient.units
        if unit not in now.known_units
    ]


def deliver_all(
    telling: Telling,
    waiting: Sequence[Pending],
    log: TellingLog,
    pause: float = PAUSE,
    tries: int = TRIES,
) -> list[Told]:
    """Deliver each parcel; how each ended. A host that cannot be reached is not asked again in
    this run: what it was to deliver stays new for the next one."""
    ended: list[Told] = []
    dead: set[str] = set()
    for one in waiting:
        if one.delivery in dead:
            continue
        told = Told(
            at="",
            parcel=one.parcel.id,
            recipient=one.recipient.name,
            delivery=one.delivery,
            state=ARRIVED,
            keys=tuple(event.key for event in one.events),
            units=tuple(event.unit for event in one.events),
            version=one.version,
            rules=telling.fingerprint,
        )
        log.begin(told)
        settings, count = telling.delivery(one.delivery), 0
        try:
            for attempt in _attempts(pause, tries):
                with attempt:
                    count += 1
                    _deliver(one.parcel, settings)
        except NotDelivered as error:
            told = replace(told, state=FAILED, why=error.message)
            if error.message.code == "tell-why-unreachable":
                dead.add(one.delivery)
        except Unsure as error:
            told = replace(told, state=UNSURE, why=error.message)
        ended.append(log.end(replace(told, tries=count)))
    return ended


def send_again(log: TellingLog, parcel: str) -> None:
    """Let a parcel of which nobody knows whether it arrived be sent again by the next run. Raises
    TellingRefusedError where there is none of that id."""
    for one in log.entries():
        if one.parcel == parcel and one.state == UNSURE:
            log.end(replace(one, state=AGAIN))
            return
    raise TellingRefusedError(Message("tell-no-parcel", {"id": parcel}, "metrics"))


@contextmanager
def alone(store: Path) -> Iterator[None]:
    """One run at a time. Raises TellingRefusedError at once while another is on its way."""
    try:
        with FileLock(store / _LOCK, timeout=0):
            yield
    except Timeout as error:
        raise TellingRefusedError(Message("tell-busy", {}, "metrics")) from error


def _attempts(pause: float, tries: int) -> Retrying:
    return Retrying(
        retry=retry_if_exception(lambda error: isinstance(error, NotDelivered) and error.again),
        stop=stop_after_attempt(tries),
        wait=wait_exponential(multiplier=pause, max=60),
        reraise=True,
    )


def _deliver(parcel: Parcel, settings: FolderSettings | MailSettings | WebhookSettings) -> None:
    if isinstance(settings, FolderSettings):
        drop_folder.deliver(parcel, settings)
    elif isinstance(settings, MailSettings):
        smtp.deliver(parcel, settings)
    else:
        webhook.deliver(parcel, settings)


def _no_longer(
    told: dict[str, str],
    entries: Sequence[Told],
    events: Sequence[TellingEvent],
    own: set[str],
    now: Happened,
    telling: Telling,
) -> Iterator[TellingEvent]:
    """What was told by these rules of a period that is still the last one, and no longer holds."""
    holds = {topic_of(key) for event in events for key in event.keys}
    same = [one for one in entries if one.rules == telling.fingerprint]
    unit_of = {key: u for one in same for key, u in zip(one.keys, one.units, strict=False)}
    for topic, key in told.items():
        _, scheme, period, *_ = [*topic.split("|"), "", ""]
        settled = now.settled.get(scheme)
        if topic in holds or settled is None or settled.id != period:
            continue
        unit = unit_of.get(key)
        if unit in own and key not in (event := withdrawn(topic, unit, now.names, settled)).keys:
            yield event


def _packed(
    recipient: Recipient,
    delivery: str,
    events: Sequence[TellingEvent],
    told: Mapping[str, str],
    now: Happened,
    store: Path,
) -> Pending:
    lang = recipient.lang

    def say(code: str, **params: object) -> str:
        return Message(code, params, "metrics").text(lang)

    texts = []
    for event in events:
        text = event.message.text(lang)
        # That an edition was corrected says itself that it is a correction.
        corrects = event.kind != "edition" and _known(event, told) and not event.follows
        texts.append(say("tell-correction", what=text) if corrects else text)
    sources = sorted({event.source for event in events if event.source})
    source = say(
        "tell-source",
        sources=sources or Message("tell-source-none", {}, "metrics"),
        version=now.version,
    )
    whose = "\n".join([recipient.name, delivery, f"{now.version}", *(e.key for e in events)])
    id = hashlib.sha256(whose.encode()).hexdigest()[:12]
    kinds = [event.kind_name.text(lang) for event in events]
    matters = list(zip(kinds, texts, strict=True))
    called = now.names.get(recipient.name, recipient.name) if lang == "en" else recipient.name
    count = len(events)
    parcel = Parcel(
        id=id,
        recipient=recipient.name,
        address=recipient.address or "",
        title=say("tell-subject", n=count),
        lines=tuple(texts),
        source=source,
        more=tuple(say("tell-more", n=n) for n in range(1, count + 1)),
        document=telling_document(called, matters, source, date.today(), lang),
        name=f"{date.today()}-{id}",
        folder=store,
    )
    return Pending(recipient, delivery, tuple(events), tuple(texts), parcel, now.version)
