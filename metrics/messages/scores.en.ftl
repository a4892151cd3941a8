# How scores, or values of one indicator, are said
score-level-points = { $value } points
score-step-points = { $value } points
score-level-percent = { $value }%
score-step-percent = { $value } percentage points
score-measured = { $value } { $en }
score-rose = rose
score-fell = fell
score-rise = rise
score-fall = fall
