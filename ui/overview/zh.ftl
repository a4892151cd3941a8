page-overview = 总览
decisions-title = 需要决定的事
decisions-unit = 单位
decisions-situation = 情况
decisions-suggestion = 措施
decisions-none = 本期没有需要决定的事项。
decisions-by = 依据
decisions-ordered = 按考核办法
decisions-suggested = 数据提示，供核实
movers-title = 近 13 期得分
overdue-title = 逾期未结案卷
change-in-points = { $change } 个百分点
ranking-ends = 列出各组首尾 { $shown } 个，共 { $n } 个单位；全部见“区域排名”。
decisions-running = 本期未结束，不提请决策，也不要求任何单位说明。

# 图下的话
caption-problems-none = 本期没有检查问题。
caption-problems = { $top }最多，每百点次 { $value } 个；各类均未上升。
caption-problems-rise = { $top }最多，每百点次 { $value } 个；{ $riser }上升最多（+{ $rise }）。
caption-overdue-none = 没有逾期未结的案件。
caption-overdue-unknown = 没有时限，无法判断是否逾期。
caption-overdue-no-deadline = 没有带时限的案件，无法判断是否逾期。
caption-overdue-none-known = 有时限的案件没有逾期未结{ $more }。
caption-overdue-unjudged = ；另有 { $n } 件未结而没有时限，无法判断
caption-overdue-no-owner = 逾期未结 { $n } 件，都没有写明责任单位{ $more }。
caption-overdue = { $owner }最多，{ $n } 件，占全市 { $share }%{ $more }。
