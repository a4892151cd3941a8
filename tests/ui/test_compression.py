"""Static files go out compressed, once worked out; everything else goes through as it is."""

import asyncio
import gzip

import pytest

from ui.compression import CompressedFiles

SCRIPT = b"const answer = 42;\n" * 200


class Frontend:
    """An app that sends one file in two parts, and counts how often it is asked."""

    def __init__(self, kind: str = "text/javascript", status: int = 200) -> None:
        self.asked, self.kind, self.status = 0, kind, status

    async def __call__(self, scope, receive, send) -> None:
        self.asked += 1
        headers = [(b"content-type", self.kind.encode())]
        headers.append((b"content-length", str(len(SCRIPT)).encode()))
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        body = {"type": "http.response.body"}
        await send(body | {"body": SCRIPT[:50], "more_body": True})
        await send(body | {"body": SCRIPT[50:]})


def get(app, path: str = "/static/js/a.1f2e.js", method: str = "GET", **headers: str):
    """The status, the headers and the body of an answer."""
    sent = []

    async def send(message) -> None:
        sent.append(message)

    asked = {"accept-encoding": "gzip, br"} | {k.replace("_", "-"): v for k, v in headers.items()}
    raw = [(name.encode(), value.encode()) for name, value in asked.items()]
    scope = {"type": "http", "method": method, "path": path, "headers": raw}
    asyncio.run(app(scope, None, send))
    found = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], found, b"".join(message.get("body", b"") for message in sent[1:])


def test_a_script_is_compressed_once_for_all() -> None:
    app = CompressedFiles(frontend := Frontend())
    for _ in range(3):
        status, headers, body = get(app)
        assert (status, headers["content-encoding"]) == (200, "gzip")
        assert gzip.decompress(body) == SCRIPT
        assert int(headers["content-length"]) == len(body) < len(SCRIPT)
        assert headers["vary"] == "Accept-Encoding"
    assert frontend.asked == 1
    get(app, "/static/js/b.77aa.js")
    assert frontend.asked == 2


@pytest.mark.parametrize(
    "asked",
    [
        {"accept_encoding": "identity"},
        {"range": "bytes=0-9"},
        {"if_none_match": '"1f2e"'},
        {"path": "/_stcore/health"},
        {"method": "HEAD"},
    ],
)
def test_whatever_else_is_asked_goes_through_as_it_is(asked) -> None:
    app = CompressedFiles(frontend := Frontend())
    for _ in range(2):
        _, headers, body = get(app, **asked)
        assert "content-encoding" not in headers and body == SCRIPT
    assert frontend.asked == 2


@pytest.mark.parametrize("answer", [{"kind": "font/woff2"}, {"status": 404}])
def test_fonts_and_what_is_not_there_are_not_kept(answer) -> None:
    app = CompressedFiles(frontend := Frontend(**answer))
    for _ in range(2):
        _, headers, body = get(app)
        assert "content-encoding" not in headers and body == SCRIPT
    assert frontend.asked == 2
