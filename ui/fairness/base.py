"""What the parts of the page on fairness share: filters, names, letters for inspectors."""

from collections.abc import Mapping, Sequence

import pandas as pd

from metrics.inspecting import persons
from ui.certain import certain
from ui.choices import shown_units
from ui.fairness.captions import component_names
from ui.header import Shown
from ui.i18n import language, t
from ui.sheets import SheetField


def filters(shown: Shown) -> dict[str, tuple[str, ...]]:
    """What the group that the header names lets through."""
    return {shown.scheme.scores.kind: tuple(shown_units(shown))} if shown.group else {}


def component_name(shown: Shown, code: object) -> str:
    """A component's name; nothing for none."""
    found = component_names(shown.scheme).get(str(code))
    return found.text(language()) if found else ""


def clear_field() -> SheetField:
    """A column that says whether a difference is beyond chance; not shown where nothing of that
    is."""

    def word(yes: object) -> str:
        return t("clear-yes" if yes else "clear-no")

    return SheetField("clear", t("column-clear"), word=word, away=not certain())


def inspector_letters(names: Sequence[str]) -> Mapping[str, str]:
    """Inspectors as letters (`metrics.inspecting.persons`)."""
    return {
        name: t("inspector-letter", letter=letter)
        for name, letter in persons.letters(names).items()
    }


def by_rank(shown: Shown, table: pd.DataFrame, column: str = "unit") -> pd.DataFrame:
    """Rows in the order in which the page ranks their units."""
    place = {unit: at for at, unit in enumerate(shown_units(shown))}
    return table.sort_values(
        column, key=lambda units: units.map(lambda u: place.get(u, len(place))), kind="stable"
    )
