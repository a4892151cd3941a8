"""What a server does before it says that it is ready, so that its first visitor does not wait."""

import gc
import logging

from data.store import Store
from kernel.messages import ShirongError
from sample_city.workspace import holds_anything, sample_store
from ui import scheme_codes, store
from ui.navigation import page_entries
from ui.workspace import own_store, showing

log = logging.getLogger("shirong.warming")

FIRST = "district"  # the start page ranks these


def warm_up() -> None:
    """Load all pages, and compute what the start page opens with.

    Streamlit looks through all objects for garbage after every run of a page; what is there by now
    stays until the end, and is looked through no more.
    """
    page_entries()
    own = own_store()
    try:
        _compute(own if holds_anything(own) else sample_store(own))
    except ShirongError:
        pass  # there is no store, or none that can be read: the page says it
    except Exception:
        log.exception("nothing was computed before the first visitor")
    gc.collect()
    gc.freeze()


def _compute(shown: Store) -> None:
    with showing(shown):
        at = store.current()
        usual = scheme_codes.usual(at, FIRST)
        if usual is None:
            return
        scheme = usual[1]
        period = scheme.parse_period(store.opening_period(at, scheme))
        store.ranking(at, scheme, period)
        store.city_overview(at, scheme, period)
        store.history(at, scheme, period)
        store.group_totals(at, scheme, period)
