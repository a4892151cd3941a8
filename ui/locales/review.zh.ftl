review-title = 待核对的名称
review-hint = 这些名称没有归入任何单位或类别；选定后，已入库的记录随即归入，不必重新导入。
review-is = 是 { $name }（{ $likeness }）
review-no-suggestion = 没有相近的名称
review-other = 其他…
review-rows = { $n } 条
review-files = { $n } 个文件
review-days = { $first } 至 { $last }
review-all = 列出全部 { $n } 个名称
review-level-category = 问题大类
review-level-subcategory = 问题小类

review-way = 是什么
review-way-known = 已登记的单位
review-way-new = 新单位
review-way-none = 不考核
review-way-standard = 标准类别
review-way-own = 单列一类
review-none = 确认不考核
review-none-hint = 记录照旧保留，名称不再列为待核对。
review-own-hint = 保留这个名称，作为单独的一类。
review-unit = 单位
review-class = 标准类别
review-from = 自（可不填）
review-to = 至（可不填）
review-name = 单位名称
review-kind = 单位类别
review-parent = 上级单位
review-group = 考核组
review-choose = 请选择
review-yes = 确定

review-unregistered = 名录里没有登记{ $kind }，数据中出现 { $n } 个名称（{ $rows } 条）：{ $names }
review-register = 全部登记为单位（{ $n }）

review-deciding = 正在重新归入，并比较已结束周期的得分与名次
review-moved = 已重新归入 { $n } 条记录（数据版本 { $version }）。
review-not = 没有改动

review-handled = 已处理的名称（{ $n }）
review-back = 撤回
review-said-means = { $written } 即 { $name }
review-said-days = （{ $first } 至 { $last }）
review-said-other = { $written }：不考核
review-said-own = { $written }：单列一类
review-said-resting = （暂不起作用：单位未登记，或名称本身已是单位）

review-what = “{ $name }”是
review-begin = 考核起始日
review-group-needed = 请选定考核组：同类单位都在组内排名，没有组的不参加排名。
review-ask = 确认“{ $about }”？
review-ask-yes = 确认
review-ask-no = 不改
review-did = 已确认：{ $about }
review-said-new = 登记新单位 { $name }
review-said-new-of = 登记新单位 { $name }（写作 { $written }）
review-said-back = 撤回：{ $what }
