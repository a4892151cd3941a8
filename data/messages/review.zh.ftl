review-why-same = 写法相同，由人确定是哪一个、哪些日期
review-why-office = 去掉“人民政府、办事处”等字样后相同
review-why-stem = 去掉“镇、街道、区”等字样后相同
review-why-shared = 共有“{ $characters }”
review-why-district = 记录都在{ $district }
review-why-vocabulary = 标准类别
review-why-in-use = 数据中另有此名

review-register-file = 名称核对登记的单位_{ $day }.csv

review-no-name = 没有写明名称或单位类别。
review-own-parent = “{ $name }”不能是自己的上级单位
review-no-unit = 名录里没有“{ $name }”。
review-is-unit = “{ $name }”本身就是名录里的单位，不能再作别名。
review-unit-exists = 名录里已有“{ $name }”。
review-no-days = 起始日期晚于截止日期。
review-class-known = “{ $name }”是标准类别（或其别名），不需要另行确定。
review-no-class = 标准类别和现有数据里都没有“{ $name }”。
review-same-name = “{ $name }”与原来的写法是同一个名称。
review-not-decided = 没有这样的决定，无可撤回。

review-note-means = 名称核对：{ $written } = { $name }
review-note-other = 名称核对：{ $written } 不考核
review-note-own = 名称核对：{ $written } 单列一类
review-note-unit = 登记单位：{ $name }
review-note-back = 撤回（{ $what }）
review-note-more = 另有 { $n } 项

review-level-category = 问题大类
review-level-subcategory = 问题小类
review-line = { $kind }  { $name }  { $rows } 条（{ $files }）  建议：{ $near }
review-unregistered = 名录里没有登记{ $kind }，数据中出现 { $n } 个名称（{ $rows } 条）
review-nothing = 没有待核对的名称。
review-class = 问题类别
review-decided = 已定  { $kind }  { $written }：{ $means ->
    [other] 不考核
    [own] 单列一类
   *[unit] { $name }
}{ $days ->
    [some] （{ $from } 至 { $to }）
   *[all] {""}
}{ $resting ->
    [yes] ，暂不起作用
   *[no] {""}
}
review-placed = 新登记 { $units } 个单位，{ $records ->
    [0] 还没有记录写到
   *[other] 名下共 { $records } 条记录
}。
review-moved = { $records ->
    [0] 没有记录因此改变归属。
   *[other] 已重新归入 { $records } 条记录。
}
review-version = 数据版本 { $version }。

review-renamed = 单位编号 { $id }（{ $kind }）原名“{ $former }”，名录现为“{ $name }”：编号相同，按同一单位更名处理，历史不断。请说明从哪天起用新名称。
review-renamed-since = 单位编号 { $id }（{ $kind }）自 { $since } 起由“{ $former }”更名为“{ $name }”（依名录），历史不断。
review-number-twice = 单位编号 { $id }（{ $kind }）同时指“{ $former }”和“{ $name }”，编号存疑，暂按两个单位处理。
review-day = 日期
review-answer-same =   同一单位：{ $command }
review-answer-apart =   两个单位：{ $command }
review-decided-rename = 已定  { $kind }  { $former } → { $name }：{ $joined ->
    [yes] 同一单位，自 { $since } 起更名
   *[no] 是两个单位
}{ $resting ->
    [yes] ，暂不起作用
   *[no] {""}
}
review-note-renamed = 更名：{ $former } → { $name }
review-note-apart = 两个单位：{ $former }、{ $name }

review-alike =   写法相近，可能是同一单位：{ $names }
review-why-alike = 只差写法（大小写、空格、标点、序号的写法）
register-kind = 单位类别
register-written = 文件中的写法
register-rows = 记录数
register-seen = 出现在
register-alike = 可能同
register-name = 单位名称
register-group = 考核组
register-parent = 上级单位
register-valid-from = 启用日期
register-out = 已写出 { $n } 个名称：{ $file }。请补全“单位名称”等列（空着的不登记），再运行 python -m data register { $file }。
register-no-column = { $file } 缺少列：{ $names }。
register-bad-kind = { $file } 第 { $row } 行：单位类别“{ $value }”不认识，或没有写明文件中的写法。
register-bad-day = { $file } 第 { $row } 行：启用日期“{ $value }”不是日期，请写成 2025-10-01。
register-no-group = 没有考核组、因而不参加排名的单位：{ $names }。
register-nothing = 表里没有要登记的名称。
register-say-yes = 已结束周期的名次会改变，没有登记。确认后请加 --yes。

review-no-field = “{ $name }”不是有固定取值的字段，或没有写明原文。
review-no-value = 没有“{ $name }”这个取值，只能是：{ $values }
review-note-word = 名称核对：{ $field }“{ $written }” = { $name }
review-decided-word = 已定  { $field }  { $written }：{ $name }
