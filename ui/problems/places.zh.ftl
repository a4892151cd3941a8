# 问题分析页的地点：地图与地点表
places-table = 问题集中的地点
places-hint = 同一地点的不同写法合并计数
places-chart = 位置
places-chart-hint = 编号同右表；按原始坐标绘制。导入边界文件（GeoJSON）后画出各区
places-no-coordinates = 这些地点没有坐标，只列表。
choice-category = 问题类别
choice-all-kinds = 全部类别
map-per-checks = 每百检查点次的问题数
map-per-cases = 每百件案卷中的件数
map-per-complaints = 每百件诉求中的件数
map-per-people = 每万人件数
map-per-nothing = 件数（没有人口数）
map-no-data = 无数据
map-hint = 圆点为问题最集中的地点，编号同右表，越大越多，重叠的略微移开；点区域看内部，点名称看单位画像。
map-outside = 另有 { $n } 个地点在边界之外，未画出。

no-rows-findings = 本期没有检查记录，不知道有没有问题。
no-rows-cases = 本期没有案卷，无数据。
no-rows-complaints = 本期没有案卷，无数据。

heat-more = 只画出 { $n } 个单位中的 { $shown } 个：先是明显偏高的，再是数量多的；下表含全部。
heat-more-plain = 只画出 { $n } 个单位中数量最多的 { $shown } 个；下表含全部。
hours-whole-day = 全天
goals-not-ranked = 近 13 期没有排名，无从比较名次目标。
