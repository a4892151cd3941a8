"""What a component takes of another scheme, in words: which periods by which versions, and which
are missing."""

from collections.abc import Iterable, Sequence

from kernel.messages import Message
from metrics.narrative.headline import units_message
from metrics.narrative.progress_words import runs_of
from metrics.narrative.reform_words import versions
from metrics.scoring.composed import Taken


def composed_notes(taken: Iterable[Taken], units: Sequence[str]) -> list[Message]:
    """One sentence for each component, one for the periods that are missing or not over, and one
    for the units that have no score in some of the others. units: those of the ranking."""
    notes = []
    for one in taken:
        name, scheme = one.leaf.name, one.scheme.name
        about = {"zh": name.zh, "en": name.en, "of_zh": scheme.zh, "of_en": scheme.en}
        if one.counted:
            params = {"periods": runs_of(one.counted), "n": len(one.counted)}
            notes.append(_say("composed", versions=versions(one.versions), **params, **about))
        else:
            notes.append(_say("composed-nothing", **about))
        for code, gaps in (("missing", one.missing), ("unfinished", one.unfinished)):
            if gaps:
                notes.append(_say(f"composed-{code}", periods=runs_of(gaps), **about))
        short = [unit for unit in units if 0 < len(one.scores(unit)) < len(one.counted)]
        if short:
            notes.append(_say("composed-units", units=units_message(short), **about))
    return notes


def _say(code: str, **params: object) -> Message:
    return Message(code, params, "metrics")
