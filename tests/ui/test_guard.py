"""The door: what is answered to whom before anything of the dashboard is."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from data.access.accounts import Accounts
from data.access.audit import Audit
from data.access.settings import ACCESS_FILE
from ui.access.guard import COOKIE, PERSON_HEADER, SEAL, Guard

WORD, OTHER = "correct horse 7", "another horse 8"
HTML = {"accept": "text/html"}


async def _answer(request: Request) -> PlainTextResponse:
    return PlainTextResponse(request.headers.get(PERSON_HEADER, "nobody"))


async def _talk(socket: WebSocket) -> None:
    await socket.accept()
    await socket.send_text(socket.headers.get(PERSON_HEADER, "nobody"))
    await socket.close()


@pytest.fixture
def door(tmp_path: Path):
    """A client of a guarded application, as from an address."""
    (tmp_path / ACCESS_FILE).write_text("accounts: local\n", encoding="utf-8")
    Accounts(tmp_path).add("zhang", "office", password=WORD)

    def client(address: str = "10.0.0.9", settings: str | None = None) -> TestClient:
        if settings is not None:
            (tmp_path / ACCESS_FILE).write_text(settings, encoding="utf-8")
        routes = [
            WebSocketRoute("/_stcore/stream", _talk),
            Route("/{path:path}", _answer, methods=["GET", "POST"]),
        ]
        guarded = Guard(Starlette(routes=routes), lambda: tmp_path)
        return TestClient(guarded, client=(address, 50000), follow_redirects=False)

    return client


def log_in(client: TestClient, password: str = WORD, wanted: str = "/"):
    form = {"name": "zhang", "password": password}
    return client.post("/login", params={"next": wanted}, data=form)


def entered(client: TestClient) -> TestClient:
    log_in(client)
    form = {"old": WORD, "new": OTHER, "again": OTHER}
    assert client.post("/password", data=form).status_code == 303
    return client


def test_nothing_is_answered_before_the_login(door) -> None:
    client = door()
    for path in ("/", "/districts", "/media/abc.csv", "/_stcore/upload_file/1/2", "/component/x"):
        assert client.get(path).status_code == 401
        assert client.get(path, headers=HTML).headers["location"].startswith("/login")
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/_stcore/stream"):
        pass
    assert client.get("/_stcore/health").status_code == 200
    assert client.get("/static/js/index.js").text == "nobody"


def test_every_answer_binds_the_browser_to_this_server(door) -> None:
    """Also to those who are not logged in yet, and the login page says more than the dashboard."""
    client = door()
    before = {path: client.get(path, headers=HTML).headers for path in ("/", "/login", "/healthz")}
    inside = entered(client).get("/").headers
    for headers in (*before.values(), inside):
        policy = headers["content-security-policy"]
        assert "default-src 'self'" in policy or "default-src 'none'" in policy
        assert "http" not in policy and "*" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] in ("SAMEORIGIN", "DENY")
        assert headers["referrer-policy"] in ("same-origin", "no-referrer")
    assert "script-src" not in before["/login"]["content-security-policy"]
    assert before["/login"]["x-frame-options"] == "DENY"


def test_a_deep_link_leads_to_its_page_after_the_login(door) -> None:
    client = door()
    asked = "/unit?kind=district&unit=%E4%B8%9C%E5%B1%8F%E5%8C%BA&lang=en"
    to = client.get(asked, headers=HTML).headers["location"]
    query = parse_qs(urlsplit(to).query)
    assert query["next"] == [asked] and query["lang"] == ["en"]
    page = client.get(to, headers=HTML)
    assert page.status_code == 200 and "Log in" in page.text
    assert "script" not in page.text and "frame-ancestors 'none'" in str(page.headers)
    first = log_in(client, wanted=asked)
    assert first.status_code == 303 and first.headers["location"] == asked
    held = client.get(asked, headers=HTML).headers["location"]  # a password set by another
    assert held.startswith("/password?next=")
    form = {"old": WORD, "new": OTHER, "again": OTHER}
    after = client.post(held, data=form)
    assert after.headers["location"] == asked
    assert client.get(asked, headers=HTML).text.startswith(f"{SEAL}:local:")


def test_the_cookie_is_for_the_server_alone(door) -> None:
    said = log_in(door()).headers["set-cookie"]
    assert "HttpOnly" in said and "SameSite=lax" in said and "Secure" not in said
    forwarded = door()
    forwarded.headers["x-forwarded-proto"] = "https"
    assert "Secure" in log_in(forwarded).headers["set-cookie"]


@pytest.mark.parametrize(
    "to", ["//evil.example/", "https://evil.example/", "/\\evil.example", "\\\\evil", "", "/logout"]
)
def test_a_login_leads_nowhere_else(door, to: str) -> None:
    assert log_in(door(), wanted=to).headers["location"] == "/"


def test_a_session_that_was_planted_is_not_taken_over(door) -> None:
    client = door()
    client.cookies.set(COOKIE, "planted")
    assert client.get("/", headers=HTML).status_code == 303
    assert log_in(client).cookies[COOKIE] != "planted"


def test_logging_out_ends_the_session_for_a_copied_cookie_too(door) -> None:
    client = entered(door())
    copied = client.cookies[COOKIE]
    with client.websocket_connect("/_stcore/stream") as socket:
        assert socket.receive_text() == f"{SEAL}:local:{copied}"
    assert client.get("/logout").headers["location"].startswith("/login")
    thief = door()
    thief.cookies.set(COOKIE, copied)
    assert thief.get("/").status_code == 401


def test_other_sites_cannot_log_in_or_out(door) -> None:
    client = entered(door())
    form = {"name": "zhang", "password": OTHER}
    away = {"origin": "https://evil.example"}
    assert client.post("/login", data=form, headers=away).status_code == 403
    assert client.get("/logout", headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert client.get("/").status_code == 200


def test_who_comes_through_the_door_cannot_say_who_he_is(door) -> None:
    client = entered(door())
    said = client.get("/", headers={PERSON_HEADER: f"{SEAL}:local:other"}).text
    assert said == f"{SEAL}:local:{client.cookies[COOKIE]}"


def test_what_was_typed_comes_back_as_text(door) -> None:
    form = {"name": '"><script>alert(1)</script>', "password": "x"}
    page = door().post("/login", data=form)
    assert page.status_code == 401 and "<script" not in page.text
    assert door().post("/login", data={"name": "a" * 9_000}).status_code == 401


def test_logins_and_failed_ones_are_in_the_audit(door, tmp_path: Path) -> None:
    client = door("10.0.0.7")
    log_in(client, "wrong wrong 1")
    log_in(client)
    client.get("/logout")
    found = [(one.what, one.who, one.address) for one in Audit(tmp_path).entries()]
    whose = ("zhang", "10.0.0.7")
    assert found == [("logout", *whose), ("login", *whose), ("login-failed", *whose)]
    assert WORD not in (tmp_path / "audit.jsonl").read_text(encoding="utf-8")


def test_without_accounts_this_machine_alone_is_let_in(door) -> None:
    assert door("127.0.0.1", "accounts: none\n").get("/").text == "nobody"
    assert door("::1").get("/").status_code == 200
    far = door("10.0.0.9").get("/districts", headers=HTML)
    assert far.status_code == 403 and "shirong accounts add" in far.text
    through = door("127.0.0.1").get("/", headers={"x-forwarded-for": "10.0.0.9"})
    assert through.status_code == 403
    with pytest.raises(WebSocketDisconnect), door("10.0.0.9").websocket_connect("/_stcore/stream"):
        pass


def test_broken_settings_let_nobody_in(door) -> None:
    assert door("127.0.0.1", "accounts: locl\n").get("/").status_code == 503


def test_a_header_is_believed_from_the_proxy_alone(door, tmp_path: Path) -> None:
    settings = "accounts: header\nheader: {name: X-User, from: [10.0.0.0/30]}\n"
    proxy = door("10.0.0.2", settings)
    asked = {"x-user": "zhang", "x-forwarded-for": "6.6.6.6, 10.9.9.9"}
    assert proxy.get("/", headers=asked).text == f"{SEAL}:header:zhang"
    assert proxy.get("/").status_code == 403
    assert proxy.get("/", headers={"x-user": "stranger"}).status_code == 403
    for address in ("10.0.0.9", "127.0.0.1"):
        assert door(address).get("/", headers=asked).status_code == 403
    with proxy.websocket_connect("/_stcore/stream", headers=asked) as socket:
        assert socket.receive_text() == f"{SEAL}:header:zhang"
    assert Audit(tmp_path).entries(1)[0].address == "10.9.9.9"  # what the proxy itself has added
    door("10.0.0.2", f"{settings}strangers: viewer\n")
    assert proxy.get("/", headers={"x-user": "stranger"}).status_code == 200
    Accounts(tmp_path).lock("zhang")
    assert proxy.get("/", headers=asked).status_code == 403
