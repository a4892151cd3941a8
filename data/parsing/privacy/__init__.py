"""What identifies a person: taken out of text, never kept as a column, never part of a name of a
file. `docs/privacy.md` says what is masked, what is not, and how well that works."""

from data.parsing.privacy.columns import PERSONAL_COLUMNS, is_personal_header, looks_personal
from data.parsing.privacy.masking import (
    mask,
    mask_cell,
    mask_column,
    mask_file_name,
    mask_official,
    mask_officials,
    mask_report,
)

__all__ = [
    "PERSONAL_COLUMNS",
    "is_personal_header",
    "looks_personal",
    "mask",
    "mask_cell",
    "mask_column",
    "mask_file_name",
    "mask_official",
    "mask_officials",
    "mask_report",
]
