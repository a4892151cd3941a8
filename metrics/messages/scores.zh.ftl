# 得分或单项指标的说法
score-level-points = { $value } 分
score-step-points = { $value } 分
score-level-percent = { $value }%
score-step-percent = { $value } 个百分点
score-measured = { $value } { $zh }
score-rose = 上升
score-fell = 下降
score-rise = 上升
score-fall = 下降
