"""Changes between periods of which one lacks data of a component: its weight went to the others, so
that the scores are not made of the same."""

from collections.abc import Mapping, Sequence

from kernel.messages import Message
from metrics.narrative.headline import units_message
from metrics.scoring.place import Place


def reweighted_notes(
    now: Sequence[Place], before: Mapping[str, Place], than: str = "before"
) -> list[Message]:
    """A sentence for each component that counts in only one of the two scores of some units, and
    for either period; one for the units whose months do not have the same components. now: all
    places of the period; before: by unit, those of the earlier one, called `than` (before | year).
    """
    units: dict[tuple[str, bool], list[str]] = {}
    names: dict[str, dict[str, str]] = {}
    by_months: list[str] = []
    for place in now:
        earlier = before.get(place.score.unit)
        if earlier is None or place.score.score is None or earlier.score.score is None:
            continue
        old = earlier.score.tree.nodes
        both = [
            (name, node, old[name])
            for name, node in place.score.tree.nodes.items()
            if node.component.indicator is not None and name in old
        ]
        one_sided = [(name, n) for name, n, was in both if (n.worth > 0) != (was.worth > 0)]
        for name, node in one_sided:
            units.setdefault((name, node.worth > 0), []).append(place.score.unit)
            names[name] = {"zh": node.component.name.zh, "en": node.component.name.en}
        if not one_sided and any(node.worth != was.worth for _, node, was in both):
            by_months.append(place.score.unit)
    notes = [
        Message(
            "rank-note-reweighted",
            {
                "units": units_message(own),
                "when": than if counts else "now",
                "than": than,
                **names[name],
            },
            "metrics",
        )
        for (name, counts), own in units.items()
    ]
    if by_months:
        params = {"units": units_message(by_months), "than": than}
        notes.append(Message("rank-note-reweighted-months", params, "metrics"))
    return notes
