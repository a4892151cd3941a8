"""Small records that people keep beside a store, a YAML file each: added, changed, removed.

What a file is called is the record's id. A broken file is told of and does not take the others
down. Texts that are typed freely are masked as those of imported files are, however they come in.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Generic, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from ruamel.yaml.comments import CommentedMap

from data.parsing.privacy import mask, mask_official
from data.storage.written_folder import WrittenFolder
from kernel.configuration import (
    ConfigurationError,
    Written,
    as_text,
    plain_to,
    read_bytes,
    yaml_files,
)
from kernel.messages import Message, ShirongError
from kernel.text import spaced
from metrics.schemes.yaml_text import dumped, yaml_writer

MOST_TEXT = 500


def _spaced(value: Any) -> Any:
    return spaced(text) if isinstance(text := as_text(value), str) else text


# A text without what identifies a person; one that names who answers for something, whose name
# stays and whose numbers do not.
Typed = Annotated[str, BeforeValidator(_spaced), AfterValidator(mask), Field(max_length=MOST_TEXT)]
Official = Annotated[
    str, BeforeValidator(_spaced), AfterValidator(mask_official), Field(max_length=MOST_TEXT)
]


class RecordRefusedError(ShirongError):
    """There is no such record, it is there already, or what is asked of it makes no sense."""


class KeptRecord(BaseModel):
    """A record. id: the name of its file, "" until it is added."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Written = ""
    recorded_by: Official = ""
    recorded_at: Written = ""


R = TypeVar("R", bound=KeptRecord)


class KeptRecords(Generic[R]):
    """The records in a folder. read: a record out of the content of a file and its name, or
    ConfigurationError with line, field and reason; named: what the file of one is called."""

    def __init__(
        self, folder: Path, read: Callable[[bytes, str], R], named: Callable[[R], str]
    ) -> None:
        self.folder = folder
        self._read, self._named = read, named
        self._disk = WrittenFolder(folder, lambda: _refused("record-busy"), "note")

    def all(self) -> list[R | ConfigurationError]:
        """Every record by its id, a broken one as its error, last."""
        found = list(self._files().values())
        wrong = [one for one in found if isinstance(one, ConfigurationError)]
        return [*good_records(found), *wrong]

    def add(self, record: R) -> R:
        """Write a new record; it then has an id, and the time where none was said. Raises
        RecordRefusedError where one of its id is there, ConfigurationError for one that could not
        be read again."""
        if not record.recorded_at:
            when = datetime.now().isoformat(sep=" ", timespec="seconds")
            record = record.model_copy(update={"recorded_at": when})
        content = _content(record.model_copy(update={"id": ""}))
        name = record.id or self._named(record)
        self._read(content, f"{name}.yaml")
        with self._disk.writing():
            path = self._disk.free(name, "record")
            if record.id and path.stem != record.id:
                raise _refused("record-taken", id=record.id)
            self._disk.write(path, content)
            return self._of(path)

    def change(self, id: str, **fields: Any) -> R:
        """Let a record say something else in some fields; comments in its file stay."""
        with self._disk.writing():
            path = self._path(id)
            yaml = yaml_writer()
            document = yaml.load(path.read_bytes().decode("utf-8-sig"))
            document.update(fields)
            content = dumped(yaml, document)
            changed = _content(self._read(content, path.name))  # masked
            document.update({name: yaml.load(changed)[name] for name in fields})
            self._disk.write(path, dumped(yaml, document))
            return self._of(path)

    def delete(self, id: str) -> None:
        """Remove a record, a broken one too."""
        with self._disk.writing():
            self._disk.remove(self._path(id))

    def find(self, id: str) -> R:
        """The record of an id. Raises ConfigurationError where its file is broken,
        RecordRefusedError where there is none."""
        return self._of(self._path(id))

    def _files(self) -> dict[Path, R | ConfigurationError]:
        found: dict[Path, R | ConfigurationError] = {}
        for path in yaml_files(self.folder):
            try:
                found[path] = self._of(path)
            except ConfigurationError as error:
                found[path] = error
        return found

    def _of(self, path: Path) -> R:
        return self._read(read_bytes(path), path.name).model_copy(update={"id": path.stem})

    def _path(self, id: str) -> Path:
        known = {path.stem: path for path in yaml_files(self.folder)}
        if id not in known:
            raise _refused("record-none", id=id)
        return known[id]


def record_of(shape: type[R], said: Mapping[str, Any]) -> R:
    """A record of what was typed. Raises RecordRefusedError with the field and the reason."""
    record, wrong = plain_to(dict(said), shape)
    if wrong:
        place, what = wrong[0]
        params = {"field": f"{place[0]}", "what": what}
        raise RecordRefusedError(Message("record-field", params, "metrics"))
    made: R = record
    return made


def good_records(found: Iterable[R | ConfigurationError]) -> list[R]:
    """Those that can be used."""
    return [one for one in found if not isinstance(one, ConfigurationError)]


def _content(record: KeptRecord) -> bytes:
    """The file of a record: what is not left at its default; who wrote it, and when, last."""
    said = record.model_dump(exclude_defaults=True).items()
    last = sorted(said, key=lambda field: field[0] in KeptRecord.model_fields)
    return dumped(yaml_writer(), CommentedMap(last))


def _refused(code: str, **params: str) -> RecordRefusedError:
    return RecordRefusedError(Message(code, params, "metrics"))
