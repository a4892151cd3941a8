"""A button that a role may not use is dead, and says why: every one says what right it needs, lies
on a page that opens for those alone who have it, or is listed here as one that writes nothing."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.access import rights
from data.access.rights import RIGHTS, Person
from ui.access import run
from ui.navigation import page_entries

UI = Path(__file__).resolve().parents[2] / "ui"
# Rooms whose buttons change what is asked or drafted in this session, and nothing that is kept.
OF_THE_SESSION = ("scheme/whatif/", "analysis/", "period_filter.py", "chart_heading.py")
OF_A_DRAFT = ("rule", "scheme", "case", "ladder", "group")  # _fields.py of the editor
HARMLESS = {
    ("states.py", "state-no-match-reset"), ("ledger/listing.py", "letter-make"),
    ("views/menu.py", "views-menu"), ("scheme/editing/editor.py", "edit-new"),
    ("scheme/editing/editor.py", "edit-open"),
}  # fmt: skip


def buttons() -> Iterator[tuple[str, str, bool]]:
    """File, text code and whether a right is named, of every button of the pages."""
    for path in sorted(UI.rglob("*.py")):
        name = path.relative_to(UI).as_posix()
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
                continue
            if call.func.attr in ("button", "submit_button", "popover"):
                codes = [c.value for c in ast.walk(call.args[0]) if isinstance(c, ast.Constant)]
                code = str(codes[0]) if codes else ""
                yield name, code, any(word.arg == "needs" for word in call.keywords)


def needs_none(name: str, code: str) -> bool:
    """Whether a button writes nothing, or lies where only those come who may."""
    if (name, code) in HARMLESS or name.startswith(OF_THE_SESSION):
        return True
    if name.startswith("scheme/editing/"):
        fields = tuple(f"scheme/editing/{one}_fields.py" for one in OF_A_DRAFT)
        return name.startswith((*fields, "scheme/editing/tree.py"))
    entry = page_entries().get(name.partition("/")[0])
    return entry is not None and bool(set(entry.rights) - {"others"})


def test_every_button_says_what_right_it_needs() -> None:
    found = list(buttons())
    assert sum(named for *_, named in found) > 25
    assert not [
        (name, code) for name, code, named in found if not (named or needs_none(name, code))
    ]
    assert not HARMLESS - {(name, code) for name, code, _ in found}


PLACES = [
    ("unit", {"unit": "东屏区", "kind": "district"}),
    ("ledger", {}),
    ("objects", {"part": "kinds"}),
    ("scheme", {"part": "edit"}),
    ("views", {}),
    ("bulletins", {}),
    ("consequences", {"part": "entry"}),
]
WRITE_NOTHING = {"reset", "letter-make", "edit-new", "edit-open", "words-show"}


@pytest.mark.parametrize(("page", "query"), PLACES)
@pytest.mark.parametrize("role", ["viewer", "unit", "analyst", "office"])
def test_buttons_are_dead_for_whom_may_not_use_them(
    open_page, monkeypatch, sample_store, role: str, page: str, query: dict[str, str]
) -> None:
    person = Person(role, role, RIGHTS[role], frozenset({"东屏区"}) if role == "unit" else None)
    monkeypatch.setattr(rights, "_resolvers", [])
    monkeypatch.setattr(run, "person_of_run", lambda: person)
    shown = open_page(page, sample_store, **query)
    alive = {one.key for one in shown.button if not one.disabled and one.key not in WRITE_NOTHING}
    writing = {key for key in alive if key and key.startswith(WRITERS)}
    if role == "office":
        assert not {one.key for one in shown.button if one.help and "没有" in one.help}
        assert writing or page not in ("unit", "consequences")
    else:
        allowed = {"view-save", "views-start", "views-rename", "views-delete"}
        assert writing <= (allowed if role == "analyst" else set()), writing


WRITERS = ("view", "action", "note", "letter-issue", "entry", "bulletin", "kind", "edit-")
