indicator-unknown = 没有指标“{ $name }”。可用的指标：{ $allowed }
indicator-unknown-rule = 没有统计规则“{ $name }”。可用的规则：{ $allowed }
indicator-unknown-part = 没有“{ $name }”这一部分，可用：{ $allowed }
indicator-unknown-column = 指标 { $indicator } 的数据没有“{ $name }”这一列，不能按它分组或筛选。
