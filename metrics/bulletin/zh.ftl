# 通报与会议模式的文字。办公室可在数据目录 wording/zh.ftl 里改写任何一条，只能用原有的数字。

bulletin-name = { $zh }
bulletin-period = { $zh }
bulletin-scheme = { $name }（第 { $version } 版）
bulletin-percent = { $value }%
bulletin-measured = { $value } { $measure }
bulletin-in-points = { $value } 个百分点
bulletin-total = 合计
bulletin-unstated = 未注明
bulletin-all-units = 全市
bulletin-group = { $name }
bulletin-score = 得分
bulletin-nothing-weekly = 本周无。
bulletin-nothing-monthly = 本月无。
bulletin-nothing-quarterly = 本季无。
bulletin-nothing-yearly = 本年无。
bulletin-nothing-briefing = 本期无。
bulletin-no-data = 本期没有这方面的数据，不等于没有。
bulletin-issuer = 城市管理考核办公室

# 标题
bulletin-kind-weekly = 周通报
bulletin-kind-monthly = 月通报
bulletin-kind-quarterly = 季讲评
bulletin-kind-yearly = 年度通报
bulletin-title-weekly = { $period }城市管理考核周通报
bulletin-title-monthly = { $period }城市管理考核月通报
bulletin-title-quarterly = { $period }城市管理考核季讲评
bulletin-title-yearly = { $period }城市管理考核年度通报
bulletin-title-briefing = { $period }考评例会

# 出处
bulletin-about-period = 周期
bulletin-about-days = 起止
bulletin-about-as-of = 数据截至
bulletin-about-scheme = 考核办法
bulletin-about-hash = 办法指纹
bulletin-about-store = 数据版本
bulletin-about-state = 进度

# 各部分
bulletin-headline = 要点
bulletin-situation = 综合运行情况
bulletin-handling = 处置情况
bulletin-ranking = 考核得分与排名
bulletin-components = 各项考核得分
bulletin-trend = 逐期得分
bulletin-moved = 升降与原因
bulletin-lists = 红黑榜
bulletin-problems = 存在问题
bulletin-overdue = 挂账、积压情况
bulletin-rebound = 反弹情况
bulletin-complaints = 诉求办理情况
bulletin-promised = 上次承诺落实情况
bulletin-praise = 表扬
bulletin-noted = 情况说明
bulletin-corrections = 更正
bulletin-statement = 表态发言名单
bulletin-steps = 下一步

# 表
bulletin-table-figures = 主要数据
bulletin-table-channels = 问题来源
bulletin-table-handling = 各单位案卷处置情况
bulletin-table-ranking = 得分与排名（{ $scheme }）
bulletin-table-component = { $name }（{ $weight } 分）
bulletin-table-component-versions = { $name }（{ $weights }）
bulletin-version-weight = 第 { $version } 版 { $weight } 分
bulletin-table-trend = 各单位逐期得分
bulletin-table-moved = 升降与主要原因
bulletin-table-lists = 红黑榜及理由
bulletin-table-problems = 高发问题
bulletin-table-overdue = 逾期未结
bulletin-table-held = 挂账（缓办）
bulletin-table-rebound = 结案后反弹
bulletin-table-complaints = 各单位诉求办理情况
bulletin-table-promised = 承诺事项
bulletin-table-noted = 情况说明
bulletin-table-statement = 按考核办法应表态的单位

bulletin-column-indicator = 指标
bulletin-column-now = 本期
bulletin-column-measure = 计量
bulletin-column-previous = 上期
bulletin-column-published = 上期（发布）
bulletin-column-comparable = 上期（可比）
bulletin-column-previous-change = 环比
bulletin-column-year = 上年同期
bulletin-column-year-change = 同比
bulletin-column-comparable-year-change = 同比（可比）
bulletin-column-channel = 来源
bulletin-column-filed = 立案数（件）
bulletin-column-share = 占比（%）
bulletin-column-unit = 单位
bulletin-column-group = 组别
bulletin-column-rank = 名次
bulletin-column-score = 得分
bulletin-column-previous-rank = 上期名次
bulletin-column-version-period = { $period } 第 { $version } 版
bulletin-trend-note = 注：各期按当时的办法版本计分，标明版次的一期起换版，前后不尽可比。
bulletin-column-grade = 等级
bulletin-column-n = 样本数
bulletin-column-note = 说明
bulletin-column-due = 应结案数
bulletin-column-closed = 结案数
bulletin-column-closure-rate = 结案率（%）
bulletin-column-on-time-rate = 按期结案率（%）
bulletin-column-rework-rate = 返工率（%）
bulletin-column-postponement-rate = 延期率（%）
bulletin-column-due-share = 应结案占比（%）
bulletin-column-complaints = 诉求数
bulletin-column-satisfaction-rate = 满意率（%）
bulletin-column-repeat-rate = 重复诉求率（%）
bulletin-column-median-hours = 处置时长（小时）
bulletin-column-value = 指标值
bulletin-column-of-100 = 本项得分（百分制）
bulletin-column-points = 计入总分
bulletin-column-ranks = 名次变化
bulletin-column-judged = 是否明显
bulletin-column-cause = 主要原因
bulletin-column-list = 榜单
bulletin-column-reason = 理由
bulletin-column-kind = 问题类别
bulletin-column-per-100 = 每百点次（个）
bulletin-column-owner = 责任单位
bulletin-column-overdue = 逾期未结（件）
bulletin-column-held = 挂账（件）
bulletin-column-returned = 反弹数
bulletin-column-rebound-rate = 反弹率（%）
bulletin-column-watching = 仍在观察
bulletin-column-situation = 情况
bulletin-column-order = 要求
bulletin-column-what = 承诺事项
bulletin-column-responsible = 责任人
bulletin-column-due-day = 期限
bulletin-column-before = 承诺时
bulletin-column-after = 现在
bulletin-column-target = 目标
bulletin-column-outcome = 结果
bulletin-column-day = 日期
bulletin-column-kind-of-note = 类别
bulletin-column-text = 说明

# 综合运行情况
bulletin-situation-part = 案卷、检查等数据只到 { $day }，尚不是整个周期，不作环比、同比。
bulletin-against-previous = 环比
bulletin-against-year = 同比
bulletin-situation-up = { $against }上升 { $by }
bulletin-situation-down = { $against }下降 { $by }
bulletin-situation-same = { $against }持平
bulletin-situation-line-0 = { $name } { $figure }。
bulletin-situation-line-1 = { $name } { $figure }，{ $first }。
bulletin-situation-line-2 = { $name } { $figure }，{ $first }，{ $second }。
bulletin-overdue-in-all = 逾期未结累计
bulletin-figures-note = 注：结案率、整改率含期末以后办结、整改的，以前各期办的时间长，不与本期相减；逾期未结累计为期末全部逾期未结的案卷。增减按未取整的数计算，末位可能与表中数相减差 1。

# 处置情况
bulletin-handling-whole = 本期应结案 { $due } 件，结案 { $closed } 件，结案率 { $closure_rate }%，按期结案率 { $on_time_rate }%。
bulletin-handling-most = 应结案数前三：{ $units }。
bulletin-handling-note = 注：结案率 = 结案数 ÷ 应结案数；按期结案率 = 按期结案数 ÷ 应结案数。未到期且未处置的案卷不计入；没有注明责任单位的案卷只计入合计。
bulletin-unit-cases = { $unit }（{ $n } 件）
bulletin-complaints-whole = 本期群众诉求 { $n } 件。
bulletin-complaints-on-time = 按期结案率 { $rate }%。
bulletin-complaints-satisfied = 满意率 { $rate }%（已评价的诉求）。
bulletin-complaints-note = 注：诉求多少还取决于群众是否愿意反映，不单独用来排名。

# 得分与排名
bulletin-trend-short = 有得分的不足两期，不列逐期得分。
bulletin-first = { $units }位列{ $group }第一（{ $score }）。
bulletin-first-shared = { $units }并列{ $group }第一（{ $score }）。
bulletin-first-so-far = 目前{ $units }列{ $group }第一（{ $score }），非最终名次。
bulletin-first-shared-so-far = 目前{ $units }并列{ $group }第一（{ $score }），非最终名次。
bulletin-unit-score = { $unit }（{ $score }）
bulletin-last-three = { $group }排名后三位：{ $units }。
bulletin-ranking-comparable = 办法换过版，升降按本期版次重算以前各期后比较（可比）。
bulletin-ranking-note = 注：“明显”指升降超出偶然波动；相邻名次的单位未必分得出高下。
bulletin-ranking-note-close = 注：相邻名次的单位未必分得出高下。
bulletin-formula = 注：{ $zh }
bulletin-formula-of-version = 注（第 { $version } 版；其余各月按当时的版本）：{ $zh }
bulletin-formula-of = { $name }：{ $rule }；
bulletin-clear-up = 明显好转
bulletin-clear-down = 明显变差
bulletin-clear-no = 在偶然波动之内
bulletin-clear-unknown = 无从判断

# 升降
bulletin-unit-change = { $unit }（{ $change }）
bulletin-moved-up = 较上期明显好转：{ $units }。
bulletin-moved-down = 较上期明显变差：{ $units }。
bulletin-moved-rest = 其余 { $n } 个可以判断的单位，升降都在偶然波动之内。
bulletin-moved-none = 可以判断的 { $n } 个单位，升降都在偶然波动之内。
bulletin-moved-running = 本期未结束，不评价升降。
bulletin-moved-nothing-to-compare = 没有可比的上期，不评价升降。
bulletin-moved-note = 注：升降按同一版办法计算；原因只对明显升降的单位写出，为总分中变化最大的一项。
bulletin-moved-note-plain = 注：升降按同一版办法计算；原因为总分中变化最大的一项，只对部分单位写出。
bulletin-cause = { $name }（{ $points } 分）

# 红黑榜、表扬
bulletin-list-red = 红榜
bulletin-list-black = 黑榜
bulletin-lists-red = 红榜：{ $units }。
bulletin-lists-black = 黑榜：{ $units }。
bulletin-lists-running = 本期未结束，不列名单。
bulletin-lists-note = 注：榜单由考核办法按名次列出；理由为与本组平均相差最大的一项。
bulletin-reason-above = { $name }比本组平均多 { $points } 分
bulletin-reason-below = { $name }比本组平均少 { $points } 分
bulletin-praise-red = 列入红榜：{ $units }，予以表扬。
bulletin-praise-risen = 较上期明显好转：{ $units }，予以表扬。

# 问题
bulletin-kind-rate = { $kind }（{ $rate }）
bulletin-kind-change = { $kind }（{ $by }）
bulletin-problems-top-1 = 检查发现的问题：{ $kinds }（每百点次）。
bulletin-problems-top-2 = 检查发现的问题：{ $kinds }（每百点次）。
bulletin-problems-top-3 = 高发前三：{ $kinds }（每百点次）。
bulletin-problems-risen = 明显上升：{ $kinds }（每百点次增加）。
bulletin-problems-fallen = 明显下降：{ $kinds }（每百点次减少）。
bulletin-problems-gathered = { $kind }主要集中在{ $units }（明显高于全市）。
bulletin-problems-gathered-plain = { $kind }主要集中在{ $units }。
bulletin-problems-note = 注：每检查一百点次发现的问题数；增减按未取整的数计算。

# 挂账、积压
bulletin-overdue-whole = 截至 { $day }，逾期未结 { $n } 件。
bulletin-overdue-whole-unjudged = 截至 { $day }，逾期未结 { $n } 件；另有 { $unjudged } 件未结而没有时限，无法判断。
bulletin-overdue-none = 截至 { $day }，没有逾期未结的案卷。
bulletin-overdue-none-unjudged = 有时限的案卷截至 { $day }，没有逾期未结；另有 { $unjudged } 件未结而没有时限，无法判断。
bulletin-overdue-unknown = 没有写明时限的案卷，无法判断是否逾期（未结 { $n } 件）。
bulletin-overdue-most = { $owner }最多，{ $n } 件，占 { $share }%。
bulletin-overdue-others = { $others }共 { $n } 件，占 { $share }%。
bulletin-overdue-rest = 其余 { $n } 个单位
bulletin-held = 挂账（缓办）未结 { $n } 件。
bulletin-rebound-whole = 可以观察反弹的结案 { $closed } 件，其中 { $returned } 件在规定天数内同一地点再次出现，反弹率 { $rate }%。
bulletin-rebound-watching = 其中 { $n } 件结案未满观察天数、尚未再次出现，反弹率还可能上升。

# 表态、下一步、承诺
bulletin-statement-by = 请在会上作表态发言：{ $units }。
bulletin-step = { $unit }：{ $situation }。建议{ $step }。
bulletin-steps-open = 尚有 { $n } 项承诺未到期，下期继续跟踪。
bulletin-promised-met = 已兑现 { $n } 项。
bulletin-promised-missed = 到期未达到目标 { $n } 项。
bulletin-promised-no-data = 到期而无数据、无法判断 { $n } 项。
bulletin-promised-open = 未到期 { $n } 项。
bulletin-outcome-met = 达到目标
bulletin-outcome-missed = 未达到目标
bulletin-outcome-by-chance = { $outcome }（变化在偶然波动之内）
bulletin-outcome-plain = { $outcome }
bulletin-outcome-open = 未到期
bulletin-outcome-no-data = 无数据，无法判断
bulletin-outcome-withdrawn = 已撤回
bulletin-note-event = 事件
bulletin-note-explanation = 单位说明
bulletin-note-boundaries = 边界变更
bulletin-corrected = 以往各期通报与现有数据有出入的，共 { $tables } 张表，列后。

# 拒绝
bulletin-no-kind = { $period } 不是周、月、季度或年度，没有相应的通报。请改用例如 2025-W41、2025-10、2025-Q3、2025。
bulletin-other-kind = { $kind }按{ $grain }出，{ $period } 不是。请换周期，或不指定通报种类。
wording-unreadable = { $file } 第 { $line } 行：看不懂。每条写作“代码 = 文字”，续行要缩进。
wording-not-utf8 = { $file } 第 { $line } 行：不是 UTF-8 编码。请另存为 UTF-8。
wording-fails = { $file } 第 { $line } 行：“{ $code }”引用了没有的名称。花括号里只能用原有的数字。
wording-unknown = { $file } 第 { $line } 行：没有“{ $code }”这一条。可用的代码见 shirong bulletin --templates 写出的文件。
wording-figure = { $file } 第 { $line } 行：“{ $code }”里没有这样的数字：{ $figures }。可用：{ $known }。
