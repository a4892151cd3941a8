"""The layouts that read the facts of a store: those of the program, then those beside the store."""

from collections.abc import Mapping
from pathlib import Path

from data.checks.check import Connection
from data.layouts.profile import PROFILE_FOLDER, Profile, load_profiles


def layouts(con: Connection) -> Mapping[str, Profile]:
    """Profiles by id. A store in memory has none of its own."""
    row = con.execute("SELECT path FROM duckdb_databases() WHERE path IS NOT NULL").fetchone()
    own = (Path(row[0]).parent / "profiles",) if row else ()
    return load_profiles((PROFILE_FOLDER, *own))
