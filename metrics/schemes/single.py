"""A ranking without a scheme: any single indicator ranks any kind of unit, as it is measured.

It is a scheme like others (so that ranks, changes, certainty and rows are found as of any), made on
the spot instead of read from a file. Its code is `by:INDICATOR`, or `by:given_score:ITEM`.
"""

from collections.abc import Mapping

from metrics.indicators import INDICATORS, Indicator
from metrics.schemes.model import OBJECT_KINDS, Scheme

PREFIX = "by:"
# What a statement must be of: a component of a scheme names it in this field.
NAMED_IN = {"given_score": "item", "own_figure": "figure"}
DIGITS: Mapping[str, int] = {"count": 0}  # of a count of rows; of all else two
# What a ranking by one indicator takes of a scheme for the same units.
_TAKEN = (
    *("groups", "set_aside", "due_rule", "no_deadline", "failed_recheck"),
    *("rebound_days", "case_points", "big_case", "review_days"),
)


def is_single(code: str) -> bool:
    """Whether a code names a single indicator and no scheme."""
    return code.startswith(PREFIX)


def code_of(indicator: str, named: str = "") -> str:
    """The code of a ranking by one indicator; named: the item of a given score, or the figure."""
    return PREFIX + (f"{indicator}:{named}" if named else indicator)


def code_of_scheme(scheme: Scheme) -> str:
    """What names a scheme: its id, or the code of a ranking by one indicator."""
    if scheme.version or not scheme.id.startswith("by-"):
        return scheme.id
    (leaf,) = scheme.leaves()
    return code_of(leaf.indicator or "", leaf.item or leaf.figure or "")


def single_name(code: str, lang: str = "zh") -> str:
    """What the indicator of a code is called; the code itself where it names none."""
    indicator, _, named = code.removeprefix(PREFIX).partition(":")
    return named or (INDICATORS[indicator].name(lang) if indicator in INDICATORS else code)


def rankable() -> list[Indicator]:
    """The indicators that can be ranked by themselves, those that need no further name."""
    return [
        entry
        for entry in INDICATORS.values()
        if entry.scored and not entry.composed and entry.id not in NAMED_IN
    ]


def single(code: str, kind: str, type: str | None = None, like: Scheme | None = None) -> Scheme:
    """The scheme of a code for one kind of unit. KeyError for a code that names no indicator.

    type: the kind of objects, where `kind` is `object`. like: a scheme whose calendar, groups and
    rules on what counts are taken; without one months begin on the 1st, cases are set aside as the
    indicator says, and units are ranked within the groups of the register.
    """
    indicator, _, named = code.removeprefix(PREFIX).partition(":")
    entry = INDICATORS[indicator]
    field = NAMED_IN.get(indicator)
    if entry.composed or not entry.scored or bool(named) != bool(field):
        raise KeyError(code)
    names = {lang: named or entry.name(lang) for lang in ("zh", "en")}
    taken = {} if like is None else {name: getattr(like, name) for name in _TAKEN}
    if like is not None:  # a longer period has a value of its own
        taken["period"] = like.period.model_copy(update={"longer": "recompute"})
    leaf = {"id": indicator, "name": names, "weight": 100, "indicator": indicator}
    return Scheme.model_validate(
        {
            "id": f"by-{indicator}",
            "version": 0,
            "name": names,
            "status": "example",
            "scores": {"kind": kind, "type": type},
            "effective_from": "1900-01-01",
            "period": {"longer": "recompute"},
            "floor": None,
            "missing": "renormalise",
            "components": [
                leaf | {"rule": "as_measured"} | ({field: named} if field else {}),
            ],
            "first": "lowest" if entry.better == "lower" else "highest",
            "groups": None if kind in OBJECT_KINDS else {"by": "units.group"},
            "rounding": {"digits": DIGITS.get(entry.kind, 2)},
            "n": {"indicator": indicator} | ({"item": named} if field == "item" else {}),
        }
        | taken
    )
