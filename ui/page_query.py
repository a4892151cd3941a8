"""What a part of a page is asked for, and how it asks `metrics`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ui import format as f
from ui import store, view, widgets
from ui.cache import computed
from ui.choices import choose_district, choose_from, filters_of, shown_units
from ui.header import Shown
from ui.i18n import t
from ui.links import page_address, unit_address
from ui.sheets import SheetField, sheet


@dataclass(frozen=True)
class PageQuery:
    """What a part is asked for: the page, a source of problems and a district (or all)."""

    shown: Shown
    source: str
    district: str

    def compute(self, function: Callable[..., Any], **params: Any) -> Any:
        """What a function of metrics finds under the filters."""
        filters = filters_of(self.shown, self.district)
        return computed(self.shown, function, filters=filters, **params)

    @property
    def by(self) -> str:
        """The units shown: districts, or the streets of one."""
        return "street" if self.district else "district"

    def in_order(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The rows of a frame with their units as they are ranked; streets by name."""
        place = {unit: at for at, unit in enumerate(shown_units(self.shown))}
        return frame.sort_values(
            self.by,
            key=lambda units: units.map(lambda u: (place.get(u, len(place)), u)),
            kind="stable",
        )

    @property
    def has_rows(self) -> bool:
        """Whether the period has visits or cases, so that none is a number and not a gap."""
        return _has_rows(self.shown, self.source)

    @property
    def per(self) -> str:
        """What rates are per."""
        return t(f"per-{self.source}")

    def rows(self, indicator: str, unit: str = "", **narrowed: str) -> str:
        """The address of the rows behind a figure of this page: of one of its units, or of all."""
        own = {"unit": self.district, "street": unit} if self.district else {"unit": unit}
        now = {"part": view.current_view().part, "source": view.current_view().source}
        return page_address(view.page(), component=indicator, **now, **own, **narrowed)

    def unit_page(self, unit: str) -> str:
        """The address of the page of one of the units shown; none for rows that name no unit."""
        return "" if f.missing(unit) else unit_address(unit, self.by, self.shown.scheme)

    def name(self, part: str) -> str:
        """The name of a file to download."""
        return f"{part}-{self.source}-{self.shown.period.id}"


def ask_choices(shown: Shown, sources: tuple[str, ...]) -> PageQuery:
    """The choices on the right of a page's parts: source, where there are several, and district.

    The first source that the period has anything of is the default.
    """
    source = sources[0]
    if len(sources) > 1:
        offered = sorted(sources, key=lambda code: not _has_rows(shown, code))
        source = choose_from("source", offered, lambda code: t(f"source-{code}"), width=200)
    return PageQuery(shown, source, choose_district(shown))


def _has_rows(shown: Shown, source: str) -> bool:
    """Whether a period has what a source of problems is made of: visits, or cases."""
    found = store.totals(shown.snapshot, shown.scheme, shown.period)
    if source == "all":
        return any(found.values())
    return bool(found.get("checks" if source == "findings" else "filed"))


def folded(frame: pd.DataFrame, fields: Sequence[SheetField], asked: PageQuery, part: str) -> None:
    """A table that is opened when someone asks for it; the chart has its numbers on it."""
    with widgets.expander(t("table-of-chart")):
        sheet(frame, fields, asked.name(part), asked.shown.about)
