import-changed-fields = 变化的字段：{ $fields }
undo-choose = 撤销批次
undo-placeholder = 选择要撤销的批次，其后的批次可以保留
undo-whole = 连同同一次导入的其他 { $n } 个批次（整次导入）
undo-by = 经办人
undo-reason = 撤销原因
undo-see = 先看影响
undo-running = 正在试算撤销的影响
undo-progress = 重新合并其他批次：{ $done } / { $of }
undo-comparing = 比较得分与名次
undo-ask = { $rest ->
    [0] 撤销批次 { $batches }？
   *[other] 撤销 { $batches } 等 { $n } 个批次？
}
undo-changes = 撤销后的变化
undo-noted = 将记入撤销记录：经办人 { $by }，原因 { $reason }
undo-not = 未能撤销
undone-title = 已撤销的批次
undone-hint = 撤销本身也留有记录；重新导入原文件即可恢复。
undone-at = 撤销时间
undone-removed = 移除记录
undone-changed = 退回记录
conflicts-title = 相互矛盾的导出
conflicts-count = 共 { $n } 处，其中 { $open } 处以后导入的为准
conflicts-what = 两份导出的数据截至时间相同，对同一条记录的说法却不同。请向来源单位核实，再撤销错误的那个批次；更晚的导出会自动覆盖。
conflict-record = 记录
conflict-table = 数据表
conflict-field = 字段
conflict-as-of = 数据截至
conflict-earlier = 先导入的内容
conflict-later = 后导入的内容
conflict-stands = 现状
conflict-stands-later = 以后导入的为准，待核实
conflict-stands-newer = 已由更晚的导出更新
conflict-blank = （空）
