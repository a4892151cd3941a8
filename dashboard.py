"""Entry of the dashboard: `streamlit run dashboard.py`.

The script that every run executes is `ui/shell.py`. It must not lie beside `pages/`: on a fresh
server Streamlit would otherwise open a deep link as a bare page file, without the shell.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import streamlit as st
from starlette.middleware import Middleware

from data.store import Store
from sample_city.workspace import sample_store
from ui.compression import CompressedFiles
from ui.imports import drop, uploads
from ui.warming import warm_up


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


app = st.App("ui/shell.py", lifespan=lifespan, middleware=[Middleware(CompressedFiles)])
