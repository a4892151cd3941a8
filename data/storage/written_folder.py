"""A folder of small files beside a store, which people read and write too.

Each file is written whole or not at all, by one writer at a time.
"""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from filelock import FileLock, Timeout

from data.access.audit import Audit
from data.access.rights import Right, require_right
from data.storage.store_folder import flush
from kernel.messages import ShirongError

_WAIT = 10  # seconds for another writer, who needs a fraction of one
_LONGEST = 40  # characters of a name that its file has of it


class WrittenFolder:
    """The folder; it need not exist before the first write. busy: makes what is raised where
    another writer does not come to an end. right: what it takes to write; deed: what the audit of
    the store beside which it lies calls that."""

    def __init__(
        self, path: Path, busy: Callable[[], ShirongError], right: Right, deed: str = "record"
    ) -> None:
        self.path = path
        self._busy, self._right, self._deed = busy, right, deed
        self._written: list[str] = []

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the one writer. Raises RightMissingError for whom may not write here."""
        require_right(self._right)
        self.path.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(self.path / ".lock", timeout=_WAIT):
                yield
        except Timeout as error:
            raise self._busy() from error
        if self._written:
            said = ", ".join(dict.fromkeys(self._written))
            self._written.clear()
            Audit(self.path.parent).add(self._deed, said)

    # Below: for the holder of the lock.

    def write(self, path: Path, content: bytes) -> None:
        """Write a file of the folder, over an earlier one of its name."""
        self._written.append(f"{self.path.name}/{path.name}")
        beside = path.with_name(f".{path.name}.new")
        beside.write_bytes(content)
        flush(beside)
        os.replace(beside, path)
        flush(self.path)

    def remove(self, path: Path) -> None:
        """Remove a file, where it is there."""
        self._written.append(f"-{self.path.name}/{path.name}")
        path.unlink(missing_ok=True)
        flush(self.path)

    def free(self, name: str, otherwise: str, kept: str = "") -> Path:
        """A YAML file that is not there yet, named by the letters and digits of a name
        (`东屏区夜间-店外经营.yaml`). otherwise: where the name has none; kept: what no file may be
        called."""
        stem = re.sub(r"\W+", "-", name).strip("-_")[:_LONGEST].lower() or otherwise
        for n in count(1):
            path = self.path / (f"{stem}.yaml" if n == 1 else f"{stem}-{n}.yaml")
            if not path.exists() and path.name != kept:
                return path
        raise AssertionError("endless")
