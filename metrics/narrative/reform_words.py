"""A change of the scheme in words: since when, what the period before was by the earlier version,
and what by the new one."""

from collections.abc import Sequence

import pandas as pd

from kernel.messages import Message
from kernel.periods import Period
from metrics.schemes.model import Scheme
from metrics.schemes.versions import scored_by
from metrics.scoring.place import Place
from metrics.scoring.reform import Reform


def reform_notes(scheme: Scheme, period: Period, reform: Reform | None) -> list[Message]:
    """What a reader of a ranking has to know: that a longer period is by several versions, that the
    earlier period is by another one, and what the comparable figures are."""
    notes = []
    own = scored_by(scheme, period)
    if len(own) > 1:
        notes.append(_say("reform-within", versions=versions(own)))
    if reform is not None:
        params = {"period": reform.compared.id, "now": versions(reform.now)}
        notes.append(_say("reform-since", before=versions(reform.before), **params))
    return notes


def unit_reform_notes(
    scheme: Scheme, previous: Period, published: Place | None, again: Place | None
) -> list[Message]:
    """What the earlier period of one unit is as published, and scored again by the new version."""
    if published is None or again is None:
        return []
    if published.score.score is None or again.score.score is None:
        return []
    was = {"score": published.score.score, "rank": published.rank or "–"}
    now = {"comparable": again.score.score, "comparable_rank": again.rank or "–"}
    number = versions(scored_by(scheme, previous))
    return [_say("reform-unit", period=previous.id, version=number, **was, **now)]


def alone_note(scheme: Scheme, published: Sequence[int]) -> Message:
    """That one version scores every period; `published`: the versions by which this period was."""
    if tuple(published) == (scheme.version,):
        return _say("reform-alone", version=scheme.version)
    return _say("reform-alone-other", version=scheme.version, published=versions(published))


def reform_clause(reform: Reform) -> Message:
    """That changes are told under the same rules."""
    return _say("headline-reform", now=versions(reform.now), period=reform.compared.id)


def of_series(history: pd.DataFrame) -> Message | None:
    """Where the version of the scheme changes in a series (`ranking.history`); None where it does
    not."""
    return _joined(
        [
            _say("series-reform", period=period, now=now.replace("+", "、"))
            for period, now in changes(history)
        ]
    )


def changes(history: pd.DataFrame) -> list[tuple[str, str]]:
    """(period, version) of every period of a series that is by another version than the one before
    it, oldest first."""
    if "version" not in history:
        return []
    of = history.drop_duplicates("period").sort_values("period")[["period", "version"]]
    pairs = list(of.itertuples(index=False, name=None))
    return [now for was, now in zip(pairs, pairs[1:], strict=False) if was[1] != now[1]]


def versions(numbers: Sequence[int]) -> str:
    """Numbers of versions as text."""
    return "、".join(map(str, numbers))


def _joined(parts: Sequence[Message]) -> Message | None:
    if not parts:
        return None
    said = parts[-1]
    for part in reversed(parts[:-1]):
        said = _say("series-reform-and", one=part, other=said)
    return said


def _say(code: str, **params: object) -> Message:
    return Message(code, params, "metrics")
