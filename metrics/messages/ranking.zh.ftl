# 排名中的原因与说明
rank-below-minimum = { $zh } { $n }，少于参加排名所需的 { $minimum }，只列出，不排名。
rank-no-data = 本期没有数据，不排名。
rank-own-alone = 没有名次；原因只对该单位和考评办公布。
rank-not-participating = 本期不参与考核。
rank-component-missing = { $zh }无数据或未录入，不计总分。
rank-too-much-missing = 占满分 { $missing }% 的考核项无数据，不计总分。
rank-note-shorter = 办法按{ $grain }定名单：本期比它短，不列红榜、黑榜和表态名单。
rank-note-not-in-force = 本考核办法的有效期为 { $start } 至 { $end }，本期不完全在内。
rank-note-adjustment = { $unit }的加减分 { $points }（{ $component }）在本考核办法中没有对应的考核项，未计入。
rank-note-reweighted = { $units }与{ $than ->
    [year] 上年同期
   *[before] 上期
 }的升降含口径变化，不是同样几项之间的比较：“{ $zh }”{ $when ->
    [now] 本期
    [year] 上年同期
   *[before] 上期
 }无数据，权重转给了别的项。
rank-note-reweighted-months = { $units }与{ $than ->
    [year] 上年同期
   *[before] 上期
 }的升降含口径变化：各月有数据的考核项不同。
rank-note-beyond-full = “{ $item }”有 { $n } 个评分不在 0～{ $full } 之内，未计入：{ $scores }（{ $file } 第 { $row } 行起）。请核对原文件后重新导入。
rank-note-unregistered = 另有 { $n } 个名称不在名录里，不参加排名，本期有 { $rows } 条记录写到它们：{ $names }。
