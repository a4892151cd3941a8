"""What a table and a column are."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Field:
    """One column. `type` is one of text, number, integer, datetime, date, boolean, code.

    A code is a text out of a closed list (`values`), e.g. the method of an inspection.
    """

    name: str
    type: str
    zh: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """One canonical table. `units`: the row names units; `day_from`: fields whose first filled
    one dates the row (facts are stored in the order of that day). `words`: fields of a closed list
    beside which a word that nobody knows is kept as it was written. `facts`: its rows are what
    happened in the city, out of which scores are made; else a book that is kept beside them."""

    name: str
    zh: str
    fields: tuple[Field, ...]
    units: bool = True
    day_from: tuple[str, ...] = ()
    derived: tuple[Field, ...] = ()
    words: tuple[str, ...] = ()
    facts: bool = True

    @property
    def written_words(self) -> tuple[Field, ...]:
        """The columns of the words that nobody knows, `method_written` beside `method`."""
        named = {f.name: f for f in self.fields}
        return tuple(Field(f"{n}_written", "text", f"{named[n].zh}原文") for n in self.words)


SQL_TYPES = {
    "text": "VARCHAR",
    "code": "VARCHAR",
    "number": "DOUBLE",
    "integer": "BIGINT",
    "datetime": "TIMESTAMP",
    "date": "DATE",
    "boolean": "BOOLEAN",
}

# Filled where a person decided what a name of a class means: the name as the export gave it, empty
# text where it gave none. See `data.storage.renaming`.
CLASSES_AS_READ = (
    Field("category_written", "text", "大类原文"),
    Field("subcategory_written", "text", "小类原文"),
)
