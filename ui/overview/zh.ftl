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
