"""Entry of the dashboard: `streamlit run dashboard.py`.

The script that every run executes is `ui/shell.py`. It must not lie beside `pages/`: on a fresh
server Streamlit would otherwise open a deep link as a bare page file, without the shell.
"""

import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from data.access.settings import OpenToAllError, refuse_open_door
from data.store import Store
from kernel.configuration import ConfigurationError
from sample_city.workspace import sample_store
from shirong import VERSION
from ui.access.guard import Guard
from ui.compression import CompressedFiles
from ui.imports import drop, uploads
from ui.warming import warm_up

# The guard itself reads what a proxy says of whom it speaks for, and believes those it is told to.
os.environ["FORWARDED_ALLOW_IPS"] = ""


def _folder() -> Path:
    return Store().folder


def _base() -> str:
    path = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{path}" if path else ""


@asynccontextmanager
async def lifespan(app: st.App) -> AsyncIterator[None]:
    """What a server that was killed left behind goes at the start; at the end, however that is
    asked for, what visitors dropped and nobody has decided on."""
    uploads.sweep()
    own = Store()
    for store in (own, sample_store(own)):
        if store.folder.exists():
            with suppress(OSError):  # a page will say what is wrong with it
                store.sweep()
    warm_up()
    yield
    drop.abandon_all()


def _refuse_open_door() -> None:
    """Who starts Streamlit himself is refused like `shirong run`; broken settings let nobody in."""
    try:
        refuse_open_door(_folder(), st.get_option("server.address"))
    except OpenToAllError as error:
        sys.exit(f"{error.text('zh')}\n{error.text('en')}")
    except ConfigurationError as error:
        print(error.text("zh"), error.text("en"), sep="\n", file=sys.stderr, flush=True)


_refuse_open_door()
middleware = [
    Middleware(Guard, folder=_folder, base=_base, version=VERSION),
    Middleware(CompressedFiles),
]
app = st.App("ui/shell.py", lifespan=lifespan, middleware=middleware)
