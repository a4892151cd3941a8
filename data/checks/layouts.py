"""The layouts that read the facts of a store: those of the program, then those beside the store."""

from collections.abc import Mapping
from pathlib import Path

from data.checks.check import Check, Connection, Found, of_rows
from data.layouts.profile import PROFILE_FOLDER, Profile, broken_profiles, load_profiles
from kernel.configuration import yaml_files


def folders(con: Connection) -> tuple[Path, ...]:
    """Where the profiles of a store lie. A store in memory has none of its own."""
    row = con.execute("SELECT path FROM duckdb_databases() WHERE path IS NOT NULL").fetchone()
    return (PROFILE_FOLDER, Path(row[0]).parent / "profiles") if row else (PROFILE_FOLDER,)


def layouts(con: Connection) -> Mapping[str, Profile]:
    """Profiles by id."""
    return load_profiles(folders(con))


def _broken(con: Connection, limit: int | None) -> Found:
    looked_at = folders(con)
    rows = [
        {
            "reason": fault,
            "source_file": fault.params["file"],
            "source_row": fault.params["line"],
        }
        for error in broken_profiles(looked_at)
        for fault in error.faults
    ]
    return of_rows(rows, limit, sum(len(yaml_files(folder)) for folder in looked_at))


# Nothing stored is wrong because of one, but files of that layout cannot be read.
CHECKS = (Check("sources-profiles", "warning", _broken),)
