"""A notice becomes a draft, and a draft an edition with a number: nothing of it changes any more.

What was published is never replaced: of the same kind, scheme and period there can only be a
correction, an edition of its own that names the one it stands in for.
"""

import json
import secrets
from dataclasses import dataclass
from datetime import datetime

from data.publications import Publication, entering
from data.store import Store
from metrics.editions.edition import Edition, Manifest, content_hash, sha256
from metrics.editions.edition_folder import Editions, good_editions, refused
from metrics.editions.freezing import Frozen


@dataclass(frozen=True)
class Publishing:
    """Who publishes, and when. corrects: the id of the edition that is corrected, "" for none."""

    by: str = ""
    at: datetime | None = None
    corrects: str = ""


def draft_id(kind: str, scheme: str, period: str) -> str:
    """The id of the one draft of a kind of notice, a scheme and a period."""
    return f"draft-{kind}-{scheme}-{period}"


def save_draft(store: Store, frozen: Frozen, by: str = "") -> Edition:
    """Keep a frozen notice as a draft, in the place of an earlier one of its kind, scheme and
    period."""
    notice, editions = frozen.notice, Editions(store.folder)
    files = {name: sha256(content) for name, content in frozen.files.items()}
    manifest = Manifest(
        id=draft_id(notice.kind, notice.scheme, notice.period),
        kind=notice.kind,
        scheme=notice.scheme,
        scheme_hashes=frozen.hashes,
        period=notice.period,
        finished=notice.finished,
        store_version=frozen.store_version,
        frozen_at=_now(None),
        frozen_by=by.strip(),
        token=secrets.token_hex(8),
        files=files,
        content=content_hash(files),
    ).sealed()
    with editions.writing():
        return editions.take_place(editions.write(manifest, frozen.files), manifest)


def publish(store: Store, id: str, how: Publishing | None = None) -> Edition:
    """Publish a draft: it gets the next number of its kind and year, and the book of publications
    its row. Published is exactly what the draft says.

    Raises EditionRefusedError for a period that is not over, a scheme that is a draft, what is
    published already (unless `how.corrects` names it); DamagedEditionError; StoreBusyError before
    anything is done. Where an earlier attempt at this draft was killed, that one is completed.
    """
    how = how or Publishing()
    editions = Editions(store.folder)
    with editions.writing():
        draft = editions.find(id)
        begun = _begun(editions, draft) if draft.state == "draft" else None
        if begun is None:
            _check(editions, draft, how.corrects)
            manifest = _numbered(editions, draft, how)
            files = {name: draft.read(name) for name in draft.manifest.files}
            with entering(store, [*_book(editions), _row(manifest)]):
                found = editions.take_place(editions.write(manifest, files), manifest)
        else:
            found = begun
            with entering(store, _book(editions)):
                pass
        editions.remove_draft(id)
    return editions.find(found.id)


def _begun(editions: Editions, draft: Edition) -> Edition | None:
    """The edition that an attempt which did not come to its end made of this draft."""
    return next(
        (
            one
            for one in good_editions(editions.all())
            if one.manifest.number is not None and one.manifest.token == draft.manifest.token
        ),
        None,
    )


def _check(editions: Editions, draft: Edition, corrects: str) -> None:
    """Raise EditionRefusedError for what may not be published."""
    own = draft.manifest
    if own.number is not None:
        raise refused("edition-published-before", id=draft.id)
    if not own.finished:
        raise refused("edition-unfinished", period=own.period)
    drafts = [f"{one.id}@{one.version}" for one in draft.scheme_versions() if one.status == "draft"]
    if drafts:
        raise refused("edition-draft-scheme", scheme=", ".join(drafts))
    standing = editions.standing(*own.key)
    if standing is None and corrects:
        raise refused("edition-corrects-none", id=corrects)
    if standing is not None and standing.id != corrects:
        raise refused("edition-twice", id=standing.id, number=standing.numbered)


def _numbered(editions: Editions, draft: Edition, how: Publishing) -> Manifest:
    own, at = draft.manifest, _now(how.at)
    number, total = editions.next_number(own.kind, at.year)
    changed = {
        "id": f"{own.kind}-{at.year}-{number:03d}",
        "year": at.year,
        "number": number,
        "total": total,
        "published_at": at,
        "published_by": how.by.strip(),
        "corrects": how.corrects,
    }
    return own.model_copy(update=changed).sealed()


def _book(editions: Editions) -> list[Publication]:
    """The rows of all that is published: one that an undo has taken along is entered again."""
    found = good_editions(editions.all())
    return [_row(one.manifest) for one in found if one.manifest.number is not None]


def _row(own: Manifest) -> Publication:
    about = {"kind": own.kind, "year": own.year, "number": own.number, "total": own.total}
    about |= {"by": own.published_by, "corrects": own.corrects, "hash": own.hash}
    assert own.published_at is not None
    return Publication(
        publication_id=own.id,
        published_at=own.published_at,
        scheme=own.scheme,
        scheme_hash="+".join(own.scheme_hashes.values()),
        period=own.period,
        store_version=own.store_version,
        content=json.dumps(about, ensure_ascii=False),
    )


def _now(at: datetime | None) -> datetime:
    return (at or datetime.now()).replace(microsecond=0)
