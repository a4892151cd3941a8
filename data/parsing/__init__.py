"""What is written in a cell: dates, numbers, words, categories, what to mask."""
