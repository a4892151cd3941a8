"""Accounts of deposits: paid in, kept, returned; unknown where the register does not tell."""

from datetime import date
from typing import Any

import pandas as pd

from kernel.periods import parse_period
from metrics.consequences.deposits import deposits
from metrics.consequences.register import measures
from tests.metrics.tiny import tiny_store

PERIOD = parse_period("2025-09")


def entry(action: str, firm: str, amount: float | None, **more: Any) -> dict[str, Any]:
    usual = {"decided_on": date(2025, 9, 3), "record_key": f"{action} {firm} {amount}"}
    return usual | {"action": action, "contractor": firm, "amount": amount} | more


def test_an_account_is_what_was_paid_less_what_was_kept_and_returned() -> None:
    rows = [
        entry("deposit_paid", "甲", 50_000),
        entry("deposit_kept", "甲", 10_000),
        entry("deposit_kept", "甲", 5_000, share=0.5),
        entry("deposit_paid", "乙", 50_000),
        entry("deposit_returned", "乙", 50_000),
        entry("deposit_paid", "丙", 50_000),
        entry("deposit_kept", "丙", None),
        entry("deposit_kept", "丁", 1_000),
        entry("talk", "戊", None),
        entry("deposit_paid", "己", 9_000, decided_on=date(2025, 11, 1)),
    ]
    found = deposits(measures(tiny_store(measures=rows), PERIOD)).set_index("unit")
    assert sorted(found.index) == sorted("甲乙丙丁")
    assert found.loc["甲", ["paid", "kept", "returned", "balance"]].tolist() == [
        50_000,
        12_500,
        0,
        37_500,
    ]
    assert found.loc["乙", "balance"] == 0
    assert pd.isna(found.loc["丙", "balance"]) and found.loc["丙", "unsaid"] == 1
    assert pd.isna(found.loc["丁", "balance"])  # nothing was paid in by the register


def test_no_deposit_is_no_account() -> None:
    rows = [entry("talk", "甲", None)]
    assert deposits(measures(tiny_store(measures=rows), PERIOD)).empty
