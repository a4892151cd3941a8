"""Shell, theme, filters, charts and tables: frames in, pictures out."""
