# 导入之后：现在能算什么，排名还缺什么
computable-text = { $zh }
computable-none = 数据中没有一条记录指明考核单位，还不能排名
computable-can = { $kind }（{ $period }）：已有数的指标：{ $names }
computable-cannot = { $kind }（{ $period }）：还没有一项指标有数
computable-missing = { $kind }尚无数的指标：{ $gaps }
computable-gap = { $reason }（{ $names }{ $n ->
    [1] {""}
    [2] {""}
    [3] {""}
   *[other] 等 { $n } 项
}）
computable-lacking = 按《{ $scheme }》给{ $kind }排名，还缺：{ $names }
computable-ranked = 《{ $scheme }》所需各项都有数，可以给{ $kind }排名
computable-no-table = 没有{ $table }
computable-no-kind = { $table }没有指明{ $kind }
computable-no-field = 没有“{ $fields }”
computable-nothing = 当月没有可评判的记录
