"""What a part of the page on enforcement is asked for, and how it asks `metrics`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from metrics.aggregation.conditions import UNSTATED
from ui import format as f
from ui import view
from ui.cache import computed
from ui.choices import choose_from, shown_units
from ui.header import Shown
from ui.i18n import t
from ui.links import page_address, unit_address
from ui.states import NoMatch


@dataclass(frozen=True)
class Penalties:
    """What a part is asked for: the page, and one of its teams (or all)."""

    shown: Shown
    team: str

    @property
    def filters(self) -> Mapping[str, tuple[str | None, ...]]:
        """What the group and the team that were chosen let through."""
        if self.team:
            return {"team": (self.team,)}
        return {"team": tuple(shown_units(self.shown))} if self.shown.group else {}

    def compute(self, function: Callable[..., Any], **params: Any) -> Any:
        """What a function of metrics finds under the filters."""
        return computed(self.shown, function, filters=dict(self.filters), **params)

    def rows(self, indicator: str, team: str = "", cause: str = "", side: str = "") -> str:
        """The address of the rows behind a figure: of a team or all, of a cause or all."""
        now = view.current_view()
        own = {"part": now.part, "level": now.level, "unit": team or self.team}
        return page_address(view.page(), component=indicator, category=cause, state=side, **own)

    def unit_page(self, team: Any) -> str:
        """The address of a team's page; none for rows that name no team."""
        return "" if f.missing(team) else unit_address(team, "team", self.shown.scheme)

    def name(self, part: str) -> str:
        """The name of a file to download."""
        return "-".join(["enforcement", part, *([self.team] if self.team else []), self.period])

    @property
    def period(self) -> str:
        """The period as files name it."""
        return self.shown.period.id

    def in_order(self, frame: pd.DataFrame, by: str = "team") -> pd.DataFrame:
        """The rows of a frame with their teams as they are ranked, those of no team last."""
        place = {unit: at for at, unit in enumerate(shown_units(self.shown))}
        order = frame[by].map(lambda u: (f.missing(u), place.get(u, len(place)), str(u)))
        return frame.assign(order=order).sort_values("order").drop(columns="order")


def choose_team(shown: Shown) -> str:
    """A team of the group shown, or all (empty). Raises NoMatch for one that is not there."""
    units = list(shown_units(shown))
    wanted = view.current_view().unit
    if wanted and wanted not in units:
        raise NoMatch("no-unit", unit=wanted)
    return choose_from(
        "unit", ["", *units], lambda unit: unit or t("enforcement-all-teams"), width=220
    )


def cause_name(cause: Any) -> str:
    """A cause of action as it was written, or that none was."""
    return t("word-unstated") if f.missing(cause) or cause == UNSTATED else str(cause)


def procedure_name(code: Any) -> str:
    """A procedure; a word on no list as it was written."""
    if f.missing(code):
        return t("word-unstated")
    if code in ("simple", "general"):
        return t(f"procedure-{code}")
    return t("word-other", written=str(code))
