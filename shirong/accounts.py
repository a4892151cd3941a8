"""Accounts of imports in lines: what became of each row, what stopped, what contradicts."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from data.importing.account import OUTCOMES, Account
from data.layouts.field_names import field_counts, field_name, table_name
from kernel.messages import Message
from shirong.review_lines import rename_lines

ACCOUNT = ("batch_id", "file", "sheet", "profile", "encoding", "header_row", "rows_read", *OUTCOMES)


def account_lines(account: Account, lang: str, asking: bool = False) -> Iterator[str]:
    """One sheet's account: a line of counts, then the reasons, the fields, the unknown names;
    `asking`: and what its import gives rise to ask."""
    params = {name: getattr(account, name) for name in ("rows_read", *OUTCOMES)}
    params |= {"file": account.file, "profile": account.profile or "-"}
    params["sheet"] = f" [{place}]" if (place := account.place(lang)) else ""
    yield Message("cli-summary", params).text(lang)
    shown = account.to_json(lang)
    for text, count in shown["reasons"].items():
        yield f"    {count:>8,}  {text}"
    for text, count in shown["warnings"].items():
        yield "    " + Message("cli-note", {"text": text, "count": count}).text(lang)
    if account.changed_fields:
        fields = field_counts(account.changed_fields, lang)
        yield "    " + Message("cli-changed-fields", {"fields": fields}).text(lang)
    for question in account.renames if asking else ():
        for line in rename_lines(question, lang):
            yield f"    {line}"
    if account.unknown_units:
        names = [f"{unit.name}({unit.rows})" for unit in account.unknown_units[:20]]
        yield "    " + Message("cli-unknown-units", {"names": names}).text(lang)


def stopped_lines(accounts: Sequence[Account], lang: str) -> Iterator[str]:
    """Why files were not stored at all, and what to do about it."""
    for account in accounts:
        reasons = [] if account.readable else list(account.reasons)
        for said in (*reasons, *(one.said for one in account.undecided), *account.doubts):
            yield f"{account.file}: {said.text(lang)}"
    undecided = list(dict.fromkeys(a.file for a in accounts if a.undecided))
    if undecided:
        yield Message("cli-undecided", {"files": undecided}).text(lang)
    if any(account.doubts for account in accounts):
        yield Message("cli-doubtful").text(lang)


def contradiction_lines(accounts: Sequence[Account], lang: str) -> Iterator[str]:
    """Which rows of an import contradict each other, both sides."""
    for account in accounts:
        for row in account.contradictions:
            yield Message("cli-contradiction", conflict_words(row, lang)).text(lang)
    if count := sum(account.conflicts for account in accounts):
        yield Message("cli-contradictions", {"count": count}).text(lang)


def conflict_words(row: Mapping[Any, Any], lang: str) -> dict[str, Any]:
    """Two values of one field, with the names of table and field as people know them."""
    said: dict[str, Any] = dict(row)
    said["field"] = field_name(row["field"], lang)
    said["table_name"] = table_name(row["table_name"], lang)
    for side, source in (("earlier", "earlier"), ("later", "source")):
        said[side] = "–" if row[side] is None else row[side]
        sheet = row[f"{source}_sheet"]
        said[f"{source}_place"] = row[f"{source}_file"] + (f" [{sheet}]" if sheet else "")
    return said
