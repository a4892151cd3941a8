"""The whole sample: what happened in the city, and the exports that tell of it."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from sample_city import (
    cases,
    check_files,
    city,
    collectors,
    complaints,
    consequences,
    enforcement,
    figures,
    goals,
    grid_files,
    inspections,
    objects,
    outlines,
    penalty_details,
    plan_files,
    record_files,
    records,
    returns,
    weather,
)
from sample_city.write import Export

PENALTY_DETAILS = 210  # the stream of chance of what is told of penalty cases beside their course


@dataclass(frozen=True)
class Sample:
    """What happened: one frame per subject, in canonical names where there are any."""

    seed: int
    planted: bool
    months: list[city.Month]
    cases: pd.DataFrame
    visits: pd.DataFrame
    findings: pd.DataFrame
    orders: pd.DataFrame
    penalties: pd.DataFrame
    scores: pd.DataFrame
    stars: pd.DataFrame
    adjustments: pd.DataFrame
    tasks: pd.DataFrame


def make_sample(months: int = 13, seed: int = 20251021, planted: bool = True) -> Sample:
    """The sample of the last `months` assessment months up to 2025-10; the same for one seed."""
    if months < 1:
        raise ValueError("months must be at least 1")
    # A stream of chance for each subject: a change in one leaves the others as they are.
    rngs = iter([np.random.default_rng([seed, subject]) for subject in range(9)])
    span = city.assessment_months(months)
    grid = cases.make_cases(next(rngs), span, planted)
    visits = inspections.make_inspections(next(rngs), span)
    frames = {
        "cases": grid,
        "findings": inspections.make_findings(
            next(rngs), visits, complaints.clean_points(), planted
        ),
        "visits": visits,
        "orders": complaints.make_complaints(next(rngs), span, grid, planted),
        "penalties": enforcement.make_enforcement(next(rngs), span),
        "scores": records.make_given_scores(next(rngs), span, planted),
        "stars": records.make_stars(next(rngs), span),
        "adjustments": records.make_adjustments(next(rngs), span, planted),
        "tasks": records.make_tasks(next(rngs), span),
    }
    details = np.random.default_rng([seed, PENALTY_DETAILS])
    frames["penalties"] = penalty_details.add_details(details, frames["penalties"], planted)
    # What came to the files later has streams of its own.
    grid["collector"] = collectors.collectors_of(_own(seed, 401), grid, planted)
    visits["agency"] = collectors.companies_of(_own(seed, 402), visits, planted)
    visits["weather"] = weather.weather_of(_own(seed, 403), visits, frames["findings"], planted)
    plain = {name: _plain(frame) for name, frame in frames.items()}
    return Sample(seed, planted, span, **plain)


def _own(seed: int, subject: int) -> np.random.Generator:
    return np.random.default_rng([seed, subject])


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    """Texts as Python's own: the writers go through them one by one."""
    texts = [column for column in frame if frame[column].dtype == "str"]
    return frame.astype(dict.fromkeys(texts, object))


def exports(sample: Sample) -> Iterator[Export]:
    """The files of the sample in the order of their import: registers first, outlines last."""
    months = sample.months
    yield record_files.unit_file(months)
    yield record_files.point_file(months)
    yield from grid_files.case_files(sample.cases, months)
    yield from check_files.inspection_files(sample.visits, sample.findings, months)
    yield from check_files.hotline_files(sample.orders, months)
    yield from check_files.enforcement_files(sample.penalties, months)
    yield from record_files.record_files(
        sample.scores, sample.stars, sample.adjustments, sample.tasks, months
    )
    if sample.planted:
        yield from consequences.consequence_files(months, sample.seed)
        yield from objects.object_files(months, sample.seed)
        yield goals.goal_file(months)
        yield from figures.figure_files(months, sample.seed)
        yield from returns.return_files(months, sample.seed)
    yield from plan_files.plan_files(_own(sample.seed, 404), months, sample.planted)
    yield outlines.outline_file(months)
