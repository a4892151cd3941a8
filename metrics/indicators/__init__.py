"""The indicators: one entry each, from which ranking, trend, drill-down and catalogue follow.

`INDICATORS` holds them by id, in the order in which the catalogue lists them.
"""

from metrics.indicators import cases, complaints, enforcement, inspections, intake, records
from metrics.indicators.definition import Indicator, Measure

SUBJECTS = {
    "cases": cases,
    "intake": intake,
    "complaints": complaints,
    "inspections": inspections,
    "enforcement": enforcement,
    "records": records,
}
INDICATORS: dict[str, Indicator] = {
    entry.id: entry for module in SUBJECTS.values() for entry in module.INDICATORS
}

__all__ = ["INDICATORS", "SUBJECTS", "Indicator", "Measure"]
