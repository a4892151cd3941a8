"""The sections of a notice by their names, as `kinds.yaml` orders them."""

from collections.abc import Callable

from metrics.bulletin.content import Section
from metrics.bulletin.facts import Facts
from metrics.bulletin.sections.decided import (
    on_corrected,
    on_noted,
    on_promised,
    on_statement,
    on_steps,
)
from metrics.bulletin.sections.handling import on_complaints, on_handling
from metrics.bulletin.sections.moved import on_lists, on_moved, on_praise
from metrics.bulletin.sections.problems import on_overdue, on_problems, on_rebound
from metrics.bulletin.sections.scores import on_components, on_ranking, on_trend
from metrics.bulletin.sections.situation import on_headline, on_situation

SECTIONS: dict[str, Callable[[Facts], Section]] = {
    "headline": on_headline,
    "situation": on_situation,
    "handling": on_handling,
    "ranking": on_ranking,
    "components": on_components,
    "trend": on_trend,
    "moved": on_moved,
    "lists": on_lists,
    "problems": on_problems,
    "overdue": on_overdue,
    "rebound": on_rebound,
    "complaints": on_complaints,
    "promised": on_promised,
    "praise": on_praise,
    "noted": on_noted,
    "corrected": on_corrected,
    "statement": on_statement,
    "steps": on_steps,
}
