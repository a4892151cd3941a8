"""Schemes for tests: a small valid one as YAML text, and variants of it."""

from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from metrics.schemes.scheme import Scheme, load_scheme

SMALL = """\
id: small
version: 1
name: {zh: 小方案, en: Small}
status: draft
scores: {kind: district}
effective_from: 2025-01-01
period: {grain: month, month_starts_on: 1, week_starts_on: monday, longer: mean_of_months}
set_aside: [voided]
due_rule: disposed_or_overdue
rebound_days: 30
full: 100
missing: renormalise
components:
  - id: closure
    name: {zh: 结案, en: Closure}
    weight: 60
    indicator: closure_rate
    rule: {type: proportional}
  - id: given
    name: {zh: 评分, en: Given}
    weight: 40
    indicator: given_score
    item: 评分
    rule: {type: manual, out_of: 100}
groups: none
ties: min
rounding: {digits: 2, stage: total, mode: half_up}
n: {indicator: given_score, item: 评分}
"""


def scheme_file(folder: Path, text: str = SMALL, name: str = "small.yaml") -> Path:
    """The text as a file."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def small(folder: Path, **changes: Any) -> Scheme:
    """The small scheme with top-level fields replaced."""
    yaml = YAML(typ="safe", pure=True)
    path = folder / "variant.yaml"
    yaml.dump(yaml.load(SMALL) | changes, path)
    return load_scheme(path)
