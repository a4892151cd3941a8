"""Import profiles: which columns of an export become which fields. One YAML file per layout.

`docs/profiles.md` describes the format. A profile that is wrong is refused with its file, line and
field, never half understood.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from data.parsing.words import as_word, vocabularies
from kernel.configuration import ConfigurationError, Problem, claim, load, read_bytes, yaml_files
from kernel.messages import Message
from kernel.schema import TABLES, UNIT_KINDS, Table

PROFILE_FOLDER = Path(__file__).resolve().parent.parent / "profiles"


class ProfileError(ConfigurationError):
    """A profile file is wrong; the message names file, line and field. `id`: the one it claims."""

    id: str = ""


def _list(value: Any) -> Any:
    return [as_word(v) for v in value] if isinstance(value, list) else [as_word(value)]


def _word_keys(value: Any) -> Any:
    return {as_word(k): v for k, v in value.items()} if isinstance(value, Mapping) else value


Word = Annotated[str, BeforeValidator(as_word)]
Words = Annotated[list[str], BeforeValidator(_list)]
ValueMap = Annotated[dict[str, Words], BeforeValidator(_word_keys)]


ReadAs = Literal[
    "period",
    "day",
    "whole_number",
    "positive",
    "first_coordinate",
    "second_coordinate",
    "place",
    "out_of",
    "place_out_of",
    "yes_or_day",
    "times_of_frequency",
    "span_of_frequency",
    "week",
]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FieldSource(_Part):
    """Where one field comes from: the names its column may have, and how its text is read.

    values: canonical value -> words of the export; vocabulary: a named map of the same shape;
    otherwise: the value of words not listed; taken: points that are taken away, whatever sign they
    are written with; blank: the value of a blank cell; filled: the value of
    any text at all (a voiding time means voided); nothing: words that mean a blank cell;
    only_listed: words that are not listed belong to another field and say nothing here.
    """

    headers: Words
    required: bool = False
    values: ValueMap = {}
    vocabulary: str | None = None
    otherwise: Word | None = None
    blank: Word | None = None
    filled: Word | None = None
    nothing: Words = []
    only_listed: bool = False
    absolute: bool = False
    taken: bool = False
    read_as: ReadAs | None = None
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


class WideMeasure(_Part):
    """One column of a wide sheet that becomes a row of its own: its text fills `into`. months:
    every column whose name is a month is one, and the month is its period; the year may stand in a
    title instead. Where a column of its own gives the field, months are none. rest: every column
    that nothing else takes is one, and its name fills this field; only where the sheet has one of
    the `headers`, or a title one of the words of `titles`, and no other layout fits."""

    headers: Words = []
    months: bool = False
    rest: str | None = None
    titles: Words = []
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
    first whose columns the file has is used; `name?` counts where the file has it. `needs`:
    columns without which it is another layout, by their names or that of the field that they give.
    `ignore`: columns that are known and not wanted. `header_row`: where the header ends (0: there
    is none), for a layout whose header the search takes for something else. `extends`: ids of
    layouts that it refines: where it fits, they are not asked."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    name: dict[Literal["zh", "en"], str]
    table: str
    key: Annotated[list[Annotated[list[str], Field(min_length=1)]], Field(min_length=1)]
    fields: dict[str, Annotated[list[FieldSource], BeforeValidator(_one_or_many)]] = {}
    units: dict[str, UnitSource] = {}
    measures: list[WideMeasure] = []
    constants: dict[str, Word] = {}
    creates_units: dict[str, NewUnit] = {}
    drop: Words = []
    ignore: Words = []
    header_row: Annotated[int, Field(ge=0, le=1_048_576)] | None = None
    dates: Literal["year", "month", "day"] = "year"
    needs: Words = []
    update_only: bool = False
    extends: Words = []
    classes: Literal["cjt214"] | None = None

    @model_validator(mode="before")
    @classmethod
    def _key_lists(cls, data: Any) -> Any:
        if isinstance(data, Mapping) and isinstance(data.get("key"), list):
            key = data["key"]
            data = {**data, "key": key if key and isinstance(key[0], list) else [key]}
        return data

    def called(self, lang: str) -> str:
        """Its name in a language; its id where it has none."""
        return next((name for code, name in self.name.items() if code == lang and name), self.id)

    @property
    def canonical(self) -> Table:
        """The canonical table that the profile fills."""
        return TABLES[self.table]

    def keys(self, brought: Collection[str]) -> Iterator[list[str]]:
        """The keys that are complete in a file with these fields, without their question marks."""
        for names in self.key:
            wanted = [name for name in names if name.removesuffix("?") in brought]
            if all(name in wanted or name.endswith("?") for name in names):
                yield [name.removesuffix("?") for name in wanted]

    def unit_sources(self) -> dict[str, UnitSource]:
        """The unit columns by the kind under which their written text is stored: where another
        column says of which kind each unit is, its names stand under any of the kinds."""
        found: dict[str, UnitSource] = {}
        for name, source in self.units.items():
            kinds: list[str] = [*source.kinds] or [name]
            found[source.default or name] = source.model_copy(update={"kinds": kinds})
            for kind in kinds if source.kind_headers else ():
                alone = {"kinds": [kind], "guess_kind": False}
                found.setdefault(kind, source.model_copy(update=alone))
        return found


def _problems(profile: Profile) -> Iterator[Problem]:
    """What pydantic cannot see: that names exist in the canonical tables and in each other."""
    if profile.table not in TABLES:
        yield ("table",), Message("profile-unknown-table", {"value": profile.table})
        return
    known = {field.name: field for field in profile.canonical.fields}
    for part, names in (("fields", profile.fields), ("constants", profile.constants)):
        for name in names:
            if name not in known:
                params = {"value": name, "table": profile.table}
                yield (part, name), Message("profile-unknown-field", params)
    for name, word in profile.constants.items():
        allowed = known[name].values if name in known else ()
        if allowed and word not in allowed:
            params = {"value": word[:60], "field": name}
            yield ("constants", name), Message("profile-unknown-value", params)
    for name, sources in profile.fields.items():
        for source in sources:
            yield from _value_problems(name, source, known[name].values if name in known else ())
    stored = [unit.default or name for name, unit in profile.units.items()]
    for name, kind in zip(profile.units, stored, strict=True):
        if kind not in UNIT_KINDS or stored.count(kind) > 1:
            yield ("units", name), Message("profile-unit-kind", {"value": kind})
    for kind in profile.creates_units:
        if kind not in UNIT_KINDS:
            yield ("creates_units", kind), Message("profile-unit-kind", {"value": kind})
    measured = {m.into for m in profile.measures} | {
        n for m in profile.measures for n in m.constants
    }
    measured |= {m.rest for m in profile.measures if m.rest}
    if any(m.months for m in profile.measures):
        measured.add("period")
    if not all(m.months or m.headers or (m.rest and m.titles) for m in profile.measures):
        yield ("measures",), Message("profile-measure-of")
    if not all(any(not name.endswith("?") for name in names) for names in profile.key):
        yield ("key",), Message("profile-no-key")
    for name in sorted(measured - set(known)):
        params = {"value": name, "table": profile.table}
        yield ("measures",), Message("profile-unknown-field", params)
    filled = measured | {*profile.fields, *profile.constants, *profile.units}
    for name in (name for names in profile.key for name in names):
        if name.removesuffix("?") not in filled:
            yield ("key",), Message("profile-key-field", {"value": name})


def _value_problems(name: str, source: FieldSource, allowed: Sequence[str]) -> Iterator[Problem]:
    if source.vocabulary and source.vocabulary not in vocabularies():
        params = {"value": source.vocabulary}
        yield ("fields", name), Message("profile-unknown-vocabulary", params)
    targets = [*source.values, *filter(None, (source.otherwise, source.blank))]
    if wrong := [value for value in targets if allowed and value not in allowed]:
        yield ("fields", name), Message("profile-unknown-value", {"value": wrong[0], "field": name})


def load_profile(path: Path) -> Profile:
    """Read one profile. Raises ProfileError naming file, line and field."""
    content = read_bytes(path, ProfileError)
    try:
        return _parsed(content, path.name)
    except ProfileError as error:
        error.id = claim(content, "id")
        raise


def parse_profile(text: str, file: str) -> Profile:
    """A profile out of its YAML. `file` names it in errors (ProfileError)."""
    return _parsed(text.encode("utf-8", "surrogatepass"), file)


@lru_cache(maxsize=256)  # all are read at every import; parsing them takes most of a second
def _parsed(content: bytes, file: str) -> Profile:
    profile: Profile = load(content, file, Profile, _problems, ProfileError)
    return profile


def load_profiles(folders: tuple[Path, ...] = (PROFILE_FOLDER,)) -> dict[str, Profile]:
    """All usable profiles by id; those of a later folder replace those of an earlier one. A broken
    file is left out: `broken_profiles` lists it."""
    return {p.id: p for p in _read_all(folders) if isinstance(p, Profile)}


def broken_profiles(folders: tuple[Path, ...] = (PROFILE_FOLDER,)) -> list[ProfileError]:
    """The files that are no usable profiles, each as its error."""
    return [found for found in _read_all(folders) if isinstance(found, ProfileError)]


def refuse_broken(profile_id: str, folders: tuple[Path, ...]) -> None:
    """Raises the ProfileError of the broken file that this id means, if there is one."""
    for error in broken_profiles(folders):
        if profile_id in (error.id, error.file, Path(error.file).stem):
            raise error


def _read_all(folders: tuple[Path, ...]) -> Iterator[Profile | ProfileError]:
    for path in (path for folder in folders for path in yaml_files(folder)):
        try:
            yield load_profile(path)
        except ProfileError as error:
            yield error
