page-districts = Districts
page-streets = Streets
page-teams = Teams
table-title = What the scores are made of
table-measured = What it is made of
table-measured-hint = a figure opens its rows; the last column has one scale
measure-numerator = counted
measure-denominator = of
table-points = points counted in the total; n stands in the chart
table-weights = points counted in the total; the last column has one scale
totals = Total, recomputed from the rows of all (no mean): { $list }
total-of = { $name } { $score } (n={ $n })
total-all = all units
not-ranked = Not ranked: { $list }
not-ranked-one = { $units } ({ $reason })
not-ranked-many = { $units } and others, { $n } in all ({ $reason })
year-change = On year
year-same-days = same days
year-title = Change of the score against the same period a year before ({ $days })

# Captions
standing-nothing-ranked = No unit can be ranked in this period
standing-only = { $units } is the only one ranked in { $group } ({ $score })
standing-first = { $units } first in { $group } ({ $score })
standing-lead = { $units } first in { $group } ({ $score }), { $lead } ahead
standing-lead-close = { $units } first in { $group } ({ $score }), { $lead } ahead, perhaps by chance (truly first with a chance of { $sure })
standing-fell-one = { $unit } fell by { $points } (from { $score }), more than chance
standing-fell-one-place = { $unit } fell by { $points } (from { $score }), from place { $before } to { $rank }, more than chance
standing-rose-one = { $unit } rose by { $points } (from { $score }), more than chance
standing-rose-one-place = { $unit } rose by { $points } (from { $score }), from place { $before } to { $rank }, more than chance
standing-fell = { $units } fell clearly
standing-rose = { $units } rose clearly
standing-fell-plain = { $unit } fell by { $points } (from { $score })
standing-fell-place-plain = { $unit } fell by { $points } (from { $score }), from place { $before } to { $rank }
standing-rose-plain = { $unit } rose by { $points } (from { $score })
standing-rose-place-plain = { $unit } rose by { $points } (from { $score }), from place { $before } to { $rank }
standing-no-clear-change = of { $n } units that can be judged none changed by more than chance since the last period
register-them = Register these names on the import page
