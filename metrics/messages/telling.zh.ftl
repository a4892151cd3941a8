tell-rank-down = { $period }：{ $unit }{ $moved } { $points }，超出偶然波动，列{ $group }第 { $rank }，{ $places ->
    [0] 名次与上期相同
   *[other] 比上期退后 { $places } 位
}，得分 { $score }。
tell-early-warning = { $period }：{ $unit }“{ $zh }”得满分的 { $share }%，低于办法的预警线 { $limit }%。
tell-overdue = { $period }：截至 { $day } 末，{ $unit }逾期未结案卷 { $n } 件，超过 { $over } 件；上期末 { $before } 件，没有超过。
tell-overdue-within = { $period }：截至 { $day } 末，{ $unit }辖区内逾期未结案卷 { $n } 件（不论由谁处置），超过 { $over } 件；上期末 { $before } 件，没有超过。
tell-action-due = { $unit }整改事项 { $id } 于 { $due } 到期：{ $zh }目标 { $target }。
tell-promise-missed = { $unit }整改事项 { $id }（期限 { $due }）未达到：{ $zh }目标 { $target }，实际 { $after }（录入时 { $before }），这一变化超出偶然波动。
tell-promise-missed-close = { $unit }整改事项 { $id }（期限 { $due }）未达到：{ $zh }目标 { $target }，实际 { $after }（录入时 { $before }）；这一变化不能断定超出偶然波动。
tell-promise-kept = { $unit }整改事项 { $id }（期限 { $due }）此前告知未达到，按现在的数据已达到：{ $zh }目标 { $target }，实际 { $after }（录入时 { $before }）。
tell-edition-out = { $name }（{ $period }）已于 { $day } 发布。
tell-edition-replaced = { $name }（{ $period }）已更正，以更正后的为准。
tell-edition-replaced-by = { $name }（{ $period }）已更正，以 { $day } 发布的{ $by }为准。
# 0.12 以前的记录用这两句辨认；不再说
tell-edition-published = 通报 { $number }（{ $period }）已于 { $day } 发布。
tell-edition-corrected = 通报 { $number }（{ $period }）已更正（{ $day }），以更正后的为准。
tell-withdrawn = 更正：{ $period } { $unit }此前告知的“{ $about }”，按现在的数据和办法不再成立。
tell-correction = 更正，以此为准：{ $what }
