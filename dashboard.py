"""Entry of the dashboard: `streamlit run dashboard.py`.

The script that every run executes is `ui/shell.py`. It must not lie beside `pages/`: on a fresh
server Streamlit would otherwise open a deep link as a bare page file, without the shell.
"""

import streamlit as st

app = st.App("ui/shell.py")
