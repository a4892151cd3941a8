"""Editions for tests: a frozen notice by hand, without facts behind it."""

from collections.abc import Mapping
from typing import Any

from data.store import Store
from metrics.analyses.family import english_names
from metrics.bulletin.content import Notice, NoticeColumn, NoticeTable, Said, Section, Sentence
from metrics.bulletin.facts import facts_of
from metrics.bulletin.notice import period_notice
from metrics.bulletin.wording import Wording
from metrics.editions.edition import NOTICE, Edition
from metrics.editions.freezing import Frozen, freeze, plain_json
from metrics.editions.publishing import Publishing, publish, save_draft
from metrics.schemes.scheme import load_scheme, read_scheme, scheme_hash
from tests.metrics.scheme_files import SMALL

SCHEME = SMALL.replace("status: draft", "status: in_force").encode()
NAME = Said("甲区", "Jia")


def published(store: Store, by: str = "") -> Edition:
    """The notice of a month of the sample city, frozen and published."""
    scheme, version = load_scheme("sample-district"), store.version() or 0
    with store.connect() as con:
        facts = facts_of(con, scheme, scheme.parse_period("2025-09"))
        notice = period_notice(facts, Wording(None, english_names(con)), version)
        draft = save_draft(store, freeze(facts, notice, version))
    return publish(store, draft.id, Publishing(by))


def hand_notice(period: str = "2025-10", finished: bool = True, **more: Any) -> Notice:
    """A notice of one sentence and one table."""
    table = NoticeTable(
        "ranking",
        Said("得分与排名", "Scores and ranks"),
        (
            NoticeColumn("name", Said("单位", "Unit")),
            NoticeColumn("score", Said("得分", "Score"), 2),
        ),
        ({"unit": "甲区", "name": NAME, "score": 93.42}, {"name": NAME, "score": None}),
    )
    said = Sentence(Said("甲区位列第一。", "Jia ranks first."), "better")
    return Notice(
        **{"kind": "monthly", "scheme": "small", "scheme_version": "1"} | more,
        title=Said(f"{period} 月通报", f"Monthly notice of {period}"),
        period=period,
        finished=finished,
        about=((Said("周期", "Period"), Said(period, period)),),
        sections=(Section("ranking", Said("排名", "Ranking"), (said,), (table,)),),
    )


def hand_frozen(
    notice: Notice | None = None, scheme: bytes = SCHEME, files: Mapping[str, bytes] | None = None
) -> Frozen:
    """What is kept of it."""
    notice, read = notice or hand_notice(), read_scheme(scheme, "small.yaml")
    kept = {NOTICE: plain_json(notice.plain()), "scheme-small@1.yaml": scheme, **(files or {})}
    return Frozen(notice, 1, {"small@1": scheme_hash(read)}, kept)


def hand_draft(store: Store, **more: Any) -> Edition:
    """A draft of it."""
    return save_draft(store, hand_frozen(hand_notice(**more)), "王")
