"""Charts: display frames in, `plotly.graph_objects.Figure` out.

Builders take a Palette and texts that are already in the page's language; they know neither
Streamlit nor the store. `show` is the one place that puts a figure on a page.
"""
