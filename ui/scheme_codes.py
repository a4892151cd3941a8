"""How a scheme is named in addresses and choices: its id, or `ID@2` for one version alone."""

from metrics.schemes.scheme import Scheme, in_force
from ui import store
from ui.i18n import language, t


def usable() -> list[Scheme]:
    """All versions of all schemes that can be used, in the order of their files."""
    return [scheme for scheme in store.schemes() if isinstance(scheme, Scheme)]


def by_code() -> dict[str, Scheme]:
    """Every code with its scheme, those of one id together: of an id alone the version in force
    now or last, which knows the others; then each version by its number, which stands alone."""
    found: dict[str, Scheme] = {}
    for scheme_id in dict.fromkeys(scheme.id for scheme in usable()):
        versions = [scheme for scheme in usable() if scheme.id == scheme_id]
        found[scheme_id] = in_force(versions).among(versions)
        newest_first = sorted(versions, key=lambda scheme: -scheme.version)
        found |= {f"{scheme_id}@{scheme.version}": scheme for scheme in newest_first}
    return found


def id_of(code: str) -> str:
    """The id of the scheme that a code names."""
    return code.partition("@")[0]


def is_alone(code: str) -> bool:
    """Whether a code names one version, by which every period is scored."""
    return "@" in code


def worth_offering(code: str, scheme: Scheme) -> bool:
    """One version is a choice where there are several."""
    return not is_alone(code) or sum(one.id == scheme.id for one in usable()) > 1


def code_word(code: str, scheme: Scheme) -> str:
    """What a code is called in a choice."""
    name = scheme.name.text(language())
    return t("scheme-one-version", name=name, n=scheme.version) if is_alone(code) else name
