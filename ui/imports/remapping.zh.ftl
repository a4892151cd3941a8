# 已入库批次重新对应
remap-choose = 重新对应一批（不用再找原文件）
remap-placeholder = 选择一批，更改它的列各是什么
remap-what = 按入库时保留的内容重新对应：个人信息没有保留，其余文字已脱敏。保存后先试算，看过对已结束周期的影响再确认。
remap-running = 正在按新的对应试算……
remap-ask = 第 { $batch } 批（{ $file }）按新的对应重新入库？
remap-yes = 按新的对应入库
remap-not = 没有重新对应
remap-done = 第 { $batch } 批（{ $file }）已按新的对应重新入库。
