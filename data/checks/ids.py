"""Checks of identifiers: not damaged by a spreadsheet program, and not written in two ways."""

from data.checks.check import FIRST, OF_FIRST, SOURCE, Check, by_sql, union

_IDS = (
    *(("cases", "case_no"), ("cases", "repeat_of"), ("inspections", "visit_no")),
    *(("findings", "finding_no"), ("findings", "visit_no"), ("enforcement_cases", "case_no")),
    *(("points", "point_id"), ("units", "unit_id")),
)
_SCIENTIFIC = r"^\d(\.\d+)?[eE]\+?\d+$"
_CUT = r"^\d{15}0+$"
SHORTEST = 6  # characters of an identifier that can be told from a serial number
_WIDE = "".join(chr(code) for code in range(0xFF10, 0xFF5B))  # full-width digits and letters
_PLAIN = "".join(chr(code - 0xFEE0) for code in range(0xFF10, 0xFF5B))


def _damaged(table: str, field: str) -> str:
    """Scientific notation, and zeros from the 16th digit on in a batch where they are too many for
    chance: one number of 16 digits in ten ends so, of 18 digits one in a thousand."""
    cut = f"length({field}) > 15 AND regexp_matches({field}, '{_CUT}')"
    expected = f"sum(CASE WHEN length({field}) > 15 THEN 10e0 ** (15 - length({field})) END)"
    return f"""
        SELECT DISTINCT '{table}' AS table_name, '{field}' AS field, {field} AS value,
            CASE WHEN {cut} THEN 'cut_id' ELSE 'scientific_id' END AS reason, {SOURCE}
        FROM {table} WHERE regexp_matches({field}, '{_SCIENTIFIC}') OR ({cut} AND batch_id IN (
            SELECT batch_id FROM {table} GROUP BY batch_id
            HAVING count_if({cut}) > greatest(2, 5 * {expected})))"""


def _folded(field: str) -> str:
    """SQL: an identifier without width, case, leading zeros and kinds of separators."""
    text = f"upper(translate({field}, '{_WIDE}', '{_PLAIN}'))"
    text = rf"regexp_replace({text}, '[^0-9A-Z\p{{L}}]+', '-', 'g')"
    text = f"ltrim(trim({text}, '-'), '0')"
    return f"CASE WHEN regexp_full_match({field}, '[1-9A-Z][0-9A-Z]*') THEN {field} ELSE {text} END"


def _spelled(table: str, field: str) -> str:
    """Every spelling of an identifier that has several, and where it was first read."""
    return f"""
        WITH spellings AS (
            SELECT {field} AS value, {_folded(field)} AS folded, {FIRST}
            FROM {table} WHERE length({field}) >= {SHORTEST} GROUP BY {field}
        ), several AS (
            SELECT folded, min(value) AS expected FROM spellings
            GROUP BY folded HAVING count(*) > 1)
        SELECT '{table}' AS table_name, '{field}' AS field, value, expected, {OF_FIRST}
        FROM spellings JOIN several USING (folded)"""


def _count(pairs: tuple[tuple[str, str], ...]) -> str:
    counts = [f"SELECT count({field}) AS n FROM {table}" for table, field in pairs]
    return f"SELECT sum(n) FROM ({union(counts)})"


_KEYS = tuple(
    pair for pair in _IDS if pair not in (("cases", "repeat_of"), ("findings", "visit_no"))
)

CHECKS = (
    Check("ids-damaged", "warning", by_sql(union([_damaged(*i) for i in _IDS]), _count(_IDS))),
    Check(
        "ids-spelling",
        "warning",
        by_sql(union([f"({_spelled(*i)})" for i in _KEYS]), _count(_KEYS)),
    ),
)
