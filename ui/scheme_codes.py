"""How a scheme is named in addresses and choices: its id, or `ID@2` for one version alone; and
`by:INDICATOR` for a ranking without a scheme, by one indicator."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType

import streamlit as st

from metrics.schemes.scheme import Scheme, in_force
from metrics.schemes.single import is_single, single, single_name
from ui import store
from ui.i18n import language, t


def by_code() -> Mapping[str, Scheme]:
    """Every code with its scheme, those of one id together: of an id alone the version in force
    now or last, which knows the others; then each version by its number, which stands alone."""
    return _by_code(store.places_of_schemes(), store.scheme_stamp(), date.today())


@st.cache_resource(max_entries=4, show_spinner=False)
def _by_code(folders: tuple[Path, ...], stamp: str, today: date) -> Mapping[str, Scheme]:
    found: dict[str, Scheme] = {}
    usable = [scheme for scheme in store.schemes() if isinstance(scheme, Scheme)]
    for scheme_id in dict.fromkeys(scheme.id for scheme in usable):
        versions = [scheme for scheme in usable if scheme.id == scheme_id]
        found[scheme_id] = in_force(versions).among(versions)
        newest_first = sorted(versions, key=lambda scheme: -scheme.version)
        found |= {f"{scheme_id}@{scheme.version}": scheme for scheme in newest_first}
    return MappingProxyType(found)


def id_of(code: str) -> str:
    """The id of the scheme that a code names."""
    return code.partition("@")[0]


def is_alone(code: str) -> bool:
    """Whether a code names one version, by which every period is scored."""
    return "@" in code and not is_single(code)


def usual(at: store.Snapshot, kind: str) -> tuple[str, Scheme] | None:
    """The scheme, and its code, by which a kind of unit is scored where nobody asks for another:
    one of the office's that has data, in force before a draft. An example is none, but in the
    sample city."""
    fitting = {
        code: scheme
        for code, scheme in by_code().items()
        if scheme.scores.kind == kind and not is_alone(code)
    }
    for status in ("in_force", "draft", "example"):
        if status == "example" and not store.is_sample(at):
            continue
        for code, scheme in fitting.items():
            if scheme.status == status and store.periods(at, scheme):
                return code, scheme
    return None


def scheme_of(at: store.Snapshot, code: str, kind: str, on: date | None = None) -> Scheme:
    """The scheme of a code, in the version that is in force on a day; of a code without a scheme
    the ranking by its indicator. KeyError for a code that names nothing."""
    if not is_single(code):
        return by_code()[code] if on is None else store.scheme(code, on)
    like = usual(at, kind)
    return store.single_scheme(code, kind, like[1] if like else None)


def names_single(code: str) -> bool:
    """Whether a code names an indicator that can rank."""
    try:
        return is_single(code) and bool(single(code, "district"))
    except KeyError:
        return False


def worth_offering(code: str, known: Iterable[str]) -> bool:
    """One version is a choice where several are known."""
    return not is_alone(code) or sum(one.startswith(f"{id_of(code)}@") for one in known) > 1


def code_word(code: str, scheme: Scheme | None) -> str:
    """What a code is called in a choice."""
    if is_single(code):
        return t("scheme-single", name=single_name(code, language()))
    assert scheme is not None, code
    name = scheme.name.text(language())
    return t("scheme-one-version", name=name, n=scheme.version) if is_alone(code) else name
