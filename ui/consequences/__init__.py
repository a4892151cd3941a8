"""The page 奖惩 (Consequences) and what other pages show of it: the steps that the ladder orders,
the register of measures with its form, numbers of letters, who answers for a unit."""
