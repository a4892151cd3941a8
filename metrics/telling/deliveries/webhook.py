"""JSON to an address: the robots of a group in WeCom, DingTalk and Feishu, or a form of one's own.

Robots take texts, no files. What they are sent is plain text, which no client reads as markup.
Forms and signatures are those of the platforms' documentation of custom robots.
"""

import base64
import hashlib
import hmac
import json
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from http.client import HTTPException
from typing import Any
from urllib.parse import SplitResult, parse_qsl, quote_plus, urlsplit

from metrics.telling.deliveries.parcel import (
    NotDelivered,
    NotSetUp,
    Parcel,
    Unsure,
    variable,
    without,
)
from metrics.telling.rules import WebhookSettings

FORMS: Mapping[str, dict[str, Any]] = {
    "wecom": {"msgtype": "text", "text": {"content": "{title}\n{text}"}},
    "dingtalk": {"msgtype": "text", "text": {"content": "{title}\n{text}"}},
    "feishu": {"msg_type": "text", "content": {"text": "{title}\n{text}"}},
}
# Bytes of a text: WeCom takes 2048 of a text; DingTalk and Feishu take 20,000 of a request.
MOST_BYTES = {"wecom": 2_000, "dingtalk": 15_000, "feishu": 15_000, "own": 60_000}
# What the robots answer when they are asked too often: that passes.
_TOO_OFTEN = {45009, 130101, 410100, 9499, 11232}


def deliver(
    parcel: Parcel, settings: WebhookSettings, now: Callable[[], float] = time.time
) -> None:
    """Send the text. Nothing is sent on to another address, and an answer that is not the form's
    own word for success is a refusal."""
    url = variable(settings.url_from)
    secret = variable(settings.secret_from) if settings.secret_from else ""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise NotSetUp("tell-bad-url", settings.url_from)
    host, hidden = parts.hostname, (url, secret, *_secret_parts(parts))
    at, body = signed(settings.form, url, filled(parcel, settings), secret, now())
    request = urllib.request.Request(
        at, json.dumps(body, ensure_ascii=False).encode(), {"Content-Type": "application/json"}
    )
    context = ssl.create_default_context(cafile=settings.ca_file)
    opener = urllib.request.build_opener(urllib.request.HTTPSHandler(context=context), _Stay())
    try:
        with opener.open(request, timeout=settings.timeout) as answer:
            said = answer.read(65_536)
    except urllib.error.HTTPError as error:
        again = error.code == 429 or error.code >= 500
        raise NotDelivered("tell-why-refused", host, f"HTTP {error.code}", again) from error
    except urllib.error.URLError as error:  # before the request was sent as a whole
        again = not isinstance(error.reason, ssl.SSLCertVerificationError)
        why = without(str(error.reason), *hidden)
        raise NotDelivered("tell-why-unreachable", host, why, again) from error
    except (OSError, HTTPException) as error:
        raise Unsure(host, without(str(error) or type(error).__name__, *hidden)) from error
    if settings.form != "own":
        _check(said, host, hidden)


def filled(parcel: Parcel, settings: WebhookSettings) -> Any:
    """The body with the title and the text in it."""
    text = parcel.text_within(MOST_BYTES[settings.form] - len(parcel.title.encode()) - 1)
    form = settings.body if settings.form == "own" else FORMS[settings.form]
    return _put_in(form, {"{title}": parcel.title, "{text}": text})


def signed(form: str, url: str, body: Any, secret: str, now: float) -> tuple[str, Any]:
    """The address and the body as a robot with a secret wants them: DingTalk has the signature in
    the address (milliseconds), Feishu in the body (seconds)."""
    if not secret or form not in ("dingtalk", "feishu"):
        return url, body
    if form == "dingtalk":
        stamp = str(round(now * 1000))
        sign = _signature(secret, f"{stamp}\n{secret}")
        return f"{url}&timestamp={stamp}&sign={quote_plus(sign)}", body
    stamp = str(int(now))
    return url, body | {"timestamp": stamp, "sign": _signature(f"{stamp}\n{secret}", "")}


def _secret_parts(parts: SplitResult) -> list[str]:
    """What of an address may be a key: each value of its query, and steps of its path."""
    values = [value for _, value in parse_qsl(parts.query)]
    return sorted((one for one in [*values, *parts.path.split("/")] if len(one) > 5), key=len)[::-1]


class _Stay(urllib.request.HTTPRedirectHandler):
    """A robot's address leads nowhere else: a text that is sent on could go to anybody."""

    def redirect_request(self, *args: Any) -> None:
        return None


def _signature(key: str, text: str) -> str:
    return base64.b64encode(hmac.new(key.encode(), text.encode(), hashlib.sha256).digest()).decode()


def _check(said: bytes, host: str, hidden: tuple[str, ...]) -> None:
    """Raise unless the robot says that it took the message."""
    try:
        answer = json.loads(said)
    except ValueError:
        answer = None
    if not isinstance(answer, dict):
        raise NotDelivered("tell-why-refused", host, "no JSON", again=False)
    codes = [answer[name] for name in ("errcode", "code", "StatusCode") if name in answer]
    if codes and codes[0] == 0:
        return
    code = codes[0] if codes else "–"
    words = answer.get("errmsg") or answer.get("msg") or ""
    why = without(f"{code} {words}", *hidden)
    raise NotDelivered("tell-why-refused", host, why, again=code in _TOO_OFTEN)


def _put_in(form: Any, texts: Mapping[str, str]) -> Any:
    if isinstance(form, dict):
        return {name: _put_in(value, texts) for name, value in form.items()}
    if isinstance(form, list):
        return [_put_in(value, texts) for value in form]
    if not isinstance(form, str):
        return form
    title, text = (form.split("{text}"), texts["{text}"])
    return text.join(piece.replace("{title}", texts["{title}"]) for piece in title)
