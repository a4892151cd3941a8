# 排名页的一句话
standing-nothing-ranked = 本期没有可以排名的单位
standing-first = { $units }列{ $group }第一（{ $score }）
standing-lead = { $units }列{ $group }第一（{ $score }），领先 { $lead } 分
standing-lead-close = { $units }列{ $group }第一（{ $score }），领先的 { $lead } 分在抽样误差之内
standing-fell-one = { $unit }下降 { $points } 分，是唯一明显下降的
standing-fell-one-place = { $unit }下降 { $points } 分，由第 { $before } 变为第 { $rank }，是唯一明显下降的
standing-rose-one = { $unit }上升 { $points } 分，是唯一明显上升的
standing-rose-one-place = { $unit }上升 { $points } 分，由第 { $before } 变为第 { $rank }，是唯一明显上升的
standing-fell = { $units }明显下降
standing-rose = { $units }明显上升
standing-no-clear-change = 与上期相比，没有一个单位的变化超出抽样误差
