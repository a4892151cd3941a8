print-pdf = This page as PDF (charts and tables, all rows)
print-png = This page as a picture (PNG)
print-chart = Main chart as PNG
print-no-browser = The server has no browser (Chromium, Chrome or Edge), so that pages cannot be saved as PDF or picture; notices as Word, Excel and PowerPoint do not need one.
