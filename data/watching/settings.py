"""The one settings file of the watched folder: `watch.yaml` in the store's folder.

folder: /srv/shirong/inbox   # where files arrive; done/, asks/ and refused/ are made in it
stable_seconds: 30           # a file is taken once size and time stayed the same so long
every_seconds: 10            # how often the folder is looked at
patience_minutes: 30         # a file that cannot be read may still be arriving so long
"""

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from data.store import Store
from kernel.configuration import Written, load, read_bytes
from kernel.messages import Message, ShirongError

WATCH_FILE = "watch.yaml"


class WatchSettings(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    folder: Written
    stable_seconds: Annotated[float, Field(ge=0, le=3600)] = 30
    every_seconds: Annotated[float, Field(ge=1, le=3600)] = 10
    patience_minutes: Annotated[float, Field(ge=0, le=24 * 60)] = 30


class WatchError(ShirongError):
    """The folder cannot be watched."""


def watch_settings(store: Store) -> WatchSettings | None:
    """The settings of a store, None where nothing is watched; raises ConfigurationError with file,
    line and field."""
    path = store.folder / WATCH_FILE
    if not path.exists():
        return None
    found: WatchSettings = load(read_bytes(path), path.name, WatchSettings)
    return found


def watched_folder(store: Store, settings: WatchSettings) -> Path:
    """The folder; one that is not absolute lies in the store's. Raises WatchError where there is
    none or nothing can be moved in it: what cannot be moved away would be looked at for ever."""
    folder = store.folder / Path(settings.folder).expanduser()
    try:
        for name in ("done", "asks", "refused"):
            (folder / name).mkdir(exist_ok=True)
            probe = folder / name / ".writable"
            probe.touch()
            probe.replace(folder / ".writable")
            (folder / ".writable").unlink()
    except OSError as error:
        params = {"folder": folder, "why": error.strerror or f"{error}"}
        raise WatchError(Message("watch-folder", params)) from None
    return folder
