"""A unit's place in a ranking."""

from dataclasses import dataclass

from metrics.scoring.scores import UnitScore


@dataclass(frozen=True)
class Place:
    """One unit's score and its rank inside its group (None: not ranked)."""

    score: UnitScore
    rank: int | None
