"""The catalogue of indicators for people: docs/indicators.md, generated from the registry.

`python -m metrics.catalogue` writes it; a test holds the file equal to what is generated.
"""

from pathlib import Path

from kernel.messages import LANGUAGES, Message
from kernel.schema import TABLES
from metrics.indicators import SUBJECTS, Indicator

PATH = Path(__file__).resolve().parent.parent / "docs" / "indicators.md"


def catalogue() -> str:
    """The whole page, Chinese first, then English."""
    return "\n".join(_part(lang) for lang in LANGUAGES)


def _part(lang: str) -> str:
    lines = [f"# {_say('catalogue-title', lang)}", "", _say("catalogue-lead", lang), ""]
    for subject, module in SUBJECTS.items():
        lines += [f"## {_say(f'subject-{subject}', lang)}", ""]
        for entry in module.INDICATORS:
            lines += _entry(entry, lang)
    return "\n".join(lines)


def _entry(entry: Indicator, lang: str) -> list[str]:
    """One indicator: a heading and a list of what is known of it."""
    facts = {
        "formula": entry.formula(lang),
        "unit": entry.unit(lang),
        "better": _say(f"better-{entry.better or 'neither'}", lang),
        "tables": _join([_table(table, lang) for table in entry.tables], lang),
        "aside": _aside(entry, lang),
        "left-out": _left_out(entry, lang),
        "no-data": _no_data(entry, lang),
        "note": entry.note(lang),
        "source": entry.source(lang),
    }
    told = [f"- {_say(f'catalogue-{name}', lang)}{text}" for name, text in facts.items() if text]
    return [f"### {entry.name(lang)} `{entry.id}`", "", *told, ""]


def _table(name: str, lang: str) -> str:
    return f"{TABLES[name].zh} `{name}`" if lang == "zh" else f"`{name}`"


def _aside(entry: Indicator, lang: str) -> str:
    return _join([_say(f"aside-{name.replace('_', '-')}", lang) for name in entry.set_aside], lang)


def _left_out(entry: Indicator, lang: str) -> str:
    reasons = [left.reason.replace("_", "-") for left in entry.left_out]
    return _join([_say(f"reason-{reason}", lang) for reason in reasons], lang)


def _no_data(entry: Indicator, lang: str) -> str:
    """What makes the indicator say no data."""
    reasons = [_say(f"no-data-{entry.kind}", lang)] if entry.kind != "count" else []
    if entry.seen_in:
        reasons.append(_say("no-data-unseen", lang))
    if entry.known:
        reasons.append(_say("no-data-unknown", lang))
    if entry.left_out:
        reasons.append(_say("no-data-nothing-judged", lang))
    return _join(reasons, lang)


def _join(parts: list[str], lang: str) -> str:
    return ("；" if lang == "zh" else "; ").join(parts)


def _say(code: str, lang: str) -> str:
    return Message(code, {}, "metrics").text(lang)


def main() -> None:
    """Write the page."""
    PATH.write_text(catalogue(), encoding="utf-8")


if __name__ == "__main__":
    main()
