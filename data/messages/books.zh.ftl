cli-changed-fields = 变化的字段：{ $fields }
cli-batch-undone = 已于 { $at } 由 { $by } 撤销（版本 { $version }，原因：{ $reason }）
cli-batches-undone = 另有 { $count } 个批次已撤销，用 --all 列出。
cli-batches-none = 没有批次
cli-note = 提示：{ $text }{ $count ->
    [1] {""}
   *[other] （{ NUMBER($count, useGrouping: "true") } 行）
}
cli-undone = 已撤销，数据仓库版本 { $version }
cli-undo-which = 请写明要撤销的批次（python -m data batches 列出全部批次）。不写批次只用于当前版本损坏的时候。
cli-lost-batches = 以下批次不在现在的版本中，请重新导入它们的文件：{ $batches }
cli-stepped-back = 当前版本已损坏，已退回版本 { $version }
cli-undo-dry = 以上为试算，数据仓库未改动。
cli-conflict = { $table_name } { $record_key }，{ $field }（数据截至 { $as_of }）：“{ $earlier }”（{ $earlier_file } 第 { $earlier_row } 行，批次 { $earlier_batch }）与“{ $later }”（{ $source_file } 第 { $source_row } 行，批次 { $batch_id }）不一致，{ $stands ->
    [newer] 已由更晚的导出更新
   *[later] 以后导入的为准
}
cli-conflicts-none = 没有相互矛盾的导出。
cli-no-batch = 没有批次 { $batch }
undo-not-kept = 不能撤销批次 { $batch }：批次 { $lost } 由较早的程序导入，没有留下可以重新合并的内容。请改为撤销更晚的批次，或把需要的文件导入一个新的数据仓库。
undo-damaged = 批次 { $batch } 留存的内容（{ $file }）已损坏或缺失，不能重新合并。请从备份恢复该文件。详情：{ $detail }
undo-moved = 数据仓库刚刚有了新版本，请重新撤销。
undo-effect = 移除 { NUMBER($removed, useGrouping: "true") } 条记录；{ NUMBER($changed, useGrouping: "true") } 条记录退回到其他导出的内容。
undo-fields = 退回的字段：{ $fields }
undo-recounted = 行数交代随之改变的批次：{ $batches }
