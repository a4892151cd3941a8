"""The commands actions and notes: what people keep beside a store, listed, added, taken back."""

import argparse
from collections.abc import Iterator, Sequence
from typing import Any

from data.batches.undoing import local_user
from data.store import Store
from kernel.configuration import ConfigurationError
from kernel.messages import Message, ShirongError
from kernel.output import as_table
from metrics.action_log.action_file import Action, measure_name
from metrics.action_log.action_folder import ActionLog
from metrics.action_log.outcome import OUTCOME_COLUMNS, outcomes
from metrics.kept_records import KeptRecord, R, good_records, record_of
from metrics.narrative.action_words import outcome_words
from metrics.schemes.single import code_of_scheme
from metrics.scoring.participants import participants
from metrics.unit_notes.note_file import NOTE_KINDS, Note
from metrics.unit_notes.note_folder import UnitNotes
from shirong.asking import (
    KIND,
    OR_SINGLE,
    SCHEME,
    Rows,
    UsageError,
    frame_rows,
    heads_of,
    number_text,
    say,
    scheme_at,
)
from shirong.command import Answer, Command, option

_LOGGED = ("id", "unit", "what", "owner", "due", "measure", "target", "scheme", "period", "state")
_NOTED = ("id", "kind", "unit", "when", "text", "recorded_by", "recorded_at")
_ID = option("--id", help="which one, as the list has it; of a new one, what its file is called")
_WHO = option("--who", default="", help="who says so (default: the user of this computer)")


def actions(options: argparse.Namespace) -> Answer:
    """The log as it is; with a period what has become of the actions, as of it."""
    log, lang = ActionLog(Store(options.store).folder), options.lang
    if options.do == "add":
        return _told([_row(log.add(_new_action(options)), _LOGGED)], _LOGGED, "action-log", lang)
    if options.do == "withdraw":
        _need(options, "id", "reason")
        withdrawn = log.withdraw(options.id, options.reason, options.who or local_user())
        return _told([_row(withdrawn, _LOGGED)], _LOGGED, "action-log", lang)
    found, wrong = _sorted_out(log.all())
    if not options.period:
        return _told([_row(one, _LOGGED) for one in found], _LOGGED, "action-log", lang, wrong)
    rows, untold = _outcomes(options, found)
    return _told(rows, OUTCOME_COLUMNS, "action-log", lang, [*wrong, *untold])


def notes(options: argparse.Namespace) -> Answer:
    """The notes; one is added or deleted."""
    folder, lang = UnitNotes(Store(options.store).folder), options.lang
    if options.do == "add":
        _need(options, "text")
        names = ("id", "kind", "unit", "day", "period", "text")
        added = folder.add(record_of(Note, _given(options, names)))
        return _told([_row(added, _NOTED)], _NOTED, "note", lang)
    if options.do == "delete":
        _need(options, "id")
        folder.delete(options.id)
    found, wrong = _sorted_out(folder.all())
    return _told([_row(one, _NOTED) for one in found], _NOTED, "note", lang, wrong)


def _new_action(options: argparse.Namespace) -> Action:
    """The action that the options say. UsageError, or what is wrong of the unit or the scheme."""
    _need(options, "unit", "what", "due", "measure", "target", "scheme", "period")
    scheme, period = scheme_at(options)
    with Store(options.store).connect() as con:
        known = participants(con, scheme, [period])[period.id]
    if options.unit not in known:
        params = {"unit": options.unit, "units": ", ".join(sorted(known)) or "–"}
        raise UsageError(Message("explain-unknown-unit", params, "metrics"))
    names = ("id", "unit", "what", "owner", "due", "measure", "target")
    scored = {"scheme": code_of_scheme(scheme), "period": period.id}
    return record_of(Action, _given(options, names) | scored)


def _outcomes(options: argparse.Namespace, found: Sequence[Action]) -> tuple[Rows, list[str]]:
    """What became of them, scheme by scheme; and of which schemes nobody can say it."""
    rows: Rows = []
    untold: list[str] = []
    asked = [options.scheme] if options.scheme else dict.fromkeys(one.scheme for one in found)
    with Store(options.store).connect() as con:
        for code in asked:
            options.scheme = code
            try:
                scheme, period = scheme_at(options)
            except ShirongError as error:
                untold.append(error.text(options.lang))
                continue
            rows += frame_rows(outcomes(con, scheme, period, found))
    return rows, untold


def _given(options: argparse.Namespace, names: Sequence[str]) -> dict[str, Any]:
    said = {name: getattr(options, name) for name in names}
    said = {name: value for name, value in said.items() if value is not None}
    return said | {"recorded_by": options.who or local_user()}


def _need(options: argparse.Namespace, *names: str) -> None:
    lacking = [f"--{name}" for name in names if not getattr(options, name)]
    if lacking:
        raise UsageError(Message("cli-options-lacking", {"names": ", ".join(lacking)}, "metrics"))


def _sorted_out(found: Sequence[R | ConfigurationError]) -> tuple[list[R], list[Any]]:
    wrong = [one for one in found if isinstance(one, ConfigurationError)]
    return good_records(found), wrong


def _row(one: KeptRecord, columns: Sequence[str]) -> dict[str, Any]:
    return {name: getattr(one, name) for name in columns}


def _told(
    rows: Rows, columns: Sequence[str], what: str, lang: str, wrong: Sequence[Any] = ()
) -> Answer:
    """Rows, with words for their codes to people; broken files on stderr, and the exit code 2."""
    after = [one if isinstance(one, str) else one.text(lang) for one in wrong]
    lines = _lines(rows, columns, what, lang)
    return Answer(rows, lines, columns, after=after, code=2 if wrong else 0)


def _lines(rows: Rows, columns: Sequence[str], what: str, lang: str) -> Iterator[str]:
    if not rows:
        yield say(f"{what}-none", lang)
        return
    shown = [name for name in columns if name != "certain"]  # the outcome says it
    told = [{name: _word(row, name, lang) for name in shown} for row in rows]
    yield as_table(told, heads_of(shown, lang, f"{what}-head"))


def _word(row: dict[str, Any], name: str, lang: str) -> Any:
    """What people read in a column."""
    match name:
        case "measure":
            return measure_name(row[name], lang)
        case "state":
            return say(f"action-log-{row[name]}", lang)
        case "kind":
            return say(f"note-{row[name]}", lang)
        case "outcome":
            return outcome_words(row).text(lang)
        case "target" | "before" | "after":
            return number_text(row[name])
    return row[name]


_TEXT_OPTIONS = {
    "--unit": "the unit",
    "--what": "what is promised",
    "--owner": "who answers for it",
    "--due": "until when, e.g. 2025-11-30",
    "--measure": "score, or an indicator of which one direction is better",
    "--reason": "why it is withdrawn",
}
COMMANDS = (
    Command(
        "actions",
        actions,
        "what was promised and, with --period, what became of it; adds or withdraws an action",
        (
            option(
                "do", nargs="?", choices=("list", "add", "withdraw"), default="list",
                help="what to do (default: list)",
            ),
            _ID,
            *(option(name, help=said) for name, said in _TEXT_OPTIONS.items()),
            option("--target", type=float, help="the value that is to be reached"),
            option("--scheme", help=f"{SCHEME}{OR_SINGLE}"),
            option("--period", help="of a new one: in which it is recorded; list: as of which"),
            KIND,
            _WHO,
        ),
    ),
    Command(
        "notes",
        notes,
        "what happened, how units explain it, what was redrawn; adds or deletes a note",
        (
            option(
                "do", nargs="?", choices=("list", "add", "delete"), default="list",
                help="what to do (default: list)",
            ),
            _ID,
            option("--kind", choices=NOTE_KINDS, default="event", help="default: event"),
            option("--unit", help="on which unit; without it on the whole city"),
            option("--day", help="on which day, e.g. 2025-10-12"),
            option("--period", help="or in which period, e.g. 2025-10"),
            option("--text", help="what it says"),
            _WHO,
        ),
    ),
)  # fmt: skip
