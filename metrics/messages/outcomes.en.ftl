# What became of actions
outcome-met = target met; the change since it was recorded is beyond chance
outcome-met-chance = target met; the change since it was recorded may be chance, and is nobody's merit or fault
outcome-met-plain = target met
outcome-missed = target not met; the change since it was recorded is beyond chance
outcome-missed-chance = target not met; the change since it was recorded may be chance, and is nobody's merit or fault
outcome-missed-plain = target not met
outcome-open = not due yet ({ $due })
outcome-no-data = due; { $period } has no data, or too few, so nobody can judge it: that is not a miss
outcome-withdrawn = withdrawn
