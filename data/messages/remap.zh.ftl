remap-not-kept = 第 { $batch } 批没有保留可重新对应的内容，请重新导入原文件
remap-no-header = 已入库批次的表头不能更改，请重新导入原文件
remap-no-fit = 配置 { $id } 不适合这一批：缺少必要的列
remap-reason = 按配置 { $profile } 重新对应
