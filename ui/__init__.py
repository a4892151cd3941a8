"""Shell, theme, filters, charts and tables: frames in, pictures out."""

import logging

# Rooms are entered before the server runs, and Streamlit says so of each cache that they have.
logging.getLogger("streamlit.runtime.caching.cache_data_api").addFilter(
    lambda record: "No runtime found" not in record.getMessage()
)
