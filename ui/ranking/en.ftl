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
