# 导入之后：现在能算什么，排名还缺什么
computable-text = { $zh }
computable-none = 数据中没有一条记录指明考核单位，还不能排名
computable-of = 现在能算什么（{ $period }）
computable-kind = { $kind }：{ $said }
computable-counts = { $can ->
    [0] 还没有一项指标有数
   *[other] 有数的指标 { $can } 项
}{ $lacking ->
    [0] {""}
   *[other] ，缺数据的 { $lacking } 项
}
computable-can = 有数：{ $names }
computable-gap = { $reason }：{ $names }
computable-unregistered = 名录里没有登记{ $kind }：数据里写到的名称暂时都当作{ $kind }，请登记
computable-no-scheme = 没有考核办法用这些数据给{ $kind }打分，还不能排名
computable-lacking = 按《{ $scheme }》排名，还缺：{ $names }
computable-ranked = 可以按《{ $scheme }》排名，所需各项都有数
computable-no-table = 没有{ $table }
computable-no-kind = { $table }没有指明{ $kind }
computable-no-field = 没有“{ $fields }”
computable-nothing = 当月没有可评判的记录
computable-named = 数据写到 { $units } 个{ $kind }（{ $first } 至 { $last }，{ NUMBER($rows, useGrouping: "true") } 条记录）
computable-by-one = 没有考核办法用这些数据给{ $kind }打分；可以先按单项指标排名
