"""A page whose one download cannot be made, for test_downloads.py."""

import sys
from pathlib import Path

import streamlit as st

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from ui import download, streamlit_patches


def broken() -> bytes:
    raise ValueError("a text that no document bears")


st.session_state["lang"] = st.query_params.get("lang", "zh")
st.html(streamlit_patches.patch_stylesheet() + '<p class="facts">-</p>')
download.say_failures()
download.download("下载", broken, "督办单.docx", "application/octet-stream", "letter")
