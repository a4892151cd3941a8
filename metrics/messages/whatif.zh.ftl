# 试算考核办法
whatif-move = { $unit }第 { $before } → 第 { $after }
whatif-gained = { $unit }由不排名变为排名
whatif-lost = { $unit }由排名变为不排名
whatif-moves = 按试算方案，{ $of } 个单位中有 { $n } 个名次变化：{ $moves }。
whatif-moves-more = 按试算方案，{ $of } 个单位中有 { $n } 个名次变化，其中：{ $moves }。
whatif-no-moves = 按试算方案，各单位名次都不变；得分变动最大的是{ $unit }（{ $change }）。
whatif-same = 按试算方案，得分和名次与对照办法完全相同。
whatif-periods-none = { $n } 期中，按试算方案名次都不变。
whatif-periods = { $n } 期中，按试算方案有 { $periods } 期名次变化，共 { $moves } 处；各单位平均名次不变。
whatif-periods-most = { $n } 期中，按试算方案有 { $periods } 期名次变化，共 { $moves } 处；平均名次变动最大的是{ $unit }（{ $official } → { $trial }）。
