"""The frontend's static files, compressed once and kept.

Streamlit sends them as they are, because a proxy before it usually compresses them; on an intranet
there is often none, and a first visit is some megabytes. Their names hold their hashes, so what is
kept of a name stays right.
"""

import asyncio
import gzip
from typing import NamedTuple

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_COMPRESSED = ("javascript", "css", "json", "svg", "html")  # kinds that get smaller


class _File(NamedTuple):
    start: Message
    body: bytes


class CompressedFiles:
    """ASGI middleware: whole files under /static/ go out compressed to whoever takes gzip."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._kept: dict[str, _File] = {}  # as many as the frontend has, by path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not _wanted(scope):
            await self._app(scope, receive, send)
            return
        path = scope["path"]
        if (kept := self._kept.get(path)) is None:
            sent = await self._answer(scope, receive)
            if not _worth_it(sent.start):
                await _send(sent, send)
                return
            kept = self._kept[path] = await asyncio.to_thread(_compressed, sent)
        await _send(kept, send)

    async def _answer(self, scope: Scope, receive: Receive) -> _File:
        """What the app sends, whole."""
        sent: list[Message] = []

        async def keep(message: Message) -> None:
            sent.append(message)

        await self._app(scope, receive, keep)
        body = b"".join(message.get("body", b"") for message in sent[1:])
        return _File(sent[0], body)


def _wanted(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] != "GET" or "/static/" not in scope["path"]:
        return False
    asked = Headers(scope=scope)
    in_part = "range" in asked or "if-none-match" in asked or "if-modified-since" in asked
    return not in_part and "gzip" in asked.get("accept-encoding", "")


def _worth_it(start: Message) -> bool:
    headers = Headers(raw=start["headers"])
    kind = headers.get("content-type", "")
    plain = "content-encoding" not in headers
    return start["status"] == 200 and plain and any(word in kind for word in _COMPRESSED)


def _compressed(sent: _File) -> _File:
    body = gzip.compress(sent.body, 9, mtime=0)
    start = {**sent.start, "headers": list(sent.start["headers"])}
    headers = MutableHeaders(raw=start["headers"])
    headers["content-encoding"] = "gzip"
    headers["content-length"] = str(len(body))
    headers.add_vary_header("Accept-Encoding")
    return _File(start, body)


async def _send(file: _File, send: Send) -> None:
    await send(file.start)
    await send({"type": "http.response.body", "body": file.body})
