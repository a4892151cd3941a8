# 图下的话
standing-nothing-ranked = 本期没有可以排名的单位
standing-only = { $group }只有{ $units }有名次（{ $score }）
standing-first = { $units }列{ $group }第一（{ $score }）
standing-lead = { $units }列{ $group }第一（{ $score }），领先 { $lead } 分
standing-lead-close = { $units }列{ $group }第一（{ $score }），领先 { $lead } 分，可能出于偶然（确为第一的把握 { $sure }）
standing-fell-one = { $unit }下降 { $points } 分（上期 { $score }），降幅超出偶然波动
standing-fell-one-place = { $unit }下降 { $points } 分（上期 { $score }），由第 { $before } 变为第 { $rank }，降幅超出偶然波动
standing-rose-one = { $unit }上升 { $points } 分（上期 { $score }），升幅超出偶然波动
standing-rose-one-place = { $unit }上升 { $points } 分（上期 { $score }），由第 { $before } 变为第 { $rank }，升幅超出偶然波动
standing-fell = { $units }明显下降
standing-rose = { $units }明显上升
standing-fell-plain = { $unit }下降 { $points } 分（上期 { $score }）
standing-fell-place-plain = { $unit }下降 { $points } 分（上期 { $score }），由第 { $before } 变为第 { $rank }
standing-rose-plain = { $unit }上升 { $points } 分（上期 { $score }）
standing-rose-place-plain = { $unit }上升 { $points } 分（上期 { $score }），由第 { $before } 变为第 { $rank }
standing-no-clear-change = 与上期相比，可以判断的 { $n } 个单位升降都在偶然波动之内
