"""How long texts are kept: `retention.yaml` in the store's folder; without it as long as the store.

months: 24   # what people wrote of cases, and names of photos, go after so many whole months
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from data.retention.erased import Erased, erased_records
from kernel.configuration import load, read_bytes

RETENTION_FILE = "retention.yaml"


class RetentionSettings(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    months: Annotated[int, Field(ge=1, le=1200)] | None = None


@dataclass(frozen=True)
class Retention:
    """What may not be kept: texts of days before this one, and of these records."""

    before: date | None = None
    records: Erased = frozenset()

    def __bool__(self) -> bool:
        return self.before is not None or bool(self.records)


def retention_settings(folder: Path) -> RetentionSettings:
    """The settings of a store's folder; raises ConfigurationError with file, line and field."""
    path = folder / RETENTION_FILE
    try:
        told = path.stat()
    except FileNotFoundError:
        return RetentionSettings()
    return _read(path, told.st_mtime_ns, told.st_size)


@lru_cache(maxsize=16)  # asked for every sheet; the stamp tells a changed file
def _read(path: Path, stamp: int, size: int) -> RetentionSettings:
    found: RetentionSettings = load(read_bytes(path), path.name, RetentionSettings)
    return found


def retention_of(folder: Path, today: date | None = None) -> Retention:
    """What may not be kept in a store's folder, today unless another day is named."""
    months = retention_settings(folder).months
    before = months_before(today or date.today(), months) if months else None
    return Retention(before, erased_records(folder))


def months_before(day: date, months: int) -> date:
    """The first day of the month so many months before that of a day: whole months go at once."""
    count = day.year * 12 + day.month - 1 - months
    return date(max(count // 12, 1), count % 12 + 1, 1)
