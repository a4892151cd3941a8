"""Small inputs of the sentence over two units: each template once true and once false."""

import pandas as pd

from kernel.messages import Message
from metrics.analyses.two_units import TwoUnits
from metrics.schemes.scheme import load_scheme
from metrics.schemes.single import single
from tests.metrics.claims import NAN, Cases
from ui.compare.captions import of_pair

SCHEME = load_scheme("sample-district")
SLOWEST_LAST = single("by:rework_rate", "district")  # the lowest is first


def unit(name: str, score: float, group: str | None = "城区组", rank: int | None = 1) -> pd.Series:
    reason = Message("rank-no-data", {}, "metrics") if score != score else None
    return pd.Series({"unit": name, "score": score, "group": group, "rank": rank, "reason": reason})


def told(one, other, sure=NAN, scheme=SCHEME):
    return of_pair(TwoUnits(scheme, one, other, sure, pd.DataFrame(), NAN))


A, B, C = unit("甲", 95.0), unit("乙", 92.0, rank=2), unit("丙", 90.0, "城郊组")
COMPARE: Cases = {
    "two units": (
        told,
        [
            ((A, B, 0.97), "compare-ahead compare-sure"),
            ((B, A, 0.97), "compare-ahead compare-sure"),
            ((A, B, 0.7), "compare-ahead compare-close"),
            ((A, B, 0.9), "compare-ahead compare-sure"),
            ((A, C), "compare-ahead compare-groups"),
            ((A, unit("丁", 80.0, rank=None)), "compare-ahead compare-unranked"),
            ((A, B), "compare-ahead compare-unsampled"),
            ((unit("甲", 95.0, None), unit("乙", 92.0, None)), "compare-ahead compare-unsampled"),
            ((A, unit("乙", 95.0), 0.5), "compare-even"),
            ((A, unit("戊", NAN)), "compare-unscored rank-no-data"),
            ((unit("己", NAN), unit("戊", NAN)), "compare-unscored rank-no-data"),
            ((A, B, 0.97, SLOWEST_LAST), "compare-ahead compare-sure"),
        ],
    ),
}
