"""What the import page offers by name has a name, whatever table or word it is."""

import pytest

from kernel.schema import TABLES
from ui.i18n import speaking, t

CODES = sorted(
    {f"map-table-{name.replace('_', '-')}" for name in TABLES}
    | {
        f"map-value-{value.replace('_', '-')}"
        for table in TABLES.values()
        for field in table.fields
        for value in field.values
    }
)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_table_and_every_word_of_a_closed_list_has_a_name(lang: str) -> None:
    with speaking(lang):
        assert all(t(code).strip() for code in CODES)
