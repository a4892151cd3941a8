"""What a register gives rise to ask about a name, as lines for the command line."""

import shlex

from data.unit_resolution.renames import RenameQuestion
from kernel.messages import Message
from kernel.schema import UNIT_FIELDS


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
