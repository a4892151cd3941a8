"""What a page shows as a picture or a PDF: its charts and tables as they were drawn, all rows."""
