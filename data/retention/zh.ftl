# 文字的保存期限（retention.yaml）和按要求删除
erased-list-damaged = 按要求删除的名单 { $file } 第 { $line } 行无法读取。名单上的案卷文字不能再入库，所以什么都没有写入；请从备份恢复该文件。
erase-unknown = 数据仓库中没有编号 { $numbers } 的记录，什么都没有删除。请用 shirong traces 核对编号。
retention-until = 案卷文字保存 { $months } 个月：{ $before } 以前的不再保留。
retention-forever = 没有设保存期限（{ $file } 中没有 months），文字一直保留。
retention-nothing = 没有需要删除的文字。
retention-found = 应删除：有文字的记录 { $records } 条，关于文字的矛盾 { $contradictions } 处，未入库行 { $rejected } 行，涉及批次 { $batches } 个；较早的版本 { $versions } 个会一并删除，之后不能退回。确认后加 --apply 执行。
retention-done = 已删除：有文字的记录 { $records } 条，关于文字的矛盾 { $contradictions } 处，未入库行 { $rejected } 行，涉及批次 { $batches } 个；较早的版本 { $versions } 个一并删除。备份里的还在，请随后备份一次。
traces-row = { $table } { $record }（{ $day }）{ $place }：{ $text } { $photo_before } { $photo_after }［{ $file } { $sheet } 第 { $row } 行］
traces-rejected = 未入库行［{ $file } { $sheet } 第 { $row } 行］：{ $text }
traces-none = 没有找到。
