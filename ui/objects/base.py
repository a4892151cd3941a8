"""What the parts of the page of objects are asked for, and how they ask `metrics`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import pandas as pd

from data.objects.kinds import Kind, kind_of
from kernel.periods import Period, PeriodError
from metrics.objects import standing
from metrics.schemes.model import OBJECT_KINDS
from metrics.schemes.scheme import Scheme
from metrics.scoring.ranking import Ranking
from ui import format as f
from ui import store, view
from ui.cache import computed
from ui.choices import filters_of
from ui.header import Shown
from ui.i18n import language, listed, t
from ui.links import page_address
from ui.markup import note, put


def kinds_in_store(shown: Shown) -> tuple[Kind, ...]:
    """The kinds of objects that the store knows anything of."""
    found: tuple[Kind, ...] = computed(shown, _kinds)
    return found


def _kinds(con: duckdb.DuckDBPyConnection, period: Period) -> tuple[Kind, ...]:
    return standing.kinds_with_data(con)


def understand_kind(known: Sequence[Kind]) -> None:
    """A kind may be named in an address by any word for it; the view holds its id."""
    found = kind_of(known, view.current_view().source)
    if found is not None and found.id != view.current_view().source:
        view.update(source=found.id)


def say_unknown_types(shown: Shown) -> None:
    """Types of points that no kind knows stand on no list: they are named."""
    found = computed(shown, unknown)
    if len(found):
        types = listed([f"{r.type} ({f.count(r.rows)})" for r in found.itertuples()])
        put(note(t("objects-unknown-types", types=types)))


def unknown(con: duckdb.DuckDBPyConnection, period: Period) -> pd.DataFrame:
    """Types of points that no kind knows, whatever the period."""
    return standing.unknown_types(con)


@dataclass(frozen=True)
class ObjectQuery:
    """What a part is asked for: the page, a kind of objects, a district (empty: all of the group
    shown)."""

    shown: Shown
    kind: Kind
    district: str

    def compute(self, function: Callable[..., Any], **params: Any) -> Any:
        """What a function of metrics finds, under the page's rules of counting."""
        return computed(self.shown, function, **params)

    @property
    def filters(self) -> dict[str, tuple[str, ...]]:
        """The filters on where objects lie and of which class they are."""
        found = dict(filters_of(self.shown, self.district))
        chosen = view.current_view().category
        return found | ({"class": (chosen,)} if chosen else {})

    def of_object(self, name: str) -> str:
        """The address of one object."""
        now = {"part": view.current_view().part, "unit": self.district}
        return page_address("objects", source=self.kind.id, place=name, **now)

    @property
    def back(self) -> str:
        """The address of the whole list."""
        return page_address("objects", source=self.kind.id, part=view.current_view().part)

    def class_word(self, name: str | None) -> str:
        """A class in the language of the page; one that no kind declares as it is written."""
        words = {one.name.zh: one.name.text(language()) for one in self.kind.classes}
        if f.missing(name):
            return ""
        if name in STARS_EN and language() == "en":
            return STARS_EN[str(name)]
        return words.get(str(name), str(name))

    def name(self, part: str) -> str:
        """The name of a file to download."""
        return f"objects-{self.kind.id}-{part}-{self.shown.period.id}"

    @property
    def scheme(self) -> Scheme | None:
        """The scheme that scores this kind of objects; None where there is none."""
        for one in store.schemes():
            if isinstance(one, Scheme) and one.scores.kind in OBJECT_KINDS and self._scored(one):
                return one
        return None

    def _scored(self, scheme: Scheme) -> bool:
        if scheme.scores.type is None:
            return self.kind.address
        found = kind_of(kinds_in_store(self.shown), scheme.scores.type)
        return found is not None and found.id == self.kind.id

    def ranking(self, scheme: Scheme) -> Ranking | None:
        """The ranking by that scheme in the page's period; None where it has no such period."""
        try:
            period = scheme.parse_period(self.shown.period.id)
        except PeriodError:
            return None
        return store.ranking(self.shown.snapshot, scheme, period)


STARS_EN = {"一星": "1 star", "二星": "2 stars", "三星": "3 stars", "四星": "4 stars",
            "五星": "5 stars", "零星": "no star"}  # fmt: skip


def stars_short(stars: Any) -> str:
    """A number of stars where there is little room: 4★; nothing for none known."""
    return "" if f.missing(stars) else f"{int(stars)}★"


def stars_word(stars: Any) -> str:
    """A number of stars as it is seen: ★★★☆☆; nothing for none known."""
    if f.missing(stars):
        return ""
    full = int(stars)
    return "★" * full + "☆" * (5 - full)
