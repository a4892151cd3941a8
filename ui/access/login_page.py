"""The pages of the door, before any of Streamlit is loaded: login, another password, a refusal.

They hold no script and ask for nothing else, and say so to the browser.
"""

from dataclasses import asdict
from html import escape
from pathlib import Path
from urllib.parse import urlencode

from data.access.accounts import SHORTEST
from ui.i18n import LANGUAGE_SIGNS, language, speaking, t
from ui.theme import DARK, FONT, LIGHT, Palette

PAGE_HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
_CSS = Path(__file__).with_name("door.css")


def login_page(base: str, wanted: str, lang: str, wrong: str = "", name: str = "") -> str:
    """Name and password. wanted: where it leads to; wrong: why the last try led nowhere; name: what
    was typed then."""
    with speaking(lang):
        fields = [
            _field("name", t("login-name"), "text", "username", name),
            _field("password", t("login-password"), "password", "current-password"),
        ]
        hint = t("login-hint")
        return _form(f"{base}/login", wanted, t("login-title"), hint, wrong, fields, t("login-go"))


def password_page(base: str, wanted: str, lang: str, wrong: str = "", name: str = "") -> str:
    """Another password, once the old one is known."""
    with speaking(lang):
        fields = [
            _field("old", t("password-old"), "password", "current-password"),
            _field("new", t("password-new"), "password", "new-password"),
            _field("again", t("password-again"), "password", "new-password"),
        ]
        hint = t("password-hint", n=SHORTEST)
        title, act = t("password-title"), t("password-go")
        return _form(f"{base}/password", wanted, title, hint, wrong, fields, act)


def refusal_page(why: str, lang: str) -> str:
    """Why nobody may come in this way, and what to do."""
    with speaking(lang):
        title = escape(t("door-closed"))
        return _page(f"<h1>{title}</h1><p class='why'>{escape(why)}</p>")


def _form(
    action: str, wanted: str, title: str, hint: str, wrong: str, fields: list[str], act: str
) -> str:
    there = [
        f'<a href="?{escape(urlencode({"next": wanted, "lang": code}))}"'
        f"{' aria-current=true' if language() == code else ''}>{escape(sign)}</a>"
        for code, sign in LANGUAGE_SIGNS.items()
    ]
    said = f'<p class="wrong" role="alert">{escape(wrong)}</p>' if wrong else ""
    query = escape(urlencode({"next": wanted, "lang": language()}))
    return _page(
        f'<nav>{"".join(there)}</nav><h1>{escape(title)}</h1><p class="hint">{escape(hint)}</p>'
        f'{said}<form method="post" action="{escape(action)}?{query}">{"".join(fields)}'
        f"<button>{escape(act)}</button></form>"
    )


def _field(name: str, label: str, kind: str, known_as: str, value: str = "") -> str:
    focus = " autofocus" if name in ("name", "old") else ""
    return (
        f'<label>{escape(label)}<input name="{name}" type="{kind}" autocomplete="{known_as}"'
        f' value="{escape(value)}" required{focus}></label>'
    )


def _page(body: str) -> str:
    title = escape(t("app-title"))
    colours = f":root{{{_variables(LIGHT)}}}"
    dark = f"@media (prefers-color-scheme: dark){{:root{{{_variables(DARK)}}}}}"
    css = f"{colours}{dark}body{{font-family:{FONT}}}{_CSS.read_text(encoding='utf-8')}"
    return (
        f'<!doctype html><html lang="{language()}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{title}</title><style>{css}</style></head>"
        f'<body><main><p class="app">{title}</p>{body}</main></body></html>'
    )


def _variables(palette: Palette) -> str:
    return "".join(f"--{k.replace('_', '-')}:{v};" for k, v in asdict(palette).items())
