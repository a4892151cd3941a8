"""The door: nothing of the dashboard, its files or its websocket is answered before it is known who
asks.

A session's cookie is set here because Streamlit can set none that scripts cannot read. A visitor
without a session is led to the login page, and from there to the address that he had asked for.
"""

import logging
import secrets
from collections.abc import Callable
from http.cookies import CookieError, SimpleCookie
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

from anyio import to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import (
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
)
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.types import Message as ServerMessage

from data.access.accounts import AccountError, Accounts, LoginRefusedError
from data.access.audit import Audit
from data.access.settings import AccessSettings, access_settings, is_loopback
from data.health import health
from kernel.configuration import ConfigurationError
from kernel.messages import LANGUAGES, Message
from ui.access.login_page import PAGE_HEADERS, login_page, password_page, refusal_page

log = logging.getLogger("shirong.access")

COOKIE = "shirong_session"
PERSON_HEADER = "x-shirong-person"  # set here for the pages; whatever comes under it is taken out
ADDRESS_HEADER = "x-shirong-address"
SEAL = secrets.token_hex()  # what comes without it was not said by the guard of this process
LOGIN, LOGOUT, PASSWORD = "/login", "/logout", "/password"
HEALTH = "/healthz"  # for monitors, who have no account; it tells numbers alone
_OPEN = ("/static/", "/_stcore/health")  # the frontend's own files; they hold no data
APP_HEADERS = {
    # Streamlit starts by a script inside its page, and so do our own. Everything else comes from
    # this server; a name out of a file can load nothing from elsewhere, nor send anything there.
    "content-security-policy": "default-src 'self'; script-src 'self' 'unsafe-inline'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'self'",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "SAMEORIGIN",
}
_MOST_BYTES = 4096  # of a login


class Guard:
    """ASGI middleware around all of Streamlit's routes. folder: where the store lies; base: the
    path under which the dashboard is served; version: the program's own, for monitors."""

    def __init__(
        self,
        app: ASGIApp,
        folder: Callable[[], Path],
        base: Callable[[], str] = lambda: "",
        version: str = "",
    ) -> None:
        self._app, self._folder, self._base, self._version = app, folder, base, version

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        send = _guarded(send)
        answer = await self._decide(scope, receive)
        if answer is None:
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await answer(scope, receive, send)

    async def _decide(self, scope: Scope, receive: Receive) -> Response | None:
        """The answer to who may not come in, or not yet; None lets pass, and the scope then says
        who it is."""
        headers = [(k, v) for k, v in scope["headers"] if not k.lower().startswith(b"x-shirong-")]
        scope["headers"] = headers
        client = scope["client"][0] if scope.get("client") else ""
        lang = _language(scope)
        if scope["type"] == "http" and self._path(scope) == HEALTH:
            well, told = await to_thread.run_sync(health, self._folder())
            return JSONResponse(
                {"version": self._version, **told},
                200 if well else 503,
                {"cache-control": "no-store"},
            )
        try:
            settings = access_settings(self._folder())
        except ConfigurationError as error:
            log.error("%s", error.text("en"))
            return _html(refusal_page(Message("access-broken-settings").text(lang), lang), 503)
        address = _from_where(Headers(raw=headers), client, settings)
        if settings.accounts == "none":
            if is_loopback(client) and is_loopback(address):
                return None
            said = Message("access-open-page", {"file": "access.yaml"})
            return _html(refusal_page(said.text(lang), lang), 403)
        if settings.accounts == "header":
            return await self._by_header(scope, client, address, settings, lang)
        return await self._by_session(scope, receive, address, lang)

    async def _by_header(
        self, scope: Scope, client: str, address: str, settings: AccessSettings, lang: str
    ) -> Response | None:
        name = Headers(raw=scope["headers"]).get(settings.header.name, "").strip()
        code = "" if settings.header.believes(client) else "access-not-proxy"
        if not code and not name:
            code = "access-no-name"
        if not code and not await to_thread.run_sync(Accounts(self._folder()).person, name):
            code = "access-no-account"
            if scope["type"] == "http" and "text/html" in _accepts(scope):
                await self._note("login-failed", name, address, "header")
        if code:
            return _html(refusal_page(Message(code).text(lang), lang), 403)
        if scope["type"] == "websocket":
            await self._note("login", name, address, "header")
        _say_who(scope, f"header:{name}", address)
        return None

    async def _by_session(
        self, scope: Scope, receive: Receive, address: str, lang: str
    ) -> Response | None:
        path = self._path(scope)
        if any(path.startswith(one) for one in _OPEN):
            return None
        token = _cookie(scope)
        accounts = Accounts(self._folder())
        name = await to_thread.run_sync(accounts.name_of, token) if token else None
        if scope["type"] == "http" and path in (LOGIN, LOGOUT, PASSWORD):
            return await self._own_page(Request(scope, receive), path, token, name, address, lang)
        found = await to_thread.run_sync(accounts.find, name) if name else None
        if found is None or found.must_change:
            if scope["type"] == "http" and "text/html" in _accepts(scope):
                query = scope.get("query_string", b"").decode("latin-1")
                wanted = quote(path + (f"?{query}" if query else ""), safe="")
                to = PASSWORD if found else LOGIN
                return _to(f"{self._base()}{to}?next={wanted}&lang={lang}")
            return PlainTextResponse("login", 401)
        _say_who(scope, f"local:{token}", address)
        return None

    async def _own_page(
        self, request: Request, path: str, token: str, name: str | None, address: str, lang: str
    ) -> Response:
        """The pages of logging in, out, and of another password."""
        wanted, base = _inside(request.query_params.get("next", "/")), self._base()
        if _from_elsewhere(request):
            return PlainTextResponse("cross-site", 403)
        if path == LOGOUT:
            if name:
                await to_thread.run_sync(Accounts(self._folder()).log_out, token)
                await self._note("logout", name, address)
            gone = _to(f"{base}{LOGIN}?lang={lang}")
            gone.delete_cookie(COOKIE, path=base or "/")
            return gone
        if path == PASSWORD and not name:
            return _to(f"{base}{LOGIN}?lang={lang}")
        draw = password_page if path == PASSWORD else login_page
        if request.method != "POST":
            return _html(draw(base, wanted, lang))
        form = await _form(request)
        accounts = Accounts(self._folder())
        asked = form.get("name", "").strip()
        try:
            if path == PASSWORD:
                new = form.get("new", "")
                if new != form.get("again", ""):
                    raise AccountError(Message("password-differs"))
                change = accounts.change_own_password
                made = await to_thread.run_sync(change, token, form.get("old", ""), new, address)
                await self._note("password", name or "", address)
            else:
                made = await to_thread.run_sync(
                    accounts.log_in, asked, form.get("password", ""), address
                )
                await self._note("login", asked, address)
        except LoginRefusedError as error:
            await self._note("login-failed", asked or name or "", address, error.why)
            return _html(draw(base, wanted, lang, error.text(lang), asked), 401)
        except AccountError as error:
            return _html(draw(base, wanted, lang, error.text(lang)), 400)
        inside = _to(f"{base}{wanted}")
        secure = request.url.scheme == "https" or _forwarded_secure(request)
        inside.set_cookie(
            COOKIE, made, path=base or "/", httponly=True, samesite="lax", secure=secure
        )
        return inside

    async def _note(self, what: str, who: str, address: str, detail: str = "") -> None:
        audit = Audit(self._folder())
        await to_thread.run_sync(lambda: audit.add(what, detail, who or "-", address or "-"))

    def _path(self, scope: Scope) -> str:
        """The path below where the dashboard is served."""
        return "/" + str(scope["path"]).removeprefix(self._base()).lstrip("/")


def _guarded(send: Send) -> Send:
    """Sends the headers that bind a browser to this server with every answer that has none of its
    own: Streamlit sets none of them."""

    async def sending(message: ServerMessage) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=list(message.get("headers", [])))
            for name, value in APP_HEADERS.items():
                headers.setdefault(name, value)
            message = {**message, "headers": headers.raw}
        await send(message)

    return sending


def _say_who(scope: Scope, who: str, address: str) -> None:
    said = ((PERSON_HEADER, f"{SEAL}:{who}"), (ADDRESS_HEADER, address))
    scope["headers"] = [*scope["headers"], *((k.encode(), v.encode()) for k, v in said)]


def _from_where(headers: Headers, client: str, settings: AccessSettings) -> str:
    """The address of who asks: the last one that a proxy which is believed has added. Without
    accounts whatever a proxy says of others counts, so that none opens the dashboard unasked."""
    forwarded = headers.get("x-forwarded-for", "").rpartition(",")[2].strip()
    trusted = settings.header.believes(client) or is_loopback(client)
    return forwarded if forwarded and trusted else client


def _forwarded_secure(request: Request) -> bool:
    return request.headers.get("x-forwarded-proto", "") == "https"


def _from_elsewhere(request: Request) -> bool:
    """Whether another site sent the visitor's browser to one of our forms."""
    site = request.headers.get("sec-fetch-site", "same-origin")
    origin = urlsplit(request.headers.get("origin", "")).netloc
    if request.method == "POST":
        foreign = bool(origin) and origin != request.headers.get("host", "")
        return foreign or site not in ("same-origin", "none")
    return request.url.path.endswith(LOGOUT) and site == "cross-site"


def _cookie(scope: Scope) -> str:
    jar: SimpleCookie = SimpleCookie()
    try:
        jar.load(Headers(raw=scope["headers"]).get("cookie", ""))
    except CookieError:
        return ""
    return jar[COOKIE].value if COOKIE in jar else ""


def _accepts(scope: Scope) -> str:
    return Headers(raw=scope["headers"]).get("accept", "") if scope["method"] == "GET" else ""


def _language(scope: Scope) -> str:
    asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("lang", [""])[-1]
    return asked if asked in LANGUAGES else LANGUAGES[0]


def _inside(address: str) -> str:
    """An address of this dashboard; its start for any other."""
    parts = urlsplit(address)
    plain = address.startswith("/") and not address.startswith(("//", "/\\"))
    if not plain or parts.netloc or any(ord(c) < 33 or c == "\\" for c in address):
        return "/"
    return "/" if parts.path in (LOGIN, LOGOUT, PASSWORD) else address


async def _form(request: Request) -> dict[str, str]:
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > _MOST_BYTES:
            return {}
    fields = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)
    return {name: values[-1] for name, values in fields.items()}


def _html(content: str, status: int = 200) -> Response:
    return HTMLResponse(content, status, PAGE_HEADERS)


def _to(address: str) -> Response:
    return RedirectResponse(address, 303, {"cache-control": "no-store"})
