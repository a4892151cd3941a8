"""Real servers on this machine for the tests of telling: a mail server with STARTTLS and a login,
and a web server that answers as it is told."""

import json
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from socket import socket
from typing import Any

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword


def free_port() -> int:
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def certificate(folder: Path) -> tuple[Path, Path]:
    """The certificate to trust, and what a server called `localhost` shows with its key."""
    cert, key = folder / "cert.pem", folder / "key.pem"
    own = trustme.CA()
    made = own.issue_cert("localhost")
    own.cert_pem.write_to_path(cert)
    made.private_key_and_cert_chain_pem.write_to_path(key)
    return cert, key


class MailBox:
    """What a mail server took. answers: what it says to the next mails instead of taking them."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.secure: list[bool] = []
        self.answers: list[str] = []
        self.asked = 0

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.asked += 1
        if self.answers:
            return self.answers.pop(0)
        self.secure.append(session.ssl is not None)
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 taken"


@contextmanager
def mail_server(folder: Path, login: str, password: str) -> Iterator[tuple[MailBox, int, Path]]:
    """The mails, the port, and the certificate to trust."""
    cert, key = certificate(folder)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(key)

    def check(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        right = LoginPassword(login.encode(), password.encode())
        return AuthResult(success=data == right, handled=False)

    box = MailBox()
    controller = Controller(
        box, hostname="127.0.0.1", port=free_port(), tls_context=context, require_starttls=True,
        authenticator=check, auth_required=True,
    )  # fmt: skip
    controller.start()
    try:
        yield box, controller.port, cert
    finally:
        controller.stop()


class Robot:
    """What a robot was sent. answers: status and body of the next answers; None: it hangs up
    without one; then it takes everything."""

    def __init__(self, port: int) -> None:
        self.bodies: list[Any] = []
        self.paths: list[str] = []
        self.answers: list[tuple[int, Any] | None] = []
        self.url = f"http://127.0.0.1:{port}/robot/send?key=k-geheim"


@contextmanager
def robot_server(usual: Any, more: Callable[[Robot], None] = lambda robot: None) -> Iterator[Robot]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            content = self.rfile.read(int(self.headers["Content-Length"]))
            robot.bodies.append(json.loads(content))
            robot.paths.append(self.path)
            answer = robot.answers.pop(0) if robot.answers else (200, usual)
            if answer is None:
                self.connection.close()
                return
            status, body = answer
            self.send_response(status)
            if status in (301, 302):
                self.send_header("Location", "/elsewhere")
            self.end_headers()
            self.wfile.write(json.dumps(body).encode())

        def log_message(self, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    robot = Robot(server.server_port)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield robot
    finally:
        server.shutdown()
        server.server_close()
