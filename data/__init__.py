"""From files to the store, and the store itself.

Reading, profiles, cleaning and the versioned DuckDB store. Never imports metrics, ui or streamlit.
"""
