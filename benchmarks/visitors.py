"""Visitors of a running server, as browsers are: a socket, asked for pages, read to their end."""

import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from os import environ
from pathlib import Path
from socket import socket
from tempfile import TemporaryFile
from urllib.parse import quote, urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from kernel.folders import ROOT


@dataclass(frozen=True)
class Visit:
    """What one run of a page took: seconds from the request to its end, and bytes that came."""

    seconds: float
    received: int


@dataclass
class Visitor:
    """One browser's session: the messages that it has kept are not sent again, as in Chromium."""

    socket: ClientConnection
    kept: list[str] = field(default_factory=list)

    def ask(self, page: str, **query: str) -> Visit:
        """Run a page ("" for the first) with an address; RuntimeError where it fails."""
        message = BackMsg()
        message.rerun_script.query_string = urlencode(query, quote_via=quote)
        message.rerun_script.page_name = page
        message.rerun_script.cached_message_hashes.extend(self.kept)
        start, received = time.perf_counter(), 0
        self.socket.send(message.SerializeToString())
        while True:
            frame = self.socket.recv(timeout=120)
            received += len(frame)
            said = ForwardMsg.FromString(frame)
            if said.metadata.cacheable and said.hash not in self.kept:
                self.kept.append(said.hash)
            if said.WhichOneof("type") == "delta" and said.delta.new_element.exception.type:
                raise RuntimeError(said.delta.new_element.exception.message)
            if (
                said.WhichOneof("type") == "script_finished"
                and said.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
            ):
                return Visit(time.perf_counter() - start, received)


@contextmanager
def server(script: Path, store: Path) -> Iterator[str]:
    """`streamlit run` on a free port of this machine until the block ends: host and port. It is
    ready when it says so."""
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        at = f"127.0.0.1:{probe.getsockname()[1]}"
    options = ["--server.port", at.split(":")[1], "--server.address", "127.0.0.1"]
    with TemporaryFile() as log:
        running = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", str(script), *options],
            cwd=ROOT,
            env=environ | {"SHIRONG_STORE": str(store)},
            stdout=log,
            stderr=log,
        )
        try:
            _ready(f"http://{at}/_stcore/health", running)
            yield at
        finally:
            running.terminate()
            running.wait(timeout=20)


def _ready(health: str, running: subprocess.Popen[bytes]) -> None:
    while running.poll() is None:
        try:
            urllib.request.urlopen(health, timeout=2).close()
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("the server did not start")


@contextmanager
def visitor(at: str) -> Iterator[Visitor]:
    """A new session with a server."""
    with connect(f"ws://{at}/_stcore/stream", max_size=None) as opened:
        yield Visitor(opened)
