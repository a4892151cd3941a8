# 图表的数据表、点击下钻与背后的记录
table-button = 数据表
click-hint = 点任一行看详情
behind-hour = { $weekday } { $hour } 时
rows-counted = { $unit }“{ $name }”的记录 { $n } 条
column-judged = 可判断
column-not-fixed = 未真正整改
column-hours = 小时
column-still-open = 仍未办结 %
choice-band = 逾期时长
choice-task = 任务
rows-left-out = { $unit }“{ $name }”未计入的记录 { $n } 条：{ $reason }
