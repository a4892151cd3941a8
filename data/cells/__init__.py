"""What is written in a cell: dates, numbers, words, names of people to mask."""
