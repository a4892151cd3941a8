"""What people call the tables and fields of the store, in their language."""

from collections.abc import Mapping

from kernel.messages import Message


def field_name(name: str, lang: str) -> str:
    """结案时间 or its English name for closed_at."""
    return Message(f"check-field-{name.replace('_', '-')}").text(lang)


def said_field(name: str) -> Message | str:
    """The field as a parameter of a message, in whose language it is then said; a name that is none
    of ours (a column of a map file) as it is."""
    said = Message(f"check-field-{name.replace('_', '-')}")
    return said if said.is_known else name


def table_name(name: str, lang: str) -> str:
    """案卷与工单 or its English name for cases."""
    return Message(f"check-table-{name.replace('_', '-')}").text(lang)


def field_counts(counts: Mapping[str, int], lang: str) -> str:
    """How many records changed in which field: 结案时间 12、当前阶段 9."""
    separator = "、" if lang == "zh" else ", "
    return separator.join(f"{field_name(name, lang)} {n:,}" for name, n in counts.items())
