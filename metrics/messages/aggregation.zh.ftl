column-unknown = 数据没有“{ $name }”这一列，不能按它分组。
