store-disk-small = 磁盘空间不足：写入大约需要 { $needed } MB，而 { $folder } 所在的磁盘只剩 { $free } MB。尚未开始写入，数据仓库未作任何改动。请清理磁盘，或用环境变量 SHIRONG_STORE 把数据仓库放到更大的磁盘上，再重新导入。
store-disk-full = 写入时磁盘已满：{ $folder } 至少需要 { $needed } MB 空闲空间，现剩 { $free } MB。本次写入已撤销，数据仓库未作任何改动。请清理磁盘，或用环境变量 SHIRONG_STORE 把数据仓库放到更大的磁盘上，再重新导入。
