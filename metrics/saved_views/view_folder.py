"""The saved views beside a store: listed, saved, renamed, deleted, and one of them the start page.

`views/` in the store's folder has a file for each, and `start.yaml`, which names the one that the
dashboard opens with. A broken file is told of and does not take the others down. Each file is
written whole or not at all, by one writer at a time.
"""

from collections.abc import Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict
from ruamel.yaml.comments import CommentedMap

from data.storage.written_folder import WrittenFolder
from kernel.configuration import ConfigurationError, claim, load, read_bytes, yaml_files
from kernel.messages import Message, ShirongError
from kernel.text import fold
from metrics.saved_views.view_file import MoreChecks, Name, SavedView, read_view, view_yaml
from metrics.schemes.yaml_text import dumped, yaml_writer

START_FILE = "start.yaml"
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
        self._disk = WrittenFolder(self.folder, lambda: _refused("view-busy"), "view")
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
        read_view(content, f"{saved.name}.yaml", self._more)
        with self._disk.writing():
            path = self._path(saved.name)
            if path is not None and not replace:
                raise ViewTakenError(Message("view-taken", {"name": saved.name}, "metrics"))
            free = self._disk.free(saved.name, "view", START_FILE)
            self._disk.write(path or free, content)
        return saved

    def rename(self, name: str, new: str) -> SavedView:
        """Give a view another name; comments in its file stay, and it stays the start page."""
        with self._disk.writing():
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
            self._disk.write(path, content)
            if fold(self.start()) == fold(saved.name):
                self._write_start(renamed.name)
        return renamed

    def delete(self, name: str) -> None:
        """Delete a view; where it was the start page there is none any more."""
        with self._disk.writing():
            path = self._path(self.find(name).name)
            assert path is not None
            self._disk.remove(path)
            if fold(self.start()) == fold(name):
                self._disk.remove(self.folder / START_FILE)

    def start(self) -> str:
        """The name of the view that the dashboard opens with; "" for none. Raises
        ConfigurationError when the file that says it is broken."""
        path = self.folder / START_FILE
        if not path.exists():
            return ""
        return str(load(read_bytes(path), START_FILE, _Start).view)

    def open_with(self, name: str) -> None:
        """Let the dashboard open with a view from now on; "": with the overview."""
        with self._disk.writing():
            if name:
                self._write_start(self.find(name).name)
            else:
                self._disk.remove(self.folder / START_FILE)

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

    def _write_start(self, name: str) -> None:
        content = dumped(yaml_writer(), CommentedMap(view=name))
        self._disk.write(self.folder / START_FILE, content)


def good_views(found: Sequence[SavedView | ConfigurationError]) -> list[SavedView]:
    """Those that can be opened."""
    return [one for one in found if isinstance(one, SavedView)]


def _refused(code: str, **params: str) -> ViewRefusedError:
    return ViewRefusedError(Message(code, params, "metrics"))
