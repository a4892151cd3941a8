"""What is computed: indicators, schemes, scores, ranks and their explanation.

Pure functions: connection, period and scheme in, DataFrame out. Never imports streamlit or ui.
"""
