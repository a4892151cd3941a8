"""The same period a year before in words: why nothing is compared with it, or by which rules."""

from collections.abc import Mapping, Sequence

from kernel.messages import Message
from metrics.finished import Progress
from metrics.narrative.progress_words import incomplete, period_name
from metrics.narrative.reform_words import versions
from metrics.narrative.reweighted_words import reweighted_notes
from metrics.scoring.place import Place


def year_notes(
    now: Progress,
    earlier: Progress,
    comparable: bool,
    compared: bool,
    scored_by: tuple[Sequence[int], Sequence[int]] | None,
    places: Sequence[Place],
    before: Mapping[str, Place],
) -> list[Message]:
    """What a reader of the figures against the year before has to know.

    now, earlier: of the period and of the year before; comparable: whether both are whole, or known
    for the same days; compared: whether any unit has a score in both; scored_by: the versions of
    the scheme of then and now where these differ; places, before: those of now, and by unit those
    of then (by the rules of now).
    """
    params = {"period": period_name(earlier.known)}
    if not comparable:
        for part in (now, earlier) if now.begun else (earlier, now):
            if (why := incomplete(part)) is not None:
                named = {"period": period_name(part.period)}
                return [_say("year-not-compared-because", why=why, **named)]
        return [_say("year-not-compared", **params)]
    if not compared:
        return [_say("year-no-data", **params)]
    notes = []
    if scored_by is not None:
        then, by = (versions(numbers) for numbers in scored_by)
        notes.append(_say("year-reform", before=then, now=by, **params))
    return notes + reweighted_notes(places, before, "year")


def _say(code: str, **params: object) -> Message:
    return Message(code, params, "metrics")
