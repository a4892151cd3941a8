"""How far a period has got, in words."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from kernel.messages import Message
from kernel.periods import Period, day_message
from metrics.finished import Progress


def progress_parts(progress: Progress) -> list[Message]:
    """That a period is not over, or not whole, and what is missing; nothing of a finished one."""
    parts = []
    if progress.running:
        if progress.day:
            params = {"day": progress.day, "days": progress.period.days}
            parts.append(_say("progress-day", **params))
        else:
            parts.append(_say("progress-nothing"))
        last = progress.known.last_day if progress.known.reached else None
        for source, at in progress.behind:
            day = (at - timedelta(microseconds=1)).date()
            if day != last:
                parts.append(_behind(source, at, progress.period))
    if progress.missing:
        parts.append(_say("progress-missing", months=runs_of(progress.missing)))
    if progress.unfinished:
        parts.append(_say("progress-unfinished", months=runs_of(progress.unfinished)))
    return parts


def progress_sentence(progress: Progress) -> Message | None:
    """The parts in one sentence; None of a finished period."""
    return _joined(progress_parts(progress))


def progress_notes(progress: Progress, earlier: Progress, compared: bool) -> list[Message]:
    """What a reader of a ranking has to know: that it is not final, and what it is compared with.

    earlier: the period before; compared: whether it can be compared with that.
    """
    notes = []
    sentence = progress_sentence(progress)
    if sentence is not None:
        notes += [*not_final(progress), _say("progress-no-lists")]
    if compared and progress.running:
        period = progress.known.shift(-1)
        notes.append(_say("progress-same-days", days=period_name(period)))
    elif not compared and len(earlier.missing) < max(len(earlier.period.months()), 1):
        part = progress if progress.begun else earlier
        why = incomplete(part)
        if why is not None:
            params = {"period": period_name(part.period), "why": why}
            notes.append(_say("progress-not-compared-because", **params))
        else:
            notes.append(_say("progress-not-compared"))
    return notes


def incomplete(progress: Progress) -> Message | None:
    """Why the data of a period are not whole; None where they are."""
    return _joined([*progress_parts(progress), *_begun(progress)])


def not_final(progress: Progress) -> list[Message]:
    """That ranks and scores are not final; nothing of a finished period."""
    sentence = progress_sentence(progress)
    return [] if sentence is None else [_say("progress-note", progress=sentence)]


def running_clauses(progress: Progress, lead: Message) -> list[Message]:
    """What a lead sentence says of a period that is not over: how far it is, and who is first."""
    sentence = progress_sentence(progress)
    code = "headline-running" if progress.running else "headline-incomplete"
    return [_say(code, progress=sentence or ""), lead]


def against(period: Period) -> Message | str:
    """A period that another is compared with: its id; of one that is cut its name with its days."""
    return period_name(period) if period.reached else period.id


def period_name(period: Period) -> Message:
    """The name of a period, in the language of the text that it stands in."""
    return Message("period-name", {"zh": period.label("zh"), "en": period.label("en")}, "metrics")


def _behind(source: str, at: datetime, period: Period) -> Message:
    day = (at - timedelta(microseconds=1)).date()
    shown = day_message(day) if day.year == period.last_day.year else f"{day}"
    return _say("progress-behind", source=_say(f"source-{source}"), day=shown)


def _begun(progress: Progress) -> list[Message]:
    """From when on the sources are known that begin inside a period."""
    return [
        _say("progress-begun", source=_say(f"source-{source}"), day=day_message(day))
        for source, day in progress.begun
    ]


def runs_of(months: Sequence[Period]) -> Message:
    """Periods of one length, those in a row together: `2024-01–2024-09、2024-11`."""
    runs: list[list[Period]] = []
    for month in months:
        if runs and runs[-1][-1].shift(1) == month:
            runs[-1].append(month)
        else:
            runs.append([month])
    texts = [run[0].id if len(run) == 1 else f"{run[0].id}–{run[-1].id}" for run in runs]
    found: Message | str = texts[0]
    for text in texts[1:]:
        found = _say("progress-and", first=found, second=text)
    return found if isinstance(found, Message) else _say("progress-one", text=found)


def _joined(parts: Sequence[Message]) -> Message | None:
    if not parts:
        return None
    found = parts[0]
    for part in parts[1:]:
        found = _say("progress-joined", first=found, second=part)
    return found


def _say(code: str, **params: object) -> Message:
    return Message(code, params, "metrics")
