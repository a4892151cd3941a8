"""What can be computed now and what is missing, in a few lines per kind of unit."""

from collections.abc import Sequence

from kernel.messages import Message
from metrics.computable import Computable
from metrics.indicators import INDICATORS
from metrics.schemes.model import Text

NAMED = 6  # indicators or components in one line
GAPS = 4  # reasons in one line
_OF_FILES = ("computable-no-table", "computable-no-field")


def computable_lines(found: Sequence[Computable], lang: str) -> list[str]:
    """For every kind: what can be computed, what is missing, what a ranking still lacks."""
    if not found:
        return [_message("computable-none").text(lang)]
    return [line.text(lang, NAMED) for one in found for line in _lines(one)]


def _lines(one: Computable) -> list[Message]:
    kind = Message(f"check-kind-{one.kind}")
    params = {"kind": kind, "period": one.period, "n": len(one.can), "names": _names(one.can)}
    lines = [_message("computable-can" if one.can else "computable-cannot", **params)]
    # That a table is not about this kind of unit, or has nothing to judge, is no lack of the files.
    gaps = [gap for gap in one.gaps if gap.reason.code in _OF_FILES]
    gaps.sort(key=lambda gap: -len(gap.indicators))
    parts: list[object] = [
        _message(
            "computable-gap",
            reason=gap.reason,
            names=_names(gap.indicators[:3]),
            n=len(gap.indicators),
        )
        for gap in gaps[:GAPS]
    ]
    if parts:
        lines.append(_message("computable-missing", kind=kind, gaps=parts))
    for scheme, missing in ((s.scheme, s.components) for s in one.schemes):
        title = {"scheme": _said(scheme.name), "kind": kind}
        if missing:
            names = [_said(component.name) for component in missing]
            lines.append(_message("computable-lacking", **title, n=len(missing), names=names))
        else:
            lines.append(_message("computable-ranked", **title))
    return lines


def _names(ids: Sequence[str]) -> list[object]:
    return [_said(Text(zh=INDICATORS[i].zh, en=INDICATORS[i].en)) for i in ids]


def _said(text: Text) -> Message:
    """A text in two languages as a parameter."""
    return _message("computable-text", zh=text.zh, en=text.en)


def _message(code: str, **params: object) -> Message:
    return Message(code, params, "metrics")
