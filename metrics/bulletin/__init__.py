"""What a notice, the briefing and an edition say: sections of sentences and tables, computed once.

Facts of a period -> sections (`sections/`) -> content, in both languages -> screen, .docx, .xlsx,
.pptx, or an edition that is kept. No document computes a figure of its own.
"""
