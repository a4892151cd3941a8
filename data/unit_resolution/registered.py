"""The register of units that a store holds, for whoever only looks names up."""

from data.store import Store
from data.unit_resolution.units import Registry


def known_units(store: Store) -> Registry:
    """The units that a store knows; none when it is empty."""
    if store.version() is None:
        return Registry([])
    with store.connect() as con:
        return Registry.load(con)
