"""Checks of what is computed from the store: schemes, scores, ranks; matters in several channels.

They give the same Outcome as `data.checks`, and follow it in the list of the page and of `verify`.
"""

import pandas as pd

from data.checks.check import Check, Connection, Find, Found, Outcome, by_sql, listed_rows, of_rows
from kernel.periods import covering
from metrics.analyses.clusters import clusters
from metrics.own_figures.scored import faults
from metrics.own_figures.stated import names
from metrics.schemes.proofs import scheme_checks
from metrics.schemes.scheme import SCHEMES, Folders, Scheme, list_schemes
from metrics.scoring.rank_proofs import rank_checks


def checks(folder: Folders = SCHEMES) -> tuple[Check, ...]:
    """The checks, by the schemes of a folder, or of several."""
    schemes = [scheme for scheme in list_schemes(folder) if isinstance(scheme, Scheme)]
    return (
        Check("ids-channels", "info", _clusters, "metrics"),
        Check("values-scores", "error", by_sql(*_beyond_full(schemes)), "metrics"),
        *scheme_checks(folder),
        Check("schemes-figures", "error", _figures_of(schemes), "metrics"),
        *rank_checks(schemes),
    )


def check_scores(con: Connection, folder: Folders = SCHEMES) -> list[Outcome]:
    """All checks of schemes, scores and ranks."""
    return [check.run(con) for check in checks(folder)]


def _figures_of(schemes: list[Scheme]) -> Find:
    """Own figures that a scheme names and nobody ever stated, or that come in several measures."""

    def find(con: Connection, limit: int | None) -> Found:
        wrong = [
            {"scheme": scheme.id, "reason": fault}
            for scheme in schemes
            for fault in faults(con, scheme)
        ]
        return of_rows(wrong, limit, len(schemes) if names(con) else 0)

    return find


def _clusters(con: Connection, limit: int | None) -> Found:
    """The same matter through several channels: see `metrics.analyses.clusters`. Counts matters."""
    with con.cursor() as cursor:
        row = cursor.execute("SELECT MIN(day), MAX(day), COUNT(*) FROM cases").fetchone()
    if row is None or row[0] is None:
        return Found(pd.DataFrame(), 0, 0)
    first, last, cases = row
    found = clusters(con, covering(first, last))
    rows = found.rename(columns={"case_no": "name", "reported_at": "period"})
    count = int(rows["cluster"].nunique())
    return Found(listed_rows(rows.head(len(rows) if limit is None else limit)), count, cases)


def _beyond_full(schemes: list[Scheme]) -> tuple[str, str]:
    """Given scores below 0 or beyond the full marks that a scheme reads them out of; 100 where none
    says."""
    full: dict[str, float] = {}
    for scheme in schemes:
        for item, marks in scheme.full_marks.items():
            full[item] = max(full.get(item, 0.0), marks)
    cases = " ".join(f"WHEN {_quoted(item)} THEN {top!r}" for item, top in full.items())
    most = f"(CASE indicator {cases} ELSE 100e0 END)" if cases else "100e0"
    rows = (
        "SELECT DISTINCT 'score_entries' AS table_name, record_key AS name, "
        f"indicator AS item, period, value, {most} AS expected, "
        "source_file, source_sheet, source_row "
        f"FROM score_entries WHERE value < 0 OR value > {most}"
    )
    return rows, "SELECT COUNT(value) FROM score_entries"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
