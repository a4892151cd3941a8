# 周期的选择与进行中的周期
about-days = 首末日
period-so-far = { $period }；{ $so_far }
period-unfinished = { $period }（进行中）
filter-days = 日期
filter-days-help = 按日、按周、按日期范围查看
filter-days-day = 一日
filter-days-calendar = 起止日期
filter-days-week = 周
filter-days-choose = 选择一周
filter-last-weeks = 近 4 周
filter-last-months = 近 3 个月
word-running = 进行中
word-incomplete = 数据不完整
