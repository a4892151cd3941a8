"""The store as pages see it: read-only, cached per version, asked in plain parameters.

A snapshot names one version of one store folder. What is computed is cached under that name, so
a new import needs no clearing: it is a new name. Frames are never cache keys.
"""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

import duckdb
import pandas as pd
import streamlit as st

from data.access.narrowing import OTHERS, OTHERS_IN_ENGLISH
from data.access.rights import RightMissingError, acting, require_right
from data.store import Store
from data.unit_resolution import former
from kernel.configuration import yaml_files
from kernel.periods import Period
from metrics import as_of, coverage, finished
from metrics.aggregation.aggregate import aggregate
from metrics.analyses import family
from metrics.analyses.overview import Overview, overview
from metrics.analyses.portrait import Portrait, periods_read, portrait
from metrics.computable import Computable, computable
from metrics.consequences.orders import Consequences, consequences
from metrics.consequences.register import measures
from metrics.finished import Progress
from metrics.schemes.proposed import ProposedScheme, proposed_scheme
from metrics.schemes.scheme import (
    SCHEMES,
    Scheme,
    SchemeError,
    list_schemes,
    load_scheme,
    scheme_folders,
    scheme_key,
)
from metrics.schemes.single import single
from metrics.schemes.versions import version_for
from metrics.scoring import own_alone
from metrics.scoring import ranking as ranks
from metrics.scoring.composed import Taken
from metrics.scoring.ranking import Ranking
from metrics.scoring.scores import Scores, scores
from metrics.scoring.totals import Total, totals_of_groups
from sample_city import is_sample_city
from ui.kept_results import kept_beside
from ui.workspace import shown_store

SCHEME_FOLDER = SCHEMES
KEEP = 256  # results kept per function; each is some kilobytes


class Snapshot(NamedTuple):
    """One version of the store. scope: as whom it is shown to (`data.access.rights.Person.scope`):
    what is worked out for one is never given to another."""

    folder: str
    version: int
    scope: str = ""


def current() -> Snapshot:
    """The version that a page opened now shows; raises EmptyStoreError and its kin."""
    store = shown_store()
    version = store.version()
    if version is None:
        store.connect().close()  # raises EmptyStoreError with its reason
    return Snapshot(str(store.folder.resolve()), int(version or 0), acting().scope)


@st.cache_resource(max_entries=4, show_spinner=False, on_release=lambda con: con.close())
def connection(at: Snapshot) -> duckdb.DuckDBPyConnection:
    """The shared read-only connection to a snapshot; use a cursor per query."""
    if at.scope != acting().scope:  # else it would be kept for whom it is not meant
        raise RuntimeError("a snapshot was handed on to another")
    return Store(at.folder).connect(at.version)


@st.cache_resource(max_entries=4, show_spinner=False, on_release=lambda con: con.close())
def _told_apart(at: Snapshot) -> duckdb.DuckDBPyConnection:
    """The connection that places and scores are made of. What is made of it is cut by
    `metrics.scoring.own_alone` before it leaves this module."""
    if at.scope != acting().scope:
        raise RuntimeError("a snapshot was handed on to another")
    return Store(at.folder).connect(at.version, told_apart=True)


def units_of_acting(at: Snapshot, kind: str) -> frozenset[str] | None:
    """One's own units of a kind; None where all units are shown alike."""
    return _own_units(at, acting().units or frozenset(), kind) if acting().own_alone else None


@st.cache_data(max_entries=KEEP, show_spinner=False)
def _own_units(at: Snapshot, units: frozenset[str], kind: str) -> frozenset[str]:
    return own_alone.own_units(connection(at), units, kind)


def close_connections(folder: Path) -> None:
    """Close the shared connections to all versions of a store, before its files go."""
    for info in Store(folder).versions():
        connection.clear(Snapshot(str(folder.resolve()), info.number))
        _told_apart.clear(Snapshot(str(folder.resolve()), info.number))


# Schemes


def places_of_schemes() -> tuple[Path, ...]:
    """Where schemes are looked for: the office's own beside the store, then those for all."""
    return scheme_folders(shown_store().folder, SCHEME_FOLDER)


def schemes() -> list[Scheme | SchemeError]:
    """All schemes, a broken one as its error. Read again when a file has changed."""
    return _schemes(places_of_schemes(), scheme_stamp())


def scheme(scheme_id: str, on: date | None = None) -> Scheme:
    """One scheme in the version that is in force on a day; raises SchemeError."""
    return _scheme(scheme_id, on, places_of_schemes(), scheme_stamp())


def scheme_stamp() -> str:
    """Changes with every change to a scheme file."""
    files = [path for folder in places_of_schemes() for path in yaml_files(folder)]
    return " ".join(f"{path}:{path.lstat().st_mtime_ns}" for path in files)


@st.cache_resource(max_entries=4, show_spinner=False)
def _schemes(folders: tuple[Path, ...], stamp: str) -> list[Scheme | SchemeError]:
    return list_schemes(folders)


@st.cache_resource(max_entries=64, show_spinner=False)
def _scheme(scheme_id: str, on: date | None, folders: tuple[Path, ...], stamp: str) -> Scheme:
    return load_scheme(scheme_id, on, folders)


def single_scheme(code: str, kind: str, like: Scheme | None) -> Scheme:
    """The ranking of a kind of unit by the one indicator that a code names, counted like a scheme
    for the same units (`metrics.schemes.single`); raises KeyError."""
    return _single_scheme(code, kind, "" if like is None else scheme_key(like), like)


@st.cache_resource(max_entries=64, show_spinner=False)
def _single_scheme(code: str, kind: str, key: str, _like: Scheme | None) -> Scheme:
    return single(code, kind, like=_like)


# What is computed from a snapshot. `_scheme` is not hashed: its hash stands beside it.


def periods(at: Snapshot, scheme: Scheme) -> list[str]:
    """The written periods that the scheme can score, newest first; then the longer ones."""
    return _periods(at, scheme_key(scheme), scheme)


def unfinished(at: Snapshot, scheme: Scheme) -> list[str]:
    """Those of `periods` that are not finished."""
    return _unfinished(at, scheme_key(scheme), scheme)


def last_day(at: Snapshot, scheme: Scheme) -> date | None:
    """The last day that all sources of a scheme have finished; None without any."""
    return _last_day(at, scheme_key(scheme), scheme)


def opening_period(at: Snapshot, scheme: Scheme) -> str:
    """The period that a page opens with: the newest that is finished; "" when there is none."""
    return _opening_period(at, scheme_key(scheme), scheme)


def progress_of(at: Snapshot, scheme: Scheme, period: Period) -> Progress:
    """How much of a period is known."""
    return _progress(at, scheme_key(scheme), period.id, scheme)


def ranking(at: Snapshot, scheme: Scheme, period: Period) -> Ranking:
    """The ranking of one period."""
    return _ranking(at, scheme_key(scheme), period.id, scheme)


def group_totals(at: Snapshot, scheme: Scheme, period: Period) -> list[Total]:
    """All units, and each group, as one unit (`metrics.scoring.totals`)."""
    return _totals_of_groups(at, scheme_key(scheme), period.id, scheme)


def history(at: Snapshot, scheme: Scheme, period: Period, length: int = 13) -> pd.DataFrame:
    """Scores and ranks of the periods that end with this one."""
    return _history(at, scheme_key(scheme), period.id, length, scheme)


def city_overview(at: Snapshot, scheme: Scheme, period: Period) -> Overview:
    """What the meeting needs to know of one period."""
    require_right("others")
    return _overview(at, scheme_key(scheme), period.id, scheme)


def totals(at: Snapshot, scheme: Scheme, period: Period) -> dict[str, float]:
    """How much there is in a period, city-wide: checks made and cases filed."""
    return _totals(at, scheme_key(scheme), period.id, scheme)


def as_of_by_source(at: Snapshot, scheme: Scheme, period: Period) -> dict[str, datetime]:
    """Up to when each source of the period's facts speaks (`metrics.as_of`)."""
    return _as_of_by_source(at, scheme_key(scheme), period.id, scheme)


def unit_portrait(at: Snapshot, scheme: Scheme, period: Period, unit: str) -> Portrait:
    """The portrait of a unit that the scheme scores; raises UnknownUnitError for another,
    RightMissingError for one whose figures are held back."""
    _require_own(at, scheme, unit)
    return _portrait(at, scheme_key(scheme), period.id, unit, scheme)


def _require_own(at: Snapshot, scheme: Scheme, unit: str) -> None:
    own = units_of_acting(at, scheme.scores.kind)
    if own is not None and unit not in own:
        raise RightMissingError("others")


@st.cache_data(max_entries=KEEP, show_spinner=False)
def singles(at: Snapshot, kind: str) -> list[str]:
    """The codes of the indicators that can rank a kind of unit (`metrics.coverage.singles_of`)."""
    return coverage.singles_of(connection(at), kind)


@st.cache_data(max_entries=KEEP, show_spinner=False)
def named_kinds(at: Snapshot) -> list[str]:
    """The kinds of units that any fact names."""
    return coverage.kinds_with_facts(connection(at))


@st.cache_data(max_entries=4, show_spinner=False)
def is_sample(at: Snapshot) -> bool:
    """Whether it is the sample city, for which the example schemes are made."""
    with connection(at).cursor() as cursor:
        return is_sample_city(cursor)


def computable_now(at: Snapshot) -> list[Computable]:
    """What can be computed from a version and what is missing, per kind of unit."""
    return _computable_now(at, scheme_stamp())


@st.cache_data(max_entries=4, show_spinner=False)
@kept_beside
def _computable_now(at: Snapshot, stamp: str) -> list[Computable]:
    known = [scheme for scheme in schemes() if isinstance(scheme, Scheme)]
    return computable(connection(at).cursor(), known)


@st.cache_data(max_entries=16, show_spinner=False)
@kept_beside
def proposed_now(at: Snapshot, kind: str) -> ProposedScheme | None:
    """A scheme that a version's facts could carry (`metrics.schemes.proposed`)."""
    found = next((one for one in computable_now(at) if one.kind == kind), None)
    return proposed_scheme(connection(at).cursor(), found) if found else None


@st.cache_data(max_entries=KEEP, show_spinner=False)
def register(at: Snapshot, begin: date | None = None, end: date | None = None) -> pd.DataFrame:
    """All registered units (`metrics.analyses.family.registered_units`)."""
    return family.registered_units(connection(at), begin, end)


def names_in_english(at: Snapshot, first: Scheme | None = None) -> dict[str, str]:
    """What units, groups and classes of problems are called in English (`family.english_names`);
    of groups that several schemes name, as `first` does."""
    own = [] if first is None else [first]
    known = [*own, *(scheme for scheme in schemes() if isinstance(scheme, Scheme))]
    return _names_in_english(at, scheme_stamp(), first.id if first else "", known)


@st.cache_data(max_entries=8, show_spinner=False)
def _names_in_english(at: Snapshot, stamp: str, first: str, _known: list[Scheme]) -> dict[str, str]:
    found = family.english_names(_told_apart(at), _known)
    return found | {OTHERS: OTHERS_IN_ENGLISH} if acting().own_alone else found


@st.cache_data(max_entries=KEEP, show_spinner=False)
def unit_past(at: Snapshot, kind: str, unit: str) -> family.Past:
    """The names of a unit over time (`metrics.analyses.family.past_of`)."""
    return family.past_of(connection(at), kind, unit)


@st.cache_data(max_entries=KEEP, show_spinner=False)
def current_names(at: Snapshot) -> dict[tuple[str, str], str]:
    """Kind and former name of renamed units -> the name that they have now."""
    with connection(at).cursor() as cursor:
        return former.current_names(cursor)


@st.cache_data(max_entries=KEEP, show_spinner=False)
def _periods(at: Snapshot, key: str, _scheme: Scheme) -> list[str]:
    found = coverage.periods_of(_told_apart(at), _scheme)
    return [period.id for period in (*found, *coverage.longer_of(_scheme, found))]


@st.cache_data(max_entries=KEEP, show_spinner=False)
def _unfinished(at: Snapshot, key: str, _scheme: Scheme) -> list[str]:
    found = [_scheme.parse_period(period) for period in _periods(at, key, _scheme)]
    return [period.id for period in coverage.running_of(_told_apart(at), _scheme, found)]


@st.cache_data(max_entries=KEEP, show_spinner=False)
def _last_day(at: Snapshot, key: str, _scheme: Scheme) -> date | None:
    return finished.last_day(_told_apart(at), _scheme)


@st.cache_data(max_entries=KEEP, show_spinner=False)
def _progress(at: Snapshot, key: str, period: str, _scheme: Scheme) -> Progress:
    known = finished.reach(_told_apart(at), _scheme)
    return finished.progress_of(_scheme, _scheme.parse_period(period), known)


def cut(at: Snapshot, key: str, period: str, _scheme: Scheme) -> Period:
    """A period, cut to what is known of it while it is not over."""
    return _progress(at, key, period, _scheme).known


@st.cache_data(max_entries=KEEP, show_spinner=False)
def _opening_period(at: Snapshot, key: str, _scheme: Scheme) -> str:
    con = _told_apart(at)
    found = coverage.opening_period(con, _scheme, coverage.periods_of(con, _scheme))
    return found.id if found else ""


@st.cache_data(max_entries=KEEP, show_spinner=False)
@kept_beside
def _ranking(at: Snapshot, key: str, period: str, _scheme: Scheme) -> Ranking:
    found = _scores(at, key, period, _scheme)
    made = ranks.rank(_told_apart(at), _scheme, cut(at, key, period, _scheme), found=found)
    own = units_of_acting(at, _scheme.scores.kind)
    return made if own is None else own_alone.own_ranking(made, own)


@st.cache_data(max_entries=KEEP, show_spinner=False)
@kept_beside
def _totals_of_groups(at: Snapshot, key: str, period: str, _scheme: Scheme) -> list[Total]:
    found = _scores(at, key, period, _scheme)
    own = cut(at, key, period, _scheme)
    return totals_of_groups(_told_apart(at), version_for(_scheme, own), own, found)


@st.cache_data(max_entries=KEEP, show_spinner=False)
@kept_beside
def _history(at: Snapshot, key: str, period: str, length: int, _scheme: Scheme) -> pd.DataFrame:
    periods = cut(at, key, period, _scheme).last(length)
    found = _scores(at, key, period, _scheme)
    known = all(one.id in found.of for one in periods)
    made = ranks.ranking_history(_told_apart(at), _scheme, periods, found if known else None)
    own = units_of_acting(at, _scheme.scores.kind)
    return made if own is None else own_alone.own_table(made, own)


@st.cache_data(max_entries=KEEP, show_spinner=False)
@kept_beside
def _overview(at: Snapshot, key: str, period: str, _scheme: Scheme) -> Overview:
    found = _scores(at, key, period, _scheme)
    return overview(connection(at), _scheme, cut(at, key, period, _scheme), found)


@st.cache_data(max_entries=KEEP, show_spinner=False)
def _as_of_by_source(at: Snapshot, key: str, period: str, _scheme: Scheme) -> dict[str, datetime]:
    return as_of.as_of_by_source(connection(at), cut(at, key, period, _scheme))


@st.cache_data(max_entries=KEEP, show_spinner=False)
def _totals(at: Snapshot, key: str, period: str, _scheme: Scheme) -> dict[str, float]:
    frame = aggregate(
        connection(at),
        ["checks", "filed"],
        (),
        cut(at, key, period, _scheme),
        rules=_scheme.rules,
    )
    found = frame[frame["state"] != "no_data"]
    return dict(zip(found["indicator"], found["value"], strict=True))


def known_scores(at: Snapshot, scheme: Scheme, period: str) -> Scores:
    """The scores that the pages of a period need, of all units; raises RightMissingError."""
    require_right("others")
    return _scores(at, scheme_key(scheme), period, scheme)


def taken_by_unit(
    at: Snapshot, scheme: Scheme, period: Period, unit: str, component: str
) -> Taken | None:
    """What a component of a unit takes of another scheme; None where it takes nothing."""
    _require_own(at, scheme, unit)
    found = _scores(at, scheme_key(scheme), period.id, scheme).taken
    return found.get((period.id, component))


def consequences_found(at: Snapshot, scheme: Scheme, period: Period) -> Consequences:
    """The steps and the register of a period."""
    return _consequences(at, scheme_key(scheme), period.id, scheme)


@st.cache_data(max_entries=KEEP, show_spinner=False)
def _consequences(at: Snapshot, key: str, period: str, _scheme: Scheme) -> Consequences:
    found = _scores(at, key, period, _scheme)
    made = consequences(_told_apart(at), _scheme, cut(at, key, period, _scheme), found)
    own = units_of_acting(at, _scheme.scores.kind)
    if own is None:
        return made
    held = measures(connection(at), made.period)
    return replace(made, steps=made.steps and made.steps.only(*own), register=held)


@st.cache_resource(max_entries=16, show_spinner=False)
def _scores(at: Snapshot, key: str, period: str, _scheme: Scheme) -> Scores:
    """The scores that the pages of a period need; nobody changes them."""
    own = cut(at, key, period, _scheme)
    wanted = {one.id: one for one in [*periods_read(own), *ranks.periods_ranked(_scheme, own)]}
    return scores(_told_apart(at), _scheme, sorted(wanted.values(), key=lambda one: one.start))


@st.cache_data(max_entries=KEEP, show_spinner=False)
@kept_beside
def _portrait(at: Snapshot, key: str, period: str, unit: str, _scheme: Scheme) -> Portrait:
    found = _scores(at, key, period, _scheme)
    return portrait(_told_apart(at), _scheme, cut(at, key, period, _scheme), unit, found)
