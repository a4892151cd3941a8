"""What waits for a decision on a name, as plain objects and as lines; the commands that decide."""

import shlex
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from data.layouts.field_names import field_name, said_field
from data.reviewing.decisions import Alias, Category, Handled, Word
from data.reviewing.review import Review, UnknownCategory, UnknownUnit
from data.reviewing.suggesting import Suggestion
from data.reviewing.unknown_words import UnknownWord, values_with_words
from data.unit_resolution.renames import Rename, RenameQuestion
from kernel.messages import Message
from kernel.schema import UNIT_FIELDS

WAITING = ("kind", "written", "rows", "first", "last", "files", "near")
_FILES_SHOWN = 2


def as_content(found: Review, lang: str) -> dict[str, Any]:
    """The review as plain objects: units, unregistered, categories, handled."""
    return {
        "units": [
            {"kind": u.kind, "district": u.district, **_named(u, u.name, lang)} for u in found.units
        ],
        "unregistered": [
            {"kind": u.kind, "rows": u.rows, "names": dict(u.names), "alike": u.alike}
            for u in found.unregistered
        ],
        "categories": [{"level": c.level, **_named(c, c.written, lang)} for c in found.categories],
        "words": [
            {
                "field": w.field,
                **_dated(w, w.written),
                "values": [value for value, _ in w.values],
                "near": dict(w.near),
            }
            for w in found.words
        ],
        "handled": [_handled(one) for one in found.handled],
        "renames": [
            {"unit_id": q.unit_id, **asdict(q.rename), "since": str(q.rename.since or "") or None}
            for q in found.renames
        ],
    }


def waiting_rows(content: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What waits as rows of one kind: unknown units, the names of kinds without a register, unknown
    classes and words, in `as_content`'s terms."""
    named = [
        {"kind": kind["kind"], "written": name, "rows": rows}
        for kind in content["unregistered"]
        for name, rows in kind["names"].items()
    ]
    return [
        {"kind": one.get("level") or one.get("field"), **one}
        | {"near": [s["name"] for s in one.get("suggestions", ())] or list(one.get("near", ()))}
        for one in (*content["units"], *named, *content["categories"], *content["words"])
    ]


def _named(one: UnknownUnit | UnknownCategory, name: str, lang: str) -> dict[str, Any]:
    return _dated(one, name) | {
        "suggestions": [_suggested(suggestion, lang) for suggestion in one.suggestions]
    }


def _dated(one: UnknownUnit | UnknownCategory | UnknownWord, name: str) -> dict[str, Any]:
    return {
        "written": name,
        "rows": one.rows,
        "first": str(one.first) if one.first else None,
        "last": str(one.last) if one.last else None,
        "files": list(one.files),
    }


def _suggested(one: Suggestion, lang: str) -> dict[str, Any]:
    why = [message.text(lang) for message in one.why]
    return {"kind": one.kind, "name": one.name, "similarity": one.similarity, "why": why}


def _handled(one: Handled) -> dict[str, Any]:
    plain = {name: str(v) if isinstance(v, date) else v for name, v in vars(one.decision).items()}
    subject = {Alias: "unit", Category: "category", Rename: "rename", Word: "word"}[
        type(one.decision)
    ]
    at = one.decided_at.isoformat(timespec="seconds")
    return {"subject": subject, **plain, "decided_at": at, "resting": one.resting}


def as_lines(found: Review, lang: str) -> list[str]:
    """The review as lines of text: what waits, or that nothing does, then what was decided."""
    kinds = {field.name: field.zh if lang == "zh" else field.name for field in UNIT_FIELDS}
    kinds |= {
        level: Message(f"review-level-{level}").text(lang) for level in ("category", "subcategory")
    }
    lines = [_line(kinds[u.kind], u, u.name, lang) for u in found.units]
    lines += [_line(kinds[c.level], c, c.written, lang) for c in found.categories]
    lines += [_word_line(one, lang) for one in found.words]
    for kind in found.unregistered:
        params = {"kind": kinds[kind.kind], "n": len(kind.names), "rows": kind.rows}
        lines.append(Message("review-unregistered", params).text(lang))
        lines += [Message("review-alike", {"names": same}).text(lang) for same in kind.alike]
    lines += [line for one in found.renames for line in rename_lines(one, lang)]
    lines = lines or [Message("review-nothing").text(lang)]
    return lines + [_decided(one, kinds, lang) for one in found.handled]


def _decided(one: Handled, kinds: dict[str, str], lang: str) -> str:
    made = one.decision
    if isinstance(made, Rename):
        return _decided_rename(made, kinds, one.resting, lang)
    if isinstance(made, Word):
        name = dict(values_with_words(made.field)).get(made.name or "", "-")
        params = {"field": said_field(made.field), "written": made.written, "name": name}
        return Message("review-decided-word", params).text(lang)
    params = {"written": made.written, "name": made.name or "-", "from": "-", "to": "-"}
    if isinstance(made, Category):
        code, params["kind"] = "own", Message("review-class").text(lang)
    else:
        code, params["kind"] = "other", kinds[made.kind]
        params |= {"from": f"{made.valid_from or '-'}", "to": f"{made.valid_to or '-'}"}
    params["means"] = "unit" if made.name else code
    params["days"] = "all" if params["from"] == params["to"] == "-" else "some"
    params["resting"] = "yes" if one.resting else "no"
    return Message("review-decided", params).text(lang)


def _decided_rename(made: Rename, kinds: dict[str, str], resting: bool, lang: str) -> str:
    params = {"kind": kinds[made.kind], "former": made.former, "name": made.name}
    params["since"] = f"{made.since or '-'}"
    params |= {"joined": "yes" if made.joined else "no", "resting": "yes" if resting else "no"}
    return Message("review-decided-rename", params).text(lang)


def _line(kind: str, one: UnknownUnit | UnknownCategory, name: str, lang: str) -> str:
    near = [f"{s.name} {s.similarity:.0%}" for s in one.suggestions] or ["-"]
    return _waiting(kind, one, name, near).text(lang)


def _word_line(one: UnknownWord, lang: str) -> str:
    words = dict(one.values)
    near = [f"{value} ({words[value]}) {like:.0%}" for value, like in one.near] or ["-"]
    return _waiting(field_name(one.field, lang), one, one.written, near).text(lang)


def _waiting(
    kind: str, one: UnknownUnit | UnknownCategory | UnknownWord, name: str, near: list[str]
) -> Message:
    files = [*one.files[:_FILES_SHOWN], *(["…"] if len(one.files) > _FILES_SHOWN else [])]
    params = {"kind": kind, "name": name, "rows": one.rows, "near": near, "files": files}
    return Message("review-line", params)


def rename_lines(question: RenameQuestion, lang: str) -> list[str]:
    """What a register gives rise to ask, and the commands that answer it."""
    one = question.rename
    kinds = {field.name: field.zh if lang == "zh" else field.name for field in UNIT_FIELDS}
    params = {"id": question.unit_id, "kind": kinds[one.kind]}
    params |= {"former": one.former, "name": one.name, "since": f"{one.since or '-'}"}
    command = shlex.join(["python", "-m", "data", "rename", one.kind, one.former, one.name])
    code = "review-renamed" if one.joined else "review-number-twice"
    if one.joined and one.since:
        code = "review-renamed-since"
    yes = f"{command} --since {one.since or Message('review-day').text(lang)}"
    lines = [Message(code, params).text(lang)]
    if question.open:
        lines.append(Message("review-answer-same", {"command": yes}).text(lang))
    return [*lines, Message("review-answer-apart", {"command": f"{command} --apart"}).text(lang)]
