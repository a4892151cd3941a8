"""Is the ranking fair: what its weights do, how even-handed and how complete the checks are.

`weights` and `severity` ask whether the ranking is real, `coverage` whether enough was looked at,
`planner` how many checks it takes; `funnel` and `xmr` tell a unit or a period that stands out from
one that merely varies.
"""
