check-table-own-figures = 自有指标
check-field-figure = 指标名称
check-field-numerator = 分子
check-field-denominator = 分母
check-field-together = 汇总方式
