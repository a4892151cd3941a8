"""What a recognised layout makes of the columns of a sheet, and what it leaves unused.

A column that stays unused is judged like one of an unknown layout. One that looks like a deadline,
an end, a category, a unit, a channel, a result or a flag, of which the layout has no other, is a
matter for a person: what it means decides what can be said of the whole file.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from data.importing.account import Undecided
from data.layouts.matching import Headers, Match
from data.layouts.profile import Profile
from data.parsing.values import fold_word
from data.parsing.words import vocabularies, word_map
from data.reader import Sheet
from data.schema_mapping.assignment import BY_LAYOUT, Given
from data.schema_mapping.proposal import Proposal, ProposedColumn, propose
from data.schema_mapping.targets import ANY_UNIT, MEASURE, PERSONAL, UNIT_KIND, UNUSED
from data.schema_mapping.words import BLANK
from data.unit_resolution.units import Registry
from kernel.schema import UNIT_KINDS

_SURE = 0.6  # what is less sure is proposed, and stops nothing
_SURE_OF_UNIT = 0.85  # beside units that the layout reads
_REGISTERED = 0.9  # what share of registered names makes a column one of units, whatever its name
_SPOKEN = 95  # what share of its cells, in per cent, makes a column one of results or channels


@dataclass(frozen=True)
class Role:
    """Fields of which one is needed, and what is lost without any of them (`undecided-NAME`)."""

    name: str
    fields: tuple[str, ...]


ROLES = (
    Role("deadline", ("due_at", "bundle_due_at", "rectify_due", "due_on")),
    Role("end", ("closed_at", "disposed_at", "rectified_at", "closed_on")),
    Role("stage", ("stage",)),
    Role("category", ("category", "subcategory")),
    Role("channel", ("channel",)),
    Role("method", ("method",)),
    *(
        Role("result", (name,))
        for name in ("satisfaction", "resolved", "passed", "score", "recheck", "review_result")
    ),
    *(Role("result", (name,)) for name in ("executed", "overturned", "done")),
    Role("judgement", ("overdue_flag",)),
    *(
        Role("flag", (name,))
        for name in ("held", "voided", "self_handled", "excluded", "dispatch_accurate")
    ),
    Role("flag", ("key_problem",)),
)
# A register is of the units themselves, a list of points of places.
_ROLES_OF_UNITS = ("cases", "inspections", "findings", "enforcement_cases", "score_entries")


def given(match: Match, columns: list[str]) -> Given:
    """The columns that a layout knows, each with the first thing that it becomes."""
    profile, found = match.profile, dict[int, str]()
    for name, _, index in match.fields:
        found.setdefault(index, name)
    filled = {*match.present, *match.written}
    for name, source, index, kind_index in match.units:
        kinds: list[str] = [*source.kinds] or [name]
        one = len(kinds) == 1 and kinds[0] in UNIT_KINDS
        found.setdefault(index, kinds[0] if one else ANY_UNIT)
        filled |= set() if one else {ANY_UNIT}
        if kind_index is not None:
            found.setdefault(kind_index, UNIT_KIND)
            filled.add(UNIT_KIND)
    for _, index in match.measures:
        found.setdefault(index, MEASURE)
    headers = Headers(columns)
    for new in profile.creates_units.values():
        for names in (new.group, new.parent):
            if (at := headers.find(names)) is not None:
                found.setdefault(at, UNUSED)
    for index in match.dropped:
        found.setdefault(index, PERSONAL)
    for index in (*match.ignored, *match.companions.values()):  # the day to a column of times
        found.setdefault(index, UNUSED)
    return Given(found, frozenset(filled))


def propose_over(
    sheet: Sheet, match: Match, profiles: Iterable[Profile], register: Registry
) -> Proposal:
    """The layout as it reads the sheet, with a proposal for every column that it leaves unused."""
    known = given(match, sheet.columns)
    found = propose(sheet, profiles, register, match.profile.table, base=match, given=known)
    columns = [
        replace(column, values=_read(match, column)) if column.index in known.columns else column
        for column in found.columns
    ]
    return replace(found, columns=tuple(columns))


def _read(match: Match, column: ProposedColumn) -> dict[str, str]:
    """The words of a column as the layout reads them; those that it does not know are left out."""
    if not column.values:
        return {}
    words: dict[str, str] = {}
    for name, source, index in match.fields:
        if index == column.index and name == column.target:
            words |= vocabularies()[source.vocabulary] if source.vocabulary else {}
            words |= word_map(source.values)
            words |= dict.fromkeys(map(fold_word, source.nothing), BLANK)
    return {text: words[fold_word(text)] for text, _ in column.texts if fold_word(text) in words}


def undecided_columns(proposal: Proposal) -> list[Undecided]:
    """The columns of such a proposal that must not stay unused unasked."""
    if proposal.base is None or proposal.base.profile.update_only:
        return []
    filled = given(proposal.base, [c.name for c in proposal.columns]).filled
    found = []
    for column in proposal.columns:
        if column.reason.code == BY_LAYOUT:
            continue
        if column.confidence < _SURE and not _spoken(column):
            continue
        if column.content.filled and (role := _role(proposal.table, column, filled)):
            found.append(Undecided(column.name, proposal.table, column.target, role))
    return found


def _spoken(column: ProposedColumn) -> bool:
    """Whether all cells are words of the field (满意, 不满意), under whatever name."""
    share = column.reason.params.get("share", 0) if column.reason.code == "map-why-words" else 0
    return share >= _SPOKEN and len(column.content.texts) > 1


def _role(table: str, column: ProposedColumn, filled: frozenset[str]) -> str | None:
    """What the column is needed for; None where the layout has that, or nothing hangs on it."""
    if column.target in (*UNIT_KINDS, ANY_UNIT):
        others = filled & {*UNIT_KINDS, ANY_UNIT}
        one = column.target if column.target != ANY_UNIT else None
        sure = one is not None and (
            column.confidence >= _SURE_OF_UNIT or column.content.units(one) >= _REGISTERED
        )
        return "unit" if table in _ROLES_OF_UNITS and (sure or not others) else None
    for role in ROLES:
        if column.target in role.fields:
            return None if filled.intersection(role.fields) else role.name
    return None
