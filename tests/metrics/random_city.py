"""A city of random facts in every table, with all the gaps that real exports have."""

from datetime import date, datetime, timedelta
from typing import Any

import duckdb
import numpy as np
import pandas as pd

from data.storage.deriving import derive
from tests.metrics.tiny import tiny_store

DISTRICTS = ("甲区", "乙区", "丙区", None)
TEAMS = ("一中队", "二中队", "三中队", None)
START = datetime(2025, 8, 21)
DAYS = 61  # two assessment months from the 21st: 2025-09 and 2025-10


def random_city(seed: int, rows: int = 300) -> duckdb.DuckDBPyConnection:
    """A store in memory; the same seed gives the same store."""
    draw = _Draw(seed)
    tables = {
        "cases": [draw.case(i) for i in range(rows)],
        "inspections": [draw.inspection() for _ in range(rows)],
        "findings": [draw.finding() for _ in range(rows)],
        "enforcement_cases": [draw.enforcement() for _ in range(rows // 2)],
        "points": [draw.point(i) for i in range(40)],
        "score_entries": [draw.score() for _ in range(60)],
        "tasks": [draw.task() for _ in range(40)],
        "own_figures": [
            {"period": label, "figure": "周转率", "measure": "次", "value": value} | unit
            for label, value, unit in (
                ("2025-10", 5.8, {"district": "甲区"}),
                ("2025-10", 0.0, {"district": "乙区"}),
                ("2025-09", 6.1, {"district": "乙区"}),
                ("2025-10", 4.0, {"team": "一中队"}),
                ("2025-10", 6.0, {}),
            )
        ],
        "units": [
            {"kind": "district", "name": "甲区", "population": 123_456.0},
            {"kind": "district", "name": "乙区", "population": 98_765.0},
            {"kind": "district", "name": "丁区", "population": 5_000.0},
            {"kind": "team", "name": "一中队", "officers": 12.0},
            {"kind": "team", "name": "二中队", "officers": 7.0, "valid_to": START.date()},
            {"kind": "team", "name": "三中队", "officers": 9.0, "valid_from": START.date()},
        ],
    }
    con = tiny_store()
    for name, records in tables.items():
        frame = pd.DataFrame(records).assign(
            source_file="f.csv",
            source_row=range(2, len(records) + 2),
            record_key=[f"{name}-{number}" for number in range(len(records))],
        )
        con.register("frame", frame)
        con.execute(f"INSERT INTO {name} BY NAME SELECT * FROM frame")
    derive(con)
    return con


class _Draw:
    """Random rows."""

    def __init__(self, seed: int) -> None:
        self.random = np.random.default_rng(seed)

    def of(self, *values: Any) -> Any:
        return values[self.random.integers(len(values))]

    def int(self, low: int, high: int) -> int:
        return int(self.random.integers(low, high))

    def moment(self) -> datetime:
        return START + timedelta(minutes=self.int(0, DAYS * 24 * 60))

    def later(self, moment: datetime, chance: float) -> datetime | None:
        if self.random.random() > chance:
            return None
        return moment + timedelta(minutes=self.int(10, 6000))

    def flag(self, chance: float) -> bool | None:
        return self.of(None, False, bool(self.random.random() < chance * 2))

    def unit(self) -> dict[str, Any]:
        return {
            "district": self.of(*DISTRICTS),
            "team": self.of(*TEAMS),
            "share": self.of(1.0, 1.0, 0.5, 0.2, 0.8, None),
        }

    def case(self, number: int) -> dict[str, Any]:
        reported = self.moment()
        disposed = self.later(reported, 0.8)
        stages = ("closed", "disposing", "checking", "voided", "held", None, None, None)
        return self.unit() | {
            "case_no": str(number),
            "reported_at": reported,
            "due_at": self.later(reported, 0.6),
            "bundle_due_at": self.later(reported, 0.5),
            "disposed_at": disposed,
            "closed_at": None if disposed is None else self.later(disposed, 0.9),
            "stage": self.of(*stages),
            "channel": self.of("collector", "video", "12345", "petition", "leader", None),
            "category": self.of("市容环境", "街面秩序", None),
            "subcategory": self.of("暴露垃圾", "店外经营", None),
            "place": self.of("人民路1号", "人民路2号", "中山路", None),
            "rework_count": self.of(None, 0, 0, 1, 2),
            "postpone_count": self.of(None, 0, 0, 1),
            "overdue_flag": self.of(None, None, None, True, False),
            "held": self.flag(0.1),
            "voided": self.flag(0.1),
            "self_handled": self.flag(0.1),
            "excluded": self.flag(0.1),
            "dispatch_accurate": self.flag(0.4),
            "satisfaction": self.of(None, "very_satisfied", "satisfied", "neutral", "dissatisfied"),
            "resolved": self.flag(0.4),
            "repeat_of": self.of(None, None, "7"),
            "as_of": datetime(2025, 10, 21, 8),
        }

    def inspection(self) -> dict[str, Any]:
        return self.unit() | {
            "inspected_at": self.moment(),
            "method": self.of("open", "covert", "special", None),
            "score": self.of(None, 80.5, 91.25, 97.0),
            "passed": self.flag(0.4),
            "point_type": self.of("road", "park"),
        }

    def finding(self) -> dict[str, Any]:
        found = self.moment()
        return self.unit() | {
            "found_at": found,
            "category": self.of("市容环境", "街面秩序"),
            "deduction": self.of(None, 0.1, 0.3, 1.0, 2.0),
            "rectify_due": self.later(found, 0.8),
            "rectified_at": self.later(found, 0.7),
            "recheck": self.of(None, "passed", "failed"),
            "as_of": datetime(2025, 10, 21, 8),
        }

    def enforcement(self) -> dict[str, Any]:
        filed = self.moment()
        closed = self.later(filed, 0.7)
        return self.unit() | {
            "filed_on": filed.date(),
            "closed_on": closed and closed.date(),
            "executed": self.flag(0.4),
            "reviewed_by_team": self.flag(0.4),
            "reviewed_by_section": self.flag(0.2),
            "reviewed_by_legal": self.flag(0.1),
            "review_result": self.of(None, "passed", "failed"),
            "points": self.of(None, 1.0, 2.5),
            **self.more_of_a_penalty(filed.date(), closed and closed.date()),
        }

    def more_of_a_penalty(self, filed: date, closed: date | None) -> dict[str, Any]:
        """What not every export tells of a penalty case, and on which day it was reviewed."""
        days = {
            f"{level}_reviewed_on": self.of(
                None, (closed or filed) + timedelta(days=self.int(0, 45))
            )
            for level in ("team", "section", "legal")
        }
        return days | {
            "procedure": self.of(None, "simple", "general"),
            "cause": self.of(None, "占道经营", "违法建设"),
            "online": self.flag(0.4),
            "non_site": self.flag(0.2),
            "big": self.flag(0.1),
            "fine": self.of(None, 50.0, 20_000.0),
            "overturned": self.flag(0.1),
            "corrected": self.flag(0.1),
            "as_of": datetime(2025, 11, 1, 8),
        }

    def point(self, number: int) -> dict[str, Any]:
        first = self.moment().date()
        return self.unit() | {
            "name": f"点位{number}",
            "valid_from": self.of(None, first),
            "valid_to": self.of(None, first + timedelta(days=20)),
        }

    def score(self) -> dict[str, Any]:
        state = self.of("value", "value", "no_data", "not_participating", None)
        return self.unit() | {
            "period": self.of("2025-09", "2025-10", "2025-Q3", "2025-H2", "2025", "2025-W41"),
            "indicator": self.of("队考核分", "街道办分"),
            "state": state,
            "value": self.of(None, 85.0, 92.5) if state in ("value", None) else None,
            "rectified": self.flag(0.4),
        }

    def task(self) -> dict[str, Any]:
        return self.unit() | {
            "period": self.of("2025-09", "2025-10", "2025-Q4", "2025"),
            "task": self.of("拆违", "垃圾分类"),
            "target": self.of(300.0, 100.0, 0.0, None),
            "done": self.of(738.98, 50.0, 0.0, None),
            "direction": self.of(None, "at_least", "at_most", "rank", "zero", "equal", "unclear"),
        }
