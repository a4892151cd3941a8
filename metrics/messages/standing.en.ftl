# The sentence over a ranking
standing-nothing-ranked = No unit can be ranked in this period
standing-first = { $units } first in { $group } ({ $score })
standing-lead = { $units } first in { $group } ({ $score }), { $lead } ahead
standing-lead-close = { $units } first in { $group } ({ $score }), { $lead } ahead, within sampling error
standing-fell-one = { $unit } fell by { $points }, the only clear fall
standing-fell-one-place = { $unit } fell by { $points } from place { $before } to { $rank }, the only clear fall
standing-rose-one = { $unit } rose by { $points }, the only clear rise
standing-rose-one-place = { $unit } rose by { $points } from place { $before } to { $rank }, the only clear rise
standing-fell = { $units } fell clearly
standing-rose = { $units } rose clearly
standing-no-clear-change = No unit changed by more than sampling error since the last period
