page-districts = 区域排名
page-streets = 街道排名
page-teams = 队伍排名
table-title = 得分构成
table-measured = 构成
table-measured-hint = 点数字看记录；末列各单位同一刻度
measure-numerator = 分子
measure-denominator = 分母
table-points = 各项为计入总分的分值；n 见左图
table-weights = 各项为计入总分的分值；末列各单位同一刻度
totals = 合计（按各单位的记录重算，不是平均）：{ $list }
total-of = { $name } { $score }（n={ $n }）
total-all = 全部单位
not-ranked = 未排名：{ $list }
not-ranked-one = { $units }（{ $reason }）
not-ranked-many = { $units }等 { $n } 个单位（{ $reason }）
year-change = 同比
year-same-days = 同日
year-title = 与上年同期（{ $days }）的得分之差

# 图下的话
standing-nothing-ranked = 本期没有可以排名的单位
standing-only = { $group }只有{ $units }有名次（{ $score }）
standing-first = { $units }列{ $group }第一（{ $score }）
standing-lead = { $units }列{ $group }第一（{ $score }），领先 { $lead }
standing-lead-close = { $units }列{ $group }第一（{ $score }），领先 { $lead }，可能出于偶然（确为第一的把握 { $sure }）
standing-fell-one = { $unit }下降 { $points }（上期 { $score }），降幅超出偶然波动
standing-fell-one-place = { $unit }下降 { $points }（上期 { $score }），由第 { $before } 变为第 { $rank }，降幅超出偶然波动
standing-rose-one = { $unit }上升 { $points }（上期 { $score }），升幅超出偶然波动
standing-rose-one-place = { $unit }上升 { $points }（上期 { $score }），由第 { $before } 变为第 { $rank }，升幅超出偶然波动
standing-fell = { $units }明显下降
standing-rose = { $units }明显上升
standing-fell-plain = { $unit }下降 { $points }（上期 { $score }）
standing-fell-place-plain = { $unit }下降 { $points }（上期 { $score }），由第 { $before } 变为第 { $rank }
standing-rose-plain = { $unit }上升 { $points }（上期 { $score }）
standing-rose-place-plain = { $unit }上升 { $points }（上期 { $score }），由第 { $before } 变为第 { $rank }
standing-no-clear-change = 与上期相比，可以判断的 { $n } 个单位升降都在偶然波动之内
register-them = 到“数据导入”登记这些名称
