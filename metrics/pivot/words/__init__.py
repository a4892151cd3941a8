"""Questions in words: a sentence in Chinese or English -> a question, and how it was understood."""
