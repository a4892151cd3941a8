"""The saved views beside a store: listed, saved, renamed, deleted, and one of them the start page.

`views/` in the store's folder has a file for each, and `start.yaml`, which names the one that the
dashboard opens with. A broken file is told of and does not take the others down. Each file is
written whole or not at all, by one writer at a time.
"""

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout
from pydantic import BaseModel, ConfigDict
from ruamel.yaml.comments import CommentedMap

from data.storage.store_folder import flush
from kernel.configuration import ConfigurationError, claim, load, read_bytes, yaml_files
from kernel.messages import Message, ShirongError
from kernel.text import fold
from metrics.saved_views.view_file import MoreChecks, Name, SavedView, read_view, view_yaml
from metrics.schemes.yaml_text import dumped, yaml_writer

START_FILE = "start.yaml"
_WAIT = 10  # seconds for another writer, who needs a fraction of one
_MOST_LISTED = 30


class ViewRefusedError(ShirongError):
    """There is no such view, or its name is taken."""


class ViewTakenError(ViewRefusedError):
    """A view of this name is there, and nobody has said that it may be replaced."""


class _Start(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    view: Name


class SavedViews:
    """The views beside a store. more: what must hold of each besides (`read_view`)."""

    def __init__(self, store: Path, more: MoreChecks = lambda view: ()) -> None:
        self.folder = store / "views"
        self._more = more

    def all(self) -> list[SavedView | ConfigurationError]:
        """Every view by its name, a broken one as its error, last. Of two of one name the second
        file is refused."""
        found = list(self._files().values())
        good = [one for one in found if isinstance(one, SavedView)]
        wrong = [one for one in found if not isinstance(one, SavedView)]
        return [*sorted(good, key=lambda one: fold(one.name)), *wrong]

    def find(self, name: str) -> SavedView:
        """The view of a name. Raises ConfigurationError where its file is broken, ViewRefusedError
        where there is none."""
        files = self._files()
        for one in files.values():
            if isinstance(one, SavedView) and fold(one.name) == fold(name):
                return one
        for path, one in files.items():
            if isinstance(one, ConfigurationError) and fold(name) in (
                fold(path.stem),
                fold(claim(path.read_bytes(), "name")),
            ):
                raise one
        good = [one.name for one in files.values() if isinstance(one, SavedView)]
        raise _refused("view-none", name=name, names="、".join(good[:_MOST_LISTED]) or "–")

    def save(self, saved: SavedView, replace: bool = False) -> SavedView:
        """Write a view. Raises ViewTakenError where one of its name is there and is not to be
        replaced, ConfigurationError for one that could not be read again."""
        content = view_yaml(saved)
        read_view(content, _file_name(saved.name), self._more)
        with self._writing():
            path = self._path(saved.name)
            if path is not None and not replace:
                raise ViewTakenError(Message("view-taken", {"name": saved.name}, "metrics"))
            self._write(path or self._free(saved.name), content)
        return saved

    def rename(self, name: str, new: str) -> SavedView:
        """Give a view another name; comments in its file stay, and it stays the start page."""
        with self._writing():
            saved = self.find(name)
            path = self._path(saved.name)
            other = self._path(new)
            if path is None or (other is not None and other != path):
                raise ViewTakenError(Message("view-taken", {"name": new}, "metrics"))
            yaml = yaml_writer()
            document = yaml.load(path.read_bytes().decode("utf-8-sig"))
            document["name"] = new
            content = dumped(yaml, document)
            renamed = read_view(content, path.name, self._more)
            self._write(path, content)
            if fold(self.start()) == fold(saved.name):
                self._write_start(renamed.name)
        return renamed

    def delete(self, name: str) -> None:
        """Delete a view; where it was the start page there is none any more."""
        with self._writing():
            path = self._path(self.find(name).name)
            assert path is not None
            path.unlink()
            if fold(self.start()) == fold(name):
                (self.folder / START_FILE).unlink(missing_ok=True)
            flush(self.folder)

    def start(self) -> str:
        """The name of the view that the dashboard opens with; "" for none. Raises
        ConfigurationError when the file that says it is broken."""
        path = self.folder / START_FILE
        if not path.exists():
            return ""
        return str(load(read_bytes(path), START_FILE, _Start).view)

    def open_with(self, name: str) -> None:
        """Let the dashboard open with a view from now on; "": with the overview."""
        with self._writing():
            if name:
                self._write_start(self.find(name).name)
            else:
                (self.folder / START_FILE).unlink(missing_ok=True)
                flush(self.folder)

    def _files(self) -> dict[Path, SavedView | ConfigurationError]:
        found: dict[Path, SavedView | ConfigurationError] = {}
        met: dict[str, str] = {}
        for path in yaml_files(self.folder):
            if path.name == START_FILE:
                continue
            try:
                one = read_view(read_bytes(path), path.name, self._more)
            except ConfigurationError as error:
                found[path] = error
                continue
            if (other := met.setdefault(fold(one.name), path.name)) != path.name:
                params = {"file": path.name, "other": other, "name": one.name}
                twice = Message("view-twice", params, "metrics")
                found[path] = ConfigurationError([twice], path.name)
            else:
                found[path] = one
        return found

    def _path(self, name: str) -> Path | None:
        for path, one in self._files().items():
            if isinstance(one, SavedView) and fold(one.name) == fold(name):
                return path
        return None

    def _free(self, name: str) -> Path:
        """A file that is not there yet, named after the view."""
        path, n = self.folder / _file_name(name), 1
        while path.exists() or path.name == START_FILE:
            n += 1
            path = self.folder / _file_name(name, n)
        return path

    @contextmanager
    def _writing(self) -> Iterator[None]:
        self.folder.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(self.folder / ".lock", timeout=_WAIT):
                yield
        except Timeout as error:
            raise _refused("view-busy") from error

    def _write_start(self, name: str) -> None:
        content = dumped(yaml_writer(), CommentedMap(view=name))
        self._write(self.folder / START_FILE, content)

    def _write(self, path: Path, content: bytes) -> None:
        beside = path.with_name(f".{path.name}.new")
        beside.write_bytes(content)
        flush(beside)
        os.replace(beside, path)
        flush(self.folder)


def good_views(found: Sequence[SavedView | ConfigurationError]) -> list[SavedView]:
    """Those that can be opened."""
    return [one for one in found if isinstance(one, SavedView)]


def _file_name(name: str, n: int = 1) -> str:
    """`东屏区夜间-店外经营.yaml`: letters and digits of the name."""
    plain = re.sub(r"\W+", "-", name).strip("-_")[:40].lower() or "view"
    return f"{plain}.yaml" if n == 1 else f"{plain}-{n}.yaml"


def _refused(code: str, **params: str) -> ViewRefusedError:
    return ViewRefusedError(Message(code, params, "metrics"))
