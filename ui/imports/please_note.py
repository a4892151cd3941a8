"""What is stored, or would be, and yet deserves a look: the warnings of an import, by file."""

from collections import Counter
from collections.abc import Collection, Sequence
from html import escape

from data.importing.account import Account
from ui.i18n import language, said, t
from ui.markup import put, section

# These count rows; any other warning is about its file, and names the rows in its text.
_OF_ROWS = frozenset(
    (
        *("import-not-understood", "import-unknown-word", "import-longer-rows"),
        *("import-damaged-keys", "import-undecided-date", "import-no-date"),
    )
)


def please_note(accounts: Sequence[Account]) -> None:
    """A section that has each warning once per sheet; nothing when there are none."""
    items = [_item(account) for account in accounts if account.warnings]
    if items:
        put(section(t("import-please-note"), escape(t("import-please-note-hint"))))
        put(f'<dl class="list attention">{"".join(items)}</dl>')


def noted(account: Account, but: Collection[str] = ()) -> list[str]:
    """Each warning once, with its rows where it is about rows; the most frequent first. `but`: the
    codes of those that are told elsewhere."""
    counted: Counter[str] = Counter()
    for message, n in account.warnings.items():
        if message.code not in but:
            counted[said(message)] += n if message.code in _OF_ROWS else 0
    rows = {text: t("import-warned-rows", rows=n) if n else "" for text, n in counted.items()}
    return [text + rows[text] for text, _ in counted.most_common()]


def _item(account: Account) -> str:
    """The file and sheet, and what is to be noted about it."""
    lines = "".join(f"<dd>{escape(text)}</dd>" for text in noted(account))
    place = account.place(language())
    name = f"{account.file} · {place}" if place else account.file
    return f"<dt>{escape(name)}</dt>{lines}"
