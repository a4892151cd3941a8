"""Import profiles: which columns of an export become which fields. One YAML file per layout.

`docs/profiles.md` describes the format. A profile that is wrong is refused with its file, line and
field, never half understood.
"""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    StringConstraints,
    ValidationError,
    model_validator,
)
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError

from data.cells.words import as_word, vocabularies
from data.schema import TABLES, UNIT_KINDS, Table
from kernel.messages import Message, ShirongError

PROFILE_FOLDER = Path(__file__).resolve().parent.parent / "profiles"


class ProfileError(ShirongError):
    """A profile file is wrong; the message names file, line and field."""


def _list(value: Any) -> Any:
    return [as_word(v) for v in value] if isinstance(value, list) else [as_word(value)]


def _word_keys(value: Any) -> Any:
    return {as_word(k): v for k, v in value.items()} if isinstance(value, Mapping) else value


Word = Annotated[str, BeforeValidator(as_word)]
Words = Annotated[list[str], BeforeValidator(_list)]
ValueMap = Annotated[dict[str, Words], BeforeValidator(_word_keys)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Source(_Part):
    """Where one field comes from: the names its column may have, and how its text is read.

    values: canonical value -> words of the export; vocabulary: a named map of the same shape;
    otherwise: the value of words not listed; blank: the value of a blank cell; filled: the value of
    any text at all (a voiding time means voided); nothing: words that mean a blank cell.
    """

    headers: Words
    required: bool = False
    values: ValueMap = {}
    vocabulary: str | None = None
    otherwise: Word | None = None
    blank: Word | None = None
    filled: Word | None = None
    nothing: Words = []
    absolute: bool = False
    read_as: (
        Literal["period", "whole_number", "positive", "first_coordinate", "second_coordinate"]
        | None
    ) = None
    from_title: bool = False


class UnitSource(_Part):
    """A column that names units. kinds: where the name is looked up, in this order; default: what
    a name that is not registered is taken for; kind_headers: a column that says the kind."""

    headers: Words
    kinds: list[Literal["district", "street", "team", "contractor", "department"]] = []
    default: Literal["district", "street", "team", "contractor", "department"] | None = None
    kind_headers: Words = []
    guess_kind: bool = False
    required: bool = False
    nothing: Words = []
    read_as: Literal["whole_number"] | None = None


class Measure(_Part):
    """One column of a wide sheet that becomes a row of its own: its text fills `into`."""

    headers: Words
    into: str
    constants: dict[str, Word] = {}


class NewUnit(_Part):
    """A kind of unit that the file itself registers. Values are headers of the same row."""

    group: Words = []
    parent: Words = []
    type: Word | None = None


def _one_or_many(value: Any) -> Any:
    return value if isinstance(value, list) else [value]


class Profile(_Part):
    """One layout. `key`: the fields that identify a record, or several such lists, of which the
    first whose columns the file has is used. `needs`: columns without which it is another
    layout. `ignore`: columns that are known and not wanted. `header_row`: where the header ends (0:
    there is none), for a layout whose header the search takes for something else."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    name: dict[Literal["zh", "en"], str]
    table: str
    key: list[list[str]]
    fields: dict[str, Annotated[list[Source], BeforeValidator(_one_or_many)]] = {}
    units: dict[str, UnitSource] = {}
    measures: list[Measure] = []
    constants: dict[str, Word] = {}
    creates_units: dict[str, NewUnit] = {}
    drop: Words = []
    ignore: Words = []
    header_row: int | None = None
    dates: Literal["year", "month", "day"] = "year"
    needs: Words = []
    update_only: bool = False
    classes: Literal["cjt214"] | None = None

    @model_validator(mode="before")
    @classmethod
    def _key_lists(cls, data: Any) -> Any:
        if isinstance(data, Mapping) and isinstance(data.get("key"), list):
            key = data["key"]
            data = {**data, "key": key if key and isinstance(key[0], list) else [key]}
        return data

    @property
    def canonical(self) -> Table:
        """The canonical table that the profile fills."""
        return TABLES[self.table]

    def unit_sources(self) -> dict[str, UnitSource]:
        """The unit columns by the kind under which their written text is stored."""
        return {
            (source.default or name): source.model_copy(update={"kinds": source.kinds or [name]})
            for name, source in self.units.items()
        }


def _check(profile: Profile) -> None:
    """What pydantic cannot see: that names exist in the canonical tables and in each other."""

    def refuse(where: tuple[str | int, ...], code: str, **params: Any) -> None:
        raise _Misplaced(where, Message(code, params))

    if profile.table not in TABLES:
        refuse(("table",), "profile-unknown-table", value=profile.table)
    known = {field.name: field for field in profile.canonical.fields}
    for name in [*profile.fields, *profile.constants]:
        part = "fields" if name in profile.fields else "constants"
        if name not in known:
            refuse((part, name), "profile-unknown-field", value=name, table=profile.table)
    for name, sources in profile.fields.items():
        allowed = known[name].values
        for source in sources:
            if source.vocabulary and source.vocabulary not in vocabularies():
                refuse(("fields", name), "profile-unknown-vocabulary", value=source.vocabulary)
            targets = [*source.values, *filter(None, (source.otherwise, source.blank))]
            if wrong := [v for v in targets if allowed and v not in allowed]:
                refuse(("fields", name), "profile-unknown-value", value=wrong[0], field=name)
    stored = [unit.default or name for name, unit in profile.units.items()]
    for name, kind in zip(profile.units, stored, strict=True):
        if kind not in UNIT_KINDS or stored.count(kind) > 1:
            refuse(("units", name), "profile-unit-kind", value=kind)
    measured = {m.into for m in profile.measures} | {
        n for m in profile.measures for n in m.constants
    }
    if wrong := sorted(measured - set(known)):
        refuse(("measures",), "profile-unknown-field", value=wrong[0], table=profile.table)
    filled = measured | {*profile.fields, *profile.constants, *profile.units}
    for names in profile.key:
        if missing := [name for name in names if name not in filled]:
            refuse(("key",), "profile-key-field", value=missing[0])


class _Misplaced(Exception):
    def __init__(self, where: tuple[str | int, ...], message: Message) -> None:
        self.where, self.message = where, message


def load_profile(path: Path) -> Profile:
    """Read one profile. Raises ProfileError naming file, line and field."""
    return parse_profile(path.read_text(encoding="utf-8"), path.name)


@lru_cache(maxsize=256)  # all are read at every import; parsing them takes most of a second
def parse_profile(text: str, file: str) -> Profile:
    """A profile out of its YAML. `file` names it in errors (ProfileError)."""
    try:
        data = YAML(typ="safe").load(text)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        problem = Message("profile-yaml", {"detail": str(error.problem)})
        raise _error(file, line, "-", problem) from None
    if not isinstance(data, Mapping):
        raise _error(file, 1, "-", Message("profile-empty"))
    try:
        profile = Profile.model_validate(data)
        _check(profile)
    except ValidationError as error:
        first = error.errors()[0]
        where, message = tuple(first["loc"]), _problem(first["type"], first["msg"])
        raise _error(file, _line(text, where), ".".join(map(str, where)), message) from None
    except _Misplaced as error:
        name = ".".join(map(str, error.where))
        raise _error(file, _line(text, error.where), name, error.message) from None
    return profile


def _problem(kind: str, detail: str) -> Message:
    """What pydantic found, in the user's language as far as it goes."""
    if kind == "missing":
        return Message("profile-missing")
    if kind == "extra_forbidden":
        return Message("profile-unknown-key")
    return Message("profile-wrong-value", {"detail": detail})


def _error(file: str, line: int, field: str, problem: Message) -> ProfileError:
    params = {"file": file, "line": line, "field": field, "problem": problem}
    return ProfileError(Message("profile-error", params))


def _line(text: str, where: tuple[Any, ...]) -> int:
    """The 1-based line of the innermost part of `where` that stands in the file."""
    data, line = YAML(typ="rt").load(text), 0
    for key in where:
        if isinstance(data, list) and not isinstance(key, int):
            continue
        try:
            marks = data.lc  # ruamel's mark of lines
            line = (marks.key if isinstance(data, Mapping) else marks.item)(key)[0]
            data = data[key]
        except (AttributeError, KeyError, IndexError, TypeError):
            break
    return line + 1


def load_profiles(folders: tuple[Path, ...] = (PROFILE_FOLDER,)) -> dict[str, Profile]:
    """All profiles by id; those of a later folder replace those of an earlier one."""
    profiles = [load_profile(path) for folder in folders for path in sorted(folder.glob("*.yaml"))]
    return {profile.id: profile for profile in profiles}
