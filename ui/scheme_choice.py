"""Which scheme a page shows: one of those written, or a ranking by one indicator without any."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from metrics.indicators import shown_in
from metrics.schemes.scheme import Scheme, SchemeError
from metrics.schemes.single import code_of, is_single
from ui import scheme_codes, store, view
from ui.i18n import t
from ui.period_filter import select_filter
from ui.states import NoMatch


def choose_scheme(
    snapshot: store.Snapshot, kind: str, slot: DeltaGenerator, about: str = ""
) -> str:
    """The code of a usable scheme for a kind of unit, first those that score a table of facts; or
    of a ranking by one indicator. Broken files are offered too, and say what is wrong."""
    good = scheme_codes.by_code()
    broken = broken_schemes()
    fitting = {i: s for i, s in good.items() if s.scores.kind == kind}
    if about:
        fitting = dict(sorted(fitting.items(), key=lambda one: about not in one[1].tables))
    singles = store.singles(snapshot, kind)
    wanted = view.current_view().scheme
    if not fitting and broken and not is_single(wanted):
        raise next(iter(broken.values()))  # an indicator would take its place in silence
    if not fitting and not singles:
        raise NoMatch("no-scheme")
    memory = f"scheme of {kind} {about}".rstrip()
    known = {*fitting, *singles}
    if scheme_codes.names_single(wanted):
        known.add(wanted)  # which may have no data; the page says so
    asked = None if wanted in known else unusable(wanted, good, broken)
    if wanted not in known and not asked:
        if view.stated("scheme"):
            view.set_aside("scheme")  # scores units of another kind
        wanted = st.session_state.get(memory, "")
    if wanted not in known and not asked:
        wanted = _first(snapshot, kind, about, fitting, singles)
    view.update(scheme=wanted)
    offered = [*offered_codes(fitting, broken, wanted), *singles]
    select_filter(slot, "scheme", list(dict.fromkeys(offered)), scheme_word(good, broken), 270)
    if asked:
        raise asked
    st.session_state[memory] = wanted
    view.accept("scheme")
    return wanted


def _first(
    snapshot: store.Snapshot,
    kind: str,
    about: str,
    fitting: Mapping[str, Scheme],
    singles: Sequence[str],
) -> str:
    """What a page opens with where nobody has asked for anything: a scheme of the office's that has
    data (in the sample city an example), else the first indicator that has; never an example for
    units that it was not made for."""
    if about and fitting and store.is_sample(snapshot):
        return next((i for i, s in fitting.items() if store.periods(snapshot, s)), [*fitting][0])
    if found := scheme_codes.usual(snapshot, kind):
        return found[0]
    return [*sorted(singles, key=_eagerness), *fitting][0]


def _eagerness(code: str) -> int:
    """Indicators that the overview shows come first, in its order."""
    first = [code_of(name) for name in shown_in("overview")]
    return first.index(code) if code in first else len(first)


def broken_schemes() -> dict[str, SchemeError]:
    """The scheme files that cannot be used, by name."""
    return {s.file: s for s in store.schemes() if isinstance(s, SchemeError)}


def unusable(
    wanted: str, good: Mapping[str, Scheme], broken: Mapping[str, SchemeError]
) -> Exception | None:
    """What to say when an address or a choice names no usable scheme."""
    if not wanted or wanted in good:
        return None
    for file, error in broken.items():
        if wanted in (file, error.id):
            return error
    return NoMatch("no-such-scheme", scheme=wanted) if view.stated("scheme") else None


def offered_codes(
    good: Mapping[str, Scheme], broken: Mapping[str, SchemeError], wanted: str
) -> list[str]:
    """The codes to choose from; then the broken files, and what was asked for, whatever it is."""
    codes = [code for code in good if scheme_codes.worth_offering(code, good)]
    return list(dict.fromkeys([*codes, *broken, wanted]))


def scheme_word(
    good: Mapping[str, Scheme], broken: Mapping[str, SchemeError]
) -> Callable[[str], str]:
    """What each code is called in a choice."""

    def word(code: str) -> str:
        if code in good or is_single(code):
            return scheme_codes.code_word(code, good.get(code))
        return t("scheme-broken-choice", file=code) if code in broken else code

    return word
