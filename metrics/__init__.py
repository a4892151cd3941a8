"""What is computed: indicators, schemes, scores, ranks and their explanation.

Pure functions: connection, period and scheme in, DataFrame out. Never imports streamlit or ui.
"""

import pandas as pd

# Frames here are small and many: texts as Python's own are grouped, merged and taken apart a fifth
# faster than as Arrow's, and the store hands them over as such.
pd.options.mode.string_storage = "python"
