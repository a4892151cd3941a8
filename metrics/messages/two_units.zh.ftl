# 两个单位对比
two-units-unknown = 本期没有“{ $unit }”的得分可以对比。
