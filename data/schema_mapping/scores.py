"""How well a column fits a field: by its name, and by what it holds."""

from dataclasses import dataclass

from data.parsing.periods import month_of_header
from data.parsing.words import word_map
from data.schema_mapping.content import Content
from data.schema_mapping.names import most_alike
from data.schema_mapping.targets import ANY_UNIT, MEASURE, UNIT_KIND, Names, TableRules, said_label
from kernel.messages import Message
from kernel.schema import UNIT_KINDS

_EXACT = 0.995
_SAME = 1.3  # the very name weighs more than any content
_NAMED = 0.5  # below that, the likeness of two names says nothing
_ANY_YEAR = 2000
_FEW = 3  # with fewer filled cells the content says nothing but what cannot be


@dataclass(frozen=True)
class Fit:
    """How well a column fits a target, 0 to about 1.5, and what speaks most for it."""

    score: float
    reason: Message


def fit_of(name: str, content: Content, target: str, names: Names) -> Fit:
    """The name and the content of a column against one target of a table."""
    if target != MEASURE and month_of_header(name, _ANY_YEAR):
        return Fit(0.0, Message("map-why-name-hint", {"name": name, "field": ""}))
    likeness, like = most_alike(name, names.targets[target])
    suits, evidence, reason = _content(content, target, names.rules)
    if content.filled < _FEW:
        suits, evidence = float(suits > 0 or content.filled == 0), 0.0
    weight = _SAME if likeness >= _EXACT else likeness if likeness >= _NAMED else 0.3 * likeness
    by_name = weight * min(1.0, suits / 0.5)
    alike = {"name": like, "field": said_label(names.rules.name, target)}
    if likeness >= _EXACT:
        said = Message("map-why-same-name", {"name": like})
    elif likeness >= _NAMED:
        said = Message("map-why-like-name", alike)
    else:
        said = reason or Message("map-why-name-hint", alike)
    if reason and evidence > by_name:
        said = reason
    return Fit(by_name + evidence, said)


def _content(
    content: Content, target: str, rules: TableRules
) -> tuple[float, float, Message | None]:
    """How far the cells can be read as the target (0 to 1), what they say for it beyond that (0
    to about 0.7), and in words."""
    if content.share("pair") > 0.5:  # two coordinates are no place, and no name of anything
        return 0.0, 0.0, None
    if target in (*UNIT_KINDS, ANY_UNIT):
        return _unit(content, target)
    if target == UNIT_KIND:
        share = content.words("unit_kind")
        return share, 0.5 * share, _why("unit-kind", share)
    field = rules.types[target]
    reading = rules.reading.get(target, {})
    if "vocabulary" in reading or "values" in reading:
        if name := reading.get("vocabulary"):
            return _coded(content, field.type, content.words(name))
        words = word_map(reading["values"])
        return _coded(content, field.type, content.known(f"words of {target}", words))
    if reading.get("read_as") == "period":
        share = content.share("period")
        return share, 0.35 * share, _why("period", share)
    if field.type in ("datetime", "date"):
        share = content.best_dates
        if share < 0.5:
            return content.share("digit date"), 0.0, None
        clock = content.share("clock")
        return (
            share,
            0.1 + 0.1 * (clock if field.type == "datetime" else 1 - clock),
            _why("date", share),
        )
    if field.type in ("number", "integer"):
        return _number(content, target, field.type)
    if field.type == "boolean":
        share = content.share("boolean")
        told = max(share, content.best_dates, content.share("whole"))  # a voiding time means voided
        return max(told, 0.3 if len(content.texts) <= 3 else 0), 0.05 * share, _why("flag", share)
    return _text(content, target)


def _unit(content: Content, target: str) -> tuple[float, float, Message | None]:
    kinds = UNIT_KINDS if target == ANY_UNIT else (target,)
    if content.length > 30 or content.share("number") > 0.9 and content.distinct > 0.5:
        return 0.0, 0.0, None
    known = [content.units(kind) for kind in kinds]
    ending = [content.endings(kind) for kind in kinds]
    registered, ends = min(1.0, sum(known)), min(1.0, sum(ending))
    if target == ANY_UNIT and max(known) > 0.8 * registered > 0 or registered < 0.3:
        registered = 0.0  # one kind alone: that kind is the better proposal
    if registered:
        return 1.0, 0.65 * registered, _why("registered", registered)
    if target == ANY_UNIT and max(ending) > 0.8 * ends:
        ends = 0.0
    return 1.0, 0.3 * ends if ends > 0.6 else 0.0, _why("ending", ends) if ends > 0.6 else None


def _coded(content: Content, kind: str, share: float) -> tuple[float, float, Message | None]:
    """share: that of the cells which hold a known word."""
    few = len(content.texts) <= max(12, 0.05 * content.filled) and content.length <= 16
    flag = content.share("boolean") if kind == "boolean" or not share else 0.0
    suits = max(share, flag, 0.6 if few else 0.0)
    several = share >= 0.6 and len(content.texts) > 1  # 一般 alone may mean anything
    return suits, 0.5 * share if several else 0.0, _why("words", share) if share else None


def _number(content: Content, target: str, kind: str) -> tuple[float, float, Message | None]:
    if target in ("x", "y"):
        share, inside = content.share("number"), content.share(target)
        return share, 0.25 * inside, _why("coordinates", inside) if inside > 0.5 else None
    share = content.share("whole" if kind == "integer" else "number")
    if kind == "integer":  # how often something was done may be written as yes or no
        share = max(share, content.share("boolean"))
    share = max(share, content.share("number") * 0.9) if kind == "number" else share
    return share, 0.05 * share, _why("number", share)


_OWN_IDS = ("case_no", "visit_no", "finding_no", "point_id", "unit_id")
_IDS = (*_OWN_IDS, "repeat_of")
_PHOTOS = ("photo_before", "photo_after")


def _text(content: Content, target: str) -> tuple[float, float, Message | None]:
    dates = content.best_dates
    if dates > 0.5:
        return 0.0, 0.0, None
    if target in _IDS:
        share = content.share("id")
        repeated = content.filled - len(content.texts)
        unique = repeated <= max(2, 0.1 * content.filled) or target in ("visit_no", "repeat_of")
        if target == "repeat_of" and share < 0.3:
            return 0.3, 0.0, None
        good = share if unique else 0.5 * share
        strong = 0.5 * share if unique and content.length >= 6 and target in _OWN_IDS else 0.0
        return good, strong, _why("id", share) if strong else None
    if target in ("category", "subcategory"):
        share = content.share(target)
        suits = 0.0 if content.length > 25 or content.share("number") > 0.8 else 1.0
        return suits, 0.55 * share if share > 0.2 else 0.0, _why(target, share) if share else None
    if target in ("point_type", "point_class"):
        return 0.0 if content.share("number") > 0.8 else 1.0, 0.0, None
    if target == "text":
        long = min(1.0, content.length / 20)
        suits = 0.2 + 0.8 * long if content.share("number") < 0.5 else 0.0
        strong = 0.3 if long == 1.0 and content.distinct > 0.5 else 0.0
        return suits, strong, Message("map-why-long") if strong else None
    if target in _PHOTOS:
        share = content.share("photo")
        return share, 0.4 * share, _why("photo", share) if share else None
    if target in ("place", "point"):
        share = content.share("place")
        suits = 0.0 if content.share("number") > 0.8 or content.length > 60 else 1.0
        strong = 0.5 * share if share > 0.5 and content.length <= 25 else 0.0
        return suits, strong, _why("place", share) if share else None
    return (0.3 if content.length > 40 else 1.0), 0.0, None


def _why(code: str, share: float) -> Message:
    """What share of the filled cells says so, in per cent."""
    return Message(f"map-why-{code}", {"share": round(100 * share)})
