"""What a scheme decides about penalty cases: the points of each kind, what a big case is, within
how many days of closing each level reviews it; and the SQL that follows."""

from collections.abc import Mapping
from dataclasses import dataclass

REVIEW_LEVELS = ("team", "section", "legal")  # 经办中队周评、业务指导科室半月评、法制科每月评
_FLAGS = ("online", "non_site", "executed", "overturned", "corrected")


@dataclass(frozen=True)
class PointsLine:
    """One line of a table of points: what a case that meets all its conditions counts.

    flags: column -> whether it must hold; `big` among them. causes: the case's cause holds one of
    these words.
    """

    points: float
    procedures: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()
    flags: tuple[tuple[str, bool], ...] = ()

    def condition(self, big: str) -> str:
        """SQL condition of the cases that the line is for."""
        parts = [f"{_flag(name, big)} = {str(value).upper()}" for name, value in self.flags]
        if self.procedures:
            parts.append(f"procedure IN ({', '.join(map(_text, self.procedures))})")
        if self.causes:
            held = (f"POSITION({_text(word)} IN COALESCE(cause, '')) > 0" for word in self.causes)
            parts.append(f"({' OR '.join(held)})")
        return " AND ".join(parts) or "TRUE"


@dataclass(frozen=True)
class PenaltyRules:
    """points: the table, of which the first line that fits gives the points of a case whose file
    gives none. big_amount, big_fine: from how many yuan at stake, or of fine, on a case is big
    where its file does not say. review_days: until how many days after closing each of LEVELS
    reviews in time (a week, half a month, a month)."""

    points: tuple[PointsLine, ...] = ()
    big_amount: float | None = None
    big_fine: float | None = None
    review_days: tuple[int, int, int] = (7, 15, 31)

    @property
    def sql(self) -> dict[str, str]:
        """SQL over the penalty cases by placeholder of `Measure`: `big` (nullable flag), `points`
        (number or null), `team_days` ..."""
        big = self._big()
        lines = [f"WHEN {line.condition(big)} THEN {line.points!r}" for line in self.points]
        points = f"COALESCE(points, CASE {' '.join(lines)} END)" if lines else "points"
        until = zip(REVIEW_LEVELS, self.review_days, strict=True)
        days = {f"{level}_days": str(int(number)) for level, number in until}
        return {"big": big, "points": points} | days

    def _big(self) -> str:
        told = ["big"]
        if self.big_amount is not None:
            told.append(f"amount >= {float(self.big_amount)!r}")
        if self.big_fine is not None:
            told.append(f"fine >= {float(self.big_fine)!r}")
        return f"COALESCE({', '.join(told)})" if len(told) > 1 else "big"


def _flag(name: str, big: str) -> str:
    """SQL of a flag; what is not said does not hold."""
    return f"COALESCE({big if name == 'big' else name}, FALSE)"


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def flags(said: Mapping[str, bool | None]) -> tuple[tuple[str, bool], ...]:
    """The conditions on flags that are said, in a fixed order."""
    return tuple(
        (name, value) for name in (*_FLAGS, "big") if (value := said.get(name)) is not None
    )
