"""What can be computed now: a verdict per kind of unit, and the indicators behind it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from kernel.messages import Message
from metrics.computable import Computable, Gap
from metrics.indicators import INDICATORS
from metrics.schemes.model import Text

NAMED = 6  # components in one line
_OF_FILES = ("computable-no-table", "computable-no-field")


@dataclass(frozen=True)
class KindWords:
    """One kind of unit. verdict: whether it can be ranked, by which schemes, and what is missing;
    counts: of the indicators with and without a value; indicators: which these are."""

    kind: str
    verdict: tuple[str, ...]
    counts: str
    indicators: tuple[str, ...]


def computable_of(found: Sequence[Computable], lang: str) -> str:
    """The month that all of it speaks of; where there is none, that nothing can be ranked."""
    if not found:
        return _message("computable-none").text(lang)
    return _message("computable-of", period=found[0].period).text(lang)


def computable_words(found: Sequence[Computable], lang: str) -> list[KindWords]:
    """A verdict for every kind, and the indicators behind it."""
    return [_words(one, lang) for one in found]


def computable_lines(found: Sequence[Computable], lang: str) -> list[str]:
    """The same as lines, the indicators only counted."""
    lines = [computable_of(found, lang)]
    for one in computable_words(found, lang):
        params = {"kind": one.kind, "said": one.counts}
        lines.append(_message("computable-kind", **params).text(lang))
        lines += [f"  {text}" for text in one.verdict]
    return lines


def computable_messages(found: Sequence[Computable]) -> list[Message]:
    """All that is said, without its language."""
    if not found:
        return [_message("computable-none")]
    told = [_message("computable-of", period=found[0].period)]
    for one in found:
        kind, counts = _kind(one), _counts(one)
        told.append(_message("computable-kind", kind=kind, said=counts))
        told += [*_verdict(one, kind), *_listed(one)]
    return told


def _words(one: Computable, lang: str) -> KindWords:
    kind = _kind(one)
    return KindWords(
        kind.text(lang),
        tuple(message.text(lang, NAMED) for message in _verdict(one, kind)),
        _counts(one).text(lang),
        tuple(message.text(lang) for message in _listed(one)),
    )


def _kind(one: Computable) -> Message:
    return Message(f"check-kind-{one.kind}")


def _gaps(one: Computable) -> list[Gap]:
    """What the files lack, the most first. That a table is not about this kind of unit, or has
    nothing to judge, is no lack of the files."""
    gaps = [gap for gap in one.gaps if gap.reason.code in _OF_FILES]
    return sorted(gaps, key=lambda gap: -len(gap.indicators))


def _counts(one: Computable) -> Message:
    lacking = sum(len(gap.indicators) for gap in _gaps(one))
    return _message("computable-counts", can=len(one.can), lacking=lacking)


def _listed(one: Computable) -> list[Message]:
    listed = [_message("computable-can", names=_names(one.can))] if one.can else []
    return listed + [
        _message("computable-gap", reason=gap.reason, names=_names(gap.indicators))
        for gap in _gaps(one)
    ]


def _verdict(one: Computable, kind: Message) -> list[Message]:
    found = [_message("computable-named", kind=kind, **asdict(one.named))] if one.named else []
    found += [] if one.registered else [_message("computable-unregistered", kind=kind)]
    if not one.schemes:
        code = "computable-by-one" if one.can else "computable-no-scheme"
        found.append(_message(code, kind=kind))
    for scheme, missing in ((s.scheme, s.components) for s in one.schemes):
        title = _said(scheme.name)
        if missing:
            names = [_said(component.name) for component in missing]
            found.append(_message("computable-lacking", scheme=title, names=names))
        else:
            found.append(_message("computable-ranked", scheme=title))
    return found


def _names(ids: Sequence[str]) -> list[object]:
    return [_said(Text(zh=INDICATORS[i].name("zh"), en=INDICATORS[i].name("en"))) for i in ids]


def _said(text: Text) -> Message:
    """A text in two languages as a parameter."""
    return _message("computable-text", zh=text.zh, en=text.en)


def _message(code: str, **params: object) -> Message:
    return Message(code, params, "metrics")
