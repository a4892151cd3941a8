"""Deposits (考核保证金): what each unit paid in, what was kept and returned, by the register."""

import pandas as pd

_SIDES = {"deposit_paid": "paid", "deposit_kept": "kept", "deposit_returned": "returned"}
DEPOSIT_COLUMNS = ("unit", "kind", "paid", "kept", "returned", "balance", "unsaid")


def deposits(register: pd.DataFrame) -> pd.DataFrame:
    """The account of each unit that the register names a deposit of, the lowest balance first.

    register: `register.measures`. Columns: unit, kind, paid, kept, returned (yuan; 0: the register
    has none), balance (NaN where nothing was paid in by the register, or an entry says no amount),
    unsaid (entries without an amount).
    """
    own = register[register["action"].isin(list(_SIDES)) & register["unit"].notna()]
    own = own.assign(side=own["action"].map(_SIDES), amount=own["amount"].astype(float))
    keys = ["unit", "kind"]
    sums = own.pivot_table(
        index=keys, columns="side", values="amount", aggfunc="sum", dropna=False
    ).reindex(columns=list(_SIDES.values()))
    table = sums.fillna(0.0).reset_index()
    unsaid = own[own["amount"].isna()].groupby(keys).size().rename("unsaid")
    table = table.merge(unsaid.reset_index(), on=keys, how="left")
    table["unsaid"] = table["unsaid"].fillna(0).astype(int)
    balance = table["paid"] - table["kept"] - table["returned"]
    known = (table["paid"] > 0) & (table["unsaid"] == 0)
    table["balance"] = balance.where(known)
    return table.sort_values(["balance", "unit"], ignore_index=True)[list(DEPOSIT_COLUMNS)]
