"""Side files: flags of cases that are already stored (延期, 返工, 超时 by case number).

They add to a case and take nothing away. A case number that the store does not know is rejected.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

import duckdb

from data.importing.mapping import Rejected
from data.importing.merging import Merged
from data.layouts.profile import Profile
from data.reader import Sheet
from data.storage.incoming import Incoming, hash_sql
from data.storage.renaming import as_read
from data.storage.touched import touch
from kernel.messages import Message
from kernel.schema import UNIT_KINDS

_LIST = re.compile(r"\s*(已?(?:延期|返工|超时|超期|逾期))[^:：\d]{0,6}[:：]\s*(.*)", re.DOTALL)
_SEPARATORS = re.compile(r"[、，,;；\s]+")


def as_flag_table(sheet: Sheet) -> Sheet | None:
    """A text of lines such as `延期：号、号` as a sheet of two columns; None for anything else.

    Every number becomes a row of its own, numbered by the line that it stands in.
    """
    lines = list(_joined(sheet.leading))
    if sheet.header_row is not None:
        lines.append((sheet.header_row, "、".join(sheet.columns)))
    lines += _joined(sheet.whole(len(sheet.columns)))
    found: list[tuple[int, list[str | None]]] = []
    flag = None
    for number, text in lines:
        if match := _LIST.fullmatch(text):
            flag, text = match[1], match[2]
        if flag is None:
            return None
        found += [(number, [case, flag]) for case in _SEPARATORS.split(text) if case]
    if not found:
        return None

    def rows(width: int) -> Iterator[tuple[int, list[str | None]]]:
        yield from found

    columns = ["任务号", "标记"]
    return replace(sheet, header_row=None, columns=columns, leading=[], source=rows, watch=None)


def _joined(rows: Iterable[tuple[int, list[str | None]]]) -> Iterator[tuple[int, str]]:
    for number, cells in rows:
        text = "、".join(cell for cell in cells if cell)
        if text:
            yield number, text


def merge_flags(
    con: duckdb.DuckDBPyConnection,
    profile: Profile,
    incoming: Incoming,
    originals: Mapping[int, str],
) -> tuple[Merged, list[Rejected]]:
    """Add the waiting flags to their cases; return the counts and the rows without a case."""
    table, result = profile.canonical, Merged()
    flags = [name for name in incoming.columns if name not in profile.key[0]]
    unknown = con.execute(
        f"SELECT source_row, record_key FROM incoming WHERE record_key NOT IN "
        f"(SELECT record_key FROM {table.name} WHERE record_key IS NOT NULL) ORDER BY 1"
    ).fetchall()
    key = profile.key[0][0]
    rejected = [
        Rejected(row, "rejected", Message("import-unknown-case"), key, value, originals[row])
        for row, value in unknown
    ]
    adds = " OR ".join(f'greatest(k."{f}", i."{f}") IS DISTINCT FROM k."{f}"' for f in flags)
    for outcome, count in con.execute(
        f"""SELECT CASE WHEN repeats THEN 'import-repeated-row' WHEN adds THEN ''
            ELSE 'import-same-content' END AS outcome, count(*)
        FROM (SELECT i.rowid, coalesce(bool_or({adds}), false) AS adds,
                row_number() OVER (PARTITION BY i.record_key, i.content_hash ORDER BY i.rowid) > 1
                    AS repeats
            FROM incoming AS i JOIN {table.name} AS k ON k.record_key = i.record_key
            GROUP BY i.rowid, i.record_key, i.content_hash)
        GROUP BY ALL ORDER BY ALL"""
    ).fetchall():
        if outcome:
            result.duplicates += count
            result.reasons[Message(outcome)] += count
        else:
            result.updated += count
    for name in flags:
        changed = con.execute(
            f"""SELECT count(DISTINCT k.record_key) FROM incoming AS i
            JOIN {table.name} AS k ON k.record_key = i.record_key
            WHERE greatest(k."{name}", i."{name}") IS DISTINCT FROM k."{name}" """
        ).fetchone()
        if changed and changed[0]:
            result.changed_fields[name] = int(changed[0])
    if result.updated:
        result.noted = touch(con, table, "SELECT record_key FROM incoming")
        _add(con, profile, flags)
        result.touched = True
    return result, rejected


def _add(con: duckdb.DuckDBPyConnection, profile: Profile, flags: list[str]) -> None:
    table = profile.canonical
    most = ", ".join(f'max("{name}") AS "{name}"' for name in flags)
    values = {f.name: f'{table.name}."{f.name}"' for f in table.fields}
    values |= {f.name: f'{table.name}."{f.name}"' for f in table.written_words}
    values |= as_read(table, table.name)
    values |= {f"{kind}_written": f"{table.name}.{kind}_written" for kind in UNIT_KINDS}
    values |= {name: f'greatest({table.name}."{name}", i."{name}")' for name in flags}
    sets = ", ".join(f'"{name}" = {values[name]}' for name in flags)
    con.execute(
        f"""UPDATE {table.name} SET {sets}, content_hash = {hash_sql(table, values)}
        FROM (SELECT record_key, {most} FROM incoming GROUP BY record_key) AS i
        WHERE i.record_key = {table.name}.record_key"""
    )
