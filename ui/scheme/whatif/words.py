"""The names of knobs and of their values."""

from decimal import Decimal
from typing import Any

from kernel.messages import Message
from metrics.schemes.scheme import Scheme
from metrics.whatif.knobs import Knob
from ui.i18n import language, said, t


def knob_component_names(scheme: Scheme) -> dict[str, str]:
    """The components' names by id."""
    return {node.id: node.name.text(language()) for node, _ in scheme.walk()}


def knob_name(knob: Knob) -> str:
    """`满分线`, `第 2 档分值`, `倍数：市级`."""
    if knob.word.startswith("times_") or knob.word == "tariff":
        terms = [said(Message(_term(code), {}, "metrics")) for code in knob.detail.split()]
        return t(f"knob-{knob.word.replace('_', '-')}", what=" ".join(terms))
    if knob.detail:
        return t(f"knob-{knob.word.replace('_', '-')}", n=int(knob.detail))
    return t(f"knob-{knob.word.replace('_', '-')}")


def _term(code: str) -> str:
    return f"term-{code.replace('_', '-')}"


def knob_value_name(knob: Knob, value: Any, names: dict[str, str]) -> str:
    """A value as people read it."""
    if knob.kind == "choice":
        return t(f"knob-is-{str(value).replace('_', '-')}")
    if knob.kind == "several":
        return t("list-separator").join(names[i] for i in value) or t("knob-is-nothing")
    return knob_number(value)


def knob_number(value: Decimal | int) -> str:
    """45, 13.5: as many decimals as there are."""
    return f"{Decimal(value).normalize():f}"


def knob_changes(
    every: list[Knob], values: dict[str, Any], names: dict[str, str]
) -> list[tuple[str, str]]:
    """What differs from the scheme: whose value it is, and from what to what."""
    found = []
    for knob in every:
        if knob.key in values:
            whose = [names[knob.component]] if knob.component else []
            old, new = (knob_value_name(knob, v, names) for v in (knob.value, values[knob.key]))
            found.append((" · ".join([*whose, knob_name(knob)]), f"{old} → {new}"))
    return found
