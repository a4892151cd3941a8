"""What an edition keeps, made out of a period's facts and what the notice says of them."""

import io
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from metrics.bulletin.content import Notice
from metrics.bulletin.facts import Facts
from metrics.editions.edition import COUNTED, NOTICE, RECORDS, RESULTS
from metrics.editions.results import results_of
from metrics.editions.row_sets import row_sets
from metrics.schemes.scheme import SCHEMES, Folders, Scheme, scheme_hash, source_of
from metrics.scoring.longer import months_to_score
from metrics.scoring.ranking import Ranking
from metrics.scoring.scores import Scores


@dataclass(frozen=True)
class Frozen:
    """The files of an edition, before it has a number. hashes: `ID@N` -> fingerprint of every
    version of a scheme that scored it."""

    notice: Notice
    store_version: int
    hashes: dict[str, str]
    files: dict[str, bytes]


def freeze(facts: Facts, notice: Notice, store_version: int, folders: Folders = SCHEMES) -> Frozen:
    """Freeze a notice with all that stands behind it. folders: where its schemes lie.

    Raises KeyError for a scheme that no file says."""
    own = scoring_versions(facts.ranking, facts.found)
    every = with_taken(own)
    rows = row_sets(facts.con, own, facts.ranking.period)
    files = {
        NOTICE: plain_json(notice.plain()),
        RESULTS: plain_json(results_of(facts.ranking, facts.found)),
        COUNTED: _parquet(rows.counted),
        RECORDS: _parquet(rows.records),
    }
    files |= {f"scheme-{name}.yaml": source_of(one, folders) for name, one in every.items()}
    return Frozen(
        notice,
        store_version,
        {name: scheme_hash(one) for name, one in every.items()},
        files,
    )


def scoring_versions(ranking: Ranking, found: Scores) -> list[Scheme]:
    """The versions of the scheme that score a period or the months that it is made of, oldest
    first."""
    parts = [*months_to_score(ranking.scheme, ranking.period), ranking.period]
    versions = {found.versions[part.id].version: found.versions[part.id] for part in parts}
    return [versions[number] for number in sorted(versions)]


def with_taken(schemes: Iterable[Scheme]) -> dict[str, Scheme]:
    """`ID@N` -> the versions, and every version of the schemes whose scores they take."""
    own = list(schemes)
    return {f"{one.id}@{one.version}": one for one in [*own, *_taken(own)]}


def _taken(schemes: Iterable[Scheme]) -> Iterable[Scheme]:
    for other in (other for scheme in schemes for other in scheme.others.values()):
        yield from other.versions or (other,)
        yield from _taken([other])


def plain_json(plain: Any) -> bytes:
    """A file of plain values."""
    return (json.dumps(plain, ensure_ascii=False, indent=1) + "\n").encode()


def _parquet(frame: pd.DataFrame) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pandas(frame, preserve_index=False), out, compression="zstd")
    return out.getvalue()
