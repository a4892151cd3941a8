"""The file of a saved view, made to be read and written by hand:

    name: 东屏区夜间店外经营
    page: analysis
    question:
      measure: filed
      rows: [street]
      where:
        district: [东屏区]
        daytime: [night]
      days: last 3 months
    saved_by: wang@pc-3
    saved_at: 2025-11-06 09:30:00

Any other page has `fields` in place of the question: the names and codes of its address. A name and
a question, or a name and a page, are enough.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from kernel.configuration import ConfigurationError, Problem, Written, as_text, load
from kernel.messages import Message
from kernel.text import spaced
from metrics.pivot.checks import check_question
from metrics.pivot.days import ALL_DAYS
from metrics.pivot.question import DEFAULT_DAYS, Question, QuestionError, question
from metrics.schemes.yaml_text import dumped, yaml_writer

ANALYSIS = "analysis"
MOST_NAME, MOST_NOTE = 60, 500
# Which field of a question an error is about, by the code of its message.
_ABOUT = {
    "measure": "measure",
    "dimension": "rows",
    "many": "rows",
    "times": "rows",
    "filter-time": "where",
    "no-value": "where",
    "value": "where",
    "days-most": "days",
    "compare": "compare",
    "compare-kind": "compare",
    "top": "top",
    "top-time": "top",
    "sort": "sort",
}


def _as_several(value: Any) -> Any:
    """One value stands for a list of one."""
    return value if isinstance(value, list) else [value]


def _as_name(value: Any) -> Any:
    return spaced(text) if isinstance(text := as_text(value), str) else text


Name = Annotated[str, BeforeValidator(_as_name), Field(min_length=1, max_length=MOST_NAME)]
Several = Annotated[tuple[Written, ...], BeforeValidator(_as_several)]
Values = Annotated[tuple[Written | None, ...], BeforeValidator(_as_several)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Asked(_Model):
    """A question, spelled out (`metrics.pivot.question`)."""

    measure: Written
    rows: Several = ()
    columns: Several = ()
    where: dict[str, Values] = {}
    days: Written = DEFAULT_DAYS
    compare: Written = ""
    top: int = 0
    sort: Written = ""
    without: dict[str, Values] = {}


class SavedView(_Model):
    """A page and what it is asked for, under a name. asked: a question, of the analysis page alone;
    fields: those of the address of any other."""

    name: Name
    note: Annotated[Written, Field(max_length=MOST_NOTE)] = ""
    page: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")] = ANALYSIS
    question: _Asked | None = None
    fields: dict[str, Written] = {}
    saved_by: Written = ""
    saved_at: Written = ""

    @property
    def asked(self) -> Question | None:
        """The question of an analysis."""
        return None if self.question is None else question(**self.question.model_dump())

    @property
    def fixed_days(self) -> str:
        """The period that it always shows, whatever has been imported since; "" where it moves on
        with the data."""
        if (asked := self.asked) is None:
            return self.fields.get("period", "")
        return "" if asked.days == ALL_DAYS or asked.days.startswith("last ") else asked.days


MoreChecks = Callable[[SavedView], Iterable[Problem]]


def read_view(content: bytes, file: str, more: MoreChecks = lambda view: ()) -> SavedView:
    """The view that a file says. Raises ConfigurationError with line, field and reason; more: what
    else must hold, for who knows the pages."""

    def check(saved: SavedView) -> Iterable[Problem]:
        yield from _faults(saved)
        yield from more(saved)

    return load(content, file, SavedView, check, ConfigurationError)


def saved_view(
    name: str,
    page: str,
    asked: Question | None = None,
    fields: Mapping[str, str] | None = None,
    note: str = "",
    who: str = "",
) -> SavedView:
    """A view saved now. Raises pydantic's ValidationError for a name that is none."""
    plain: dict[str, Any] = {"name": name, "note": note.strip(), "page": page}
    if asked is not None:
        plain["question"] = asked.plain()
    plain["fields"] = dict(fields or {})
    when = datetime.now().isoformat(sep=" ", timespec="seconds")
    return SavedView(**plain, saved_by=who.strip(), saved_at=when)


def view_yaml(saved: SavedView) -> bytes:
    """The file of a view: only what is not left at its default."""
    top = CommentedMap(name=saved.name)
    if saved.note:
        top["note"] = saved.note
    top["page"] = saved.page
    if (asked := saved.asked) is not None:
        top["question"] = CommentedMap(
            (key, _styled(value)) for key, value in asked.plain().items()
        )
    if saved.fields:
        top["fields"] = CommentedMap(saved.fields)
    for key in ("saved_by", "saved_at"):
        if said := getattr(saved, key):
            top[key] = said
    return dumped(yaml_writer(), top)


def _styled(value: Any) -> Any:
    if isinstance(value, dict):
        return CommentedMap((key, _styled(one)) for key, one in value.items())
    if isinstance(value, list):
        items = CommentedSeq(value)
        items.fa.set_flow_style()
        return items
    return value


def _faults(saved: SavedView) -> Iterable[Problem]:
    if (saved.page == ANALYSIS) != (saved.question is not None):
        code = "view-no-question" if saved.page == ANALYSIS else "view-question-elsewhere"
        yield ("page",), Message(code, {"page": saved.page}, "metrics")
    elif saved.page == ANALYSIS and saved.fields:
        yield ("fields",), Message("view-fields-beside", {}, "metrics")
    elif (asked := saved.asked) is not None:
        try:
            check_question(asked)
        except QuestionError as error:
            kind = error.message.code.removeprefix("question-")
            about = _ABOUT.get(kind) if kind != error.message.code else "days"  # a period's error
            place = ("question", about) if about else ("question",)
            yield place, error.message
