"""The pages in the navigation: each room `ui/NAME/page.py` says where its page stands."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path

from data.access.rights import Right, may, require_right

GROUPS = ("meeting", "ranking", "drill", "rules", "data")  # as a meeting goes


@dataclass(frozen=True)
class PageEntry:
    """Where a page stands in the navigation: in one of `GROUPS`, by rising `order`. shown: whether
    it stands there now; its address always answers. rights: one of them is needed to open it."""

    group: str
    order: int
    shown: Callable[[], bool] = lambda: True
    rights: tuple[Right, ...] = ()

    @property
    def open(self) -> bool:
        """Whether who acts may open it."""
        return not self.rights or any(map(may, self.rights))


@cache
def page_entries() -> dict[str, PageEntry]:
    """The place of every page by its name, in the order of the navigation; the first is the start
    page."""
    rooms = [path.parent.name for path in Path(__file__).parent.glob("*/page.py")]
    found = {room: import_module(f"ui.{room}.page").PLACE for room in rooms}
    return dict(sorted(found.items(), key=lambda one: (GROUPS.index(one[1].group), one[1].order)))


def require_right_of(page: str) -> None:
    """Raise RightMissingError where who acts may not open a page, whatever its address says."""
    place = page_entries().get(page or next(iter(page_entries())))
    if place and place.rights:
        require_right(*place.rights)
