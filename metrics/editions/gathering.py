"""What a notice is made of, with all that lies beside the store: promises, notes, corrections."""

from pathlib import Path

import duckdb

from kernel.periods import Period
from metrics.bulletin.facts import Facts, facts_of, promised_and_noted
from metrics.editions.difference_tables import corrections
from metrics.editions.edition_folder import Editions
from metrics.schemes.scheme import Folders, Scheme


def facts_beside(
    store: Path, con: duckdb.DuckDBPyConnection, scheme: Scheme, period: Period, folders: Folders
) -> Facts:
    """The facts of a period, with what was promised and noted in the store's folder, and how what
    stands published differs from what is known now. folders: where schemes are looked for."""
    promised, notes = promised_and_noted(store, con, scheme, period)
    changed = corrections(Editions(store).all(), con, scheme.id, folders)
    return facts_of(con, scheme, period, promised, notes, changed)
