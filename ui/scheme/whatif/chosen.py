"""What a trial is about: periods, the scheme it is compared with, the version it starts from."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from kernel.periods import Period
from metrics.schemes.scheme import Scheme, scheme_hash
from metrics.scoring.measure import Measurements, measure, unmeasured
from metrics.scoring.scores import periods_scored
from metrics.whatif.comparison import compared, measured_by, standings
from ui import store
from ui.choices import choose_from
from ui.header import call_by_language
from ui.i18n import language, t
from ui.period_filter import choose_days, choose_period, period_text
from ui.scheme.whatif.uploaded import show_draft_uploader, uploads
from ui.store import KEEP, Snapshot, connection

SPANS = ("1", "3", "6", "12")
IN_FORCE = "in-force"


@dataclass(frozen=True)
class Chosen:
    """periods: oldest first; official: for each of them the scheme that the trial is compared
    with; base: what the trial starts from."""

    snapshot: Snapshot
    periods: tuple[Period, ...]
    official: tuple[Scheme, ...]
    base: Scheme

    @property
    def named(self) -> str:
        """The periods in words."""
        first, last = self.periods[0], self.periods[-1]
        if len(self.periods) == 1:
            return period_text(store.progress_of(self.snapshot, self.official[-1], last))
        return t("trial-periods", first=first.id, last=last.id, n=len(self.periods))

    @property
    def official_named(self) -> str:
        """The schemes compared with, each once."""
        names = dict.fromkeys(version_name(scheme) for scheme in self.official)
        return t("list-separator").join(names)


def choose_trial(scheme: Scheme) -> Chosen:
    """The choices over a trial of a scheme: any period, as on every page, and so many before it.
    Raises EmptyStoreError, SchemeError, NoMatch."""
    snapshot = store.current()
    call_by_language(snapshot)
    whole = choose_period(snapshot, scheme, st.empty(), carried=True)
    choose_days(snapshot, scheme, st.empty())
    last = store.progress_of(snapshot, scheme, whole).known
    span = choose_from("span", SPANS, lambda n: t("trial-span", n=int(n)), 160)
    periods = _with_data(snapshot, scheme, last.last(int(span)))
    versions = {_code(s): s for s in _fitting(scheme)}
    brought = {code: one.scheme for code, one in uploads(scheme.scores.kind).items()}
    versions |= brought

    def name(code: str) -> str:
        own = versions[code]
        if code in brought:
            return t("trial-uploaded", name=version_name(own))
        return _short(own, scheme)

    against = choose_from(
        "against",
        [IN_FORCE, *versions],
        lambda code: t(
            "trial-against",
            name=name(code) if code in versions else t("trial-in-force"),
        ),
        236,
    )
    if against == IN_FORCE:
        official = tuple(store.scheme(scheme.id, period.last_day) for period in periods)
    else:
        official = (versions[against],) * len(periods)
    first = against if against in brought else _code(official[-1])
    start = choose_from(
        "trial",
        [first, *(code for code in versions if code != first)],
        lambda code: t("trial-start", name=name(code)),
        236,
    )
    show_draft_uploader(scheme.scores.kind)
    return Chosen(snapshot, periods, official, versions[start])


def official_beside_trial(chosen: Chosen, trial: Scheme) -> pd.DataFrame:
    """The official standings beside those of the trial (`metrics.whatif.comparison.compared`)."""
    schemes = {scheme_hash(scheme): scheme for scheme in chosen.official}
    pairs = list(zip(chosen.periods, chosen.official, strict=True))
    official = [
        standing_of(chosen.snapshot, scheme, [p for p, s in pairs if scheme_hash(s) == key])
        for key, scheme in schemes.items()
    ]
    return compared(
        pd.concat(official, ignore_index=True),
        standing_of(chosen.snapshot, trial, chosen.periods),
    )


def version_name(scheme: Scheme) -> str:
    """The name of a scheme with its version."""
    return f"{scheme.name.text(language())} v{scheme.version}"


def _short(scheme: Scheme, own: Scheme) -> str:
    """A version of the page's own scheme by its number and status, another scheme by its name."""
    if scheme.id != own.id:
        return version_name(scheme)
    return t("trial-version", n=scheme.version, status=t(f"scheme-status-{scheme.status}"))


def _with_data(snapshot: Snapshot, scheme: Scheme, periods: Sequence[Period]) -> tuple[Period, ...]:
    """Those of these periods that hold days of one with data."""
    written = [scheme.parse_period(code) for code in store.periods(snapshot, scheme)]
    own = [p for p in written if p.grain == scheme.period.grain]
    return tuple(
        one for one in periods if any(p.start < one.end and one.start < p.end for p in own)
    )


def _fitting(scheme: Scheme) -> list[Scheme]:
    """All versions of all schemes that score the same kind of unit; this one's first, the newest
    of each first."""
    kind = scheme.scores.kind
    found = [s for s in store.schemes() if isinstance(s, Scheme) and s.scores.kind == kind]
    return sorted(found, key=lambda s: (s.id != scheme.id, s.id, -s.version))


def _code(scheme: Scheme) -> str:
    return f"{scheme.id}:{scheme.version}"


def standing_of(at: Snapshot, scheme: Scheme, periods: Sequence[Period]) -> pd.DataFrame:
    """The standings of a scheme in some periods (`metrics.whatif.comparison.standings`)."""
    key = tuple(period.id for period in periods)
    return _standings(at, scheme_hash(scheme), key, scheme, list(periods))


def without_data(at: Snapshot, scheme: Scheme, periods: Sequence[Period]) -> list[str]:
    """The names of the components that no unit has a value of in some periods."""
    key = tuple(period.id for period in periods)
    found = _measured(at, measured_by(scheme), key, scheme, list(periods))
    return [leaf.name.text(language()) for leaf in unmeasured(scheme, found)]


@st.cache_data(max_entries=KEEP, show_spinner=False)
def _standings(
    at: Snapshot, key: str, ids: tuple[str, ...], _scheme: Scheme, _periods: list[Period]
) -> pd.DataFrame:
    shared = _measured(at, measured_by(_scheme), ids, _scheme, _periods)
    return standings(connection(at), _scheme, _periods, shared)


@st.cache_resource(max_entries=8, show_spinner=False)
def _measured(
    at: Snapshot, key: str, ids: tuple[str, ...], _scheme: Scheme, _periods: list[Period]
) -> Measurements:
    """What schemes that differ in weights alone share; nobody changes it."""
    return measure(connection(at), _scheme, periods_scored(_scheme, _periods))
