# 监视文件夹
watch-none = 没有设置监视的文件夹。请新建 { $file }，写一行 folder: 文件夹的路径
watch-folder = 监视的文件夹 { $folder } 无法使用：{ $why }。请确认它存在且可写；没有导入任何文件。
watch-another = 另有一个 shirong watch 正在监视，本次没有启动
watch-nothing = 没有新到的文件
watch-cannot-open = 暂时打不开，或没有空间复制（{ $why }），下次再试
watch-nothing-read = 没有读出任何内容
watch-twice = 内容与已导入的文件完全相同，没有重复导入
watch-unchanged = 没有新内容，数据仓库保持不变
watch-all-rejected = 没有可入库的行，原因见行数账
watch-asks = 有需要人决定的地方（版式、列、日期、名称或互相矛盾的行），请在“数据导入”页处理
watch-late = 会改变已结束周期的结果，请在“数据导入”页确认
watch-done = 已导入 { $rows } 行，数据仓库版本 { $version }
watch-answered = 已在“数据导入”页处理并入库
