# 导航与外壳
language = 语言
group-meeting = 会议
group-ranking = 排名
group-rules = 考核
group-data = 数据

# 页首一行
facts-as-of = 截至 { $time }
facts-as-of-apart = 截至 { $time }（{ $others }）
facts-state-at = { $day } 日终的状态（数据截至 { $time }）
facts-as-of-source = { $sources }至 { $time }
as-of-grid = 网格
as-of-complaints = 诉求
as-of-inspections = 巡查
as-of-findings = 问题
as-of-enforcement = 执法
facts-checks = 巡查 { $n } 点次
facts-filed = 案件 { $n } 件
facts-scheme = 办法 v{ $version }
facts-draft = 草案 v{ $version }
draft-shown = 按草案试排，没有施行，不作发布。
draft-edit = 修改或施行这份草案
facts-scheme-alone = 只按 v{ $version }
facts-hash = 办法指纹 { $hash }
scheme-single = 单项 · { $name }
facts-single = 单项指标，不是考核办法
scheme-one-version = 只按第 { $n } 版 · { $name }
facts-store = 数据版本 { $version }
certain-switch = 把握程度
filter-period = 考核期
filter-group = 考核组
filter-scheme = 考核办法
filter-kind = 考核对象
filter-all-groups = 全部组
group-none = 未分组

# 下载文件中的说明
about-period = 考核期
about-as-of = 数据截至
about-scheme = 考核办法
about-hash = 办法指纹
about-store = 数据版本
about-group = 考核组
download-csv = 下载 CSV
download-xlsx = 下载 Excel
download-sheet = 数据
download-about = 说明
leaf = 第 { $first }–{ $last } 行，共 { $n } 行
download-cut = 截短
download-cut-text = { $n } 个单元格的文字超过 Excel 单元格上限 32,767 字，只保留开头；全文见 CSV 下载。
download-failed = 有文件没有生成
download-failed-one = { $file }：没有生成，数据没有受到影响。请重试；仍不行时把编号 { $reference } 告诉维护人员。
download-failed-short = 没有生成，见页首

# 考核对象
kind-road = 道路
kind-object = 考核对象
kind-district = 区域
kind-street = 街道（镇）
kind-team = 执法队伍
kind-contractor = 作业单位
kind-department = 责任部门

# 排名
word-up = 明显上升
word-down = 明显下降
word-flat = 不明显
was = 上期 { $score }
was-same-days = 上期同日 { $score }
column-version = 办法版次
published = 发布
comparable = 可比
was-comparable = 可比 { $score }
column-comparable-previous-score = 可比上期得分
column-comparable-change = 可比得分变化
column-comparable-rank-change = 可比名次升降
column-version-before = 上期办法版次
word-below-minimum-n = 样本不足
word-no-data = 无数据
word-not-participating = 不参与
ranking-title = 得分与区间
measure-in-unit = { $name }（{ $unit }）
measure-title = { $name }与区间
ranking-title-plain = 得分
key-now = 本期
before = 上期
before-same-days = 上期同日
key-before = 上期
key-comparable = 上期（可比）
key-same-days = 上期同日（{ $days }）
key-interval = 95% 区间
table-13 = 近 13 期
column-rank = 名次
column-unit = 单位
column-group = 考核组
total-row = 合计（由记录计算）
column-score = 得分
column-rank-change = 名次变化
column-grade = 等次
column-change = 得分变化
column-state = 状态
column-reason = 说明
column-low = 95% 下限
column-high = 95% 上限
column-previous = 上期得分
column-previous-same-days = 上期同日得分
component-heading = { $name } { $weight }
weights-note = { $names }无数据，其权重由其他项分担
weights-note-months = 各月有数据的考核项不同，满分按月平均
weights-of = { $units }：{ $why }，斜线后为该单位此项的实际满分
list-separator = 、
ranking-alt = { $title }：{ $rows }
ranking-alt-row = { $unit } { $score }

# 总览
lists-ordered = 办法规定的名单，{ $lists }
problems-title = 高发问题

# 数据导入
import-browse = 选择文件
import-limit = 也可拖放到此处；单个文件不超过 1 GB

# 工作区
workspace = 工作区
workspace-own = 本单位
workspace-sample = 示例城市
workspace-invented = 示例城市：单位、人名、数字全属虚构。
workspace-back = 回到本单位

# 不能显示时
state-empty-title = 还没有数据
state-empty-what = 看板从导出的表格计算得分与排名。可以从两处开始：
state-empty-how = 载入虚构的示例城市：九个区县、十三个月，约一分钟，看看成品的样子。它另存一处，不与本单位的数据混在一起，随时可以移除。
state-empty-there = 示例城市已经载入：虚构的九个区县、十三个月，看看成品的样子。它另存一处，不与本单位的数据混在一起。
state-empty-own = 拖入巡查、案件、诉求等导出文件，格式不必整理。先试读，每一行的去向都说清楚，再说明现在能算哪些指标、能排哪些名次。
state-empty-sample = 载入示例城市
state-empty-enter = 进入示例城市
state-empty-import = 导入自己的文件
state-no-match-title = 没有匹配的数据
state-no-match-reset = 看最新一期
address-set-aside = 网址中的以下内容不认识，本页已按默认显示：
no-such-scheme = 没有考核办法“{ $scheme }”。
scheme-broken-choice = ⚠ { $file }（有误）
no-scheme = 没有适用于这类单位的考核办法。请在 schemes 文件夹中放入办法文件。
no-period = 考核期 { $period } 没有可计分的数据；有数据的最近一期是 { $latest }。
no-period-at-all = 数据中没有这一办法可以计分的记录。请换一个考核办法，或导入所需的文件。
no-group = 这一期的排名中没有“{ $group }”。
state-scheme-title = 考核办法文件有误
state-scheme-text = 改正下列各处后刷新页面即可；数据不受影响。
state-foreseen-title = 暂时无法显示
state-unexpected-title = 页面出错了
state-unexpected-text = 数据没有受到影响。请把编号 { $reference } 告诉维护人员，日志中有完整记录。

clause-separator = ；
sentence-end = 。
figure-mean-score = 平均得分
figure-mean-score-definition = 参加排名各单位得分的平均值
unit-points = 分
unit-cases = 件
change-from = 较上期 { $change }（{ $before }）
change-from-same-days = 较上期同日 { $change }（{ $before }）
spark-title = 近 { $n } 期的走势，末点为本期；圈出的期超出自身波动
spark-word = 近 { $n } 期
overdue-definition = 已过时限、尚未办结的案卷，截至考核期末
menu-system = 自动
menu-light = 浅色
menu-dark = 深色
menu-print = 打印
facts-made = 生成于 { $time }
list-red = 红榜：{ $units }
list-black = 黑榜：{ $units }
list-statement = 表态发言：{ $units }
menu-stop = 停止

# 几页共有的话
caption-history = 自 { $since } 以来，{ $up }升得最多（+{ $rise }），{ $down }降得最多（−{ $fall }）。
caption-history-rise = 自 { $since } 以来，各单位均未下降，{ $up }升得最多（+{ $rise }）。
caption-history-fall = 自 { $since } 以来，各单位均未上升，{ $down }降得最多（−{ $fall }）。
series-since = { $period }（第 { $now } 版办法）

# 几页共有的话
fairness-signal-high = 高出上限
fairness-signal-low = 低于下限
fairness-signal-above = 连续7期高于平均
fairness-signal-below = 连续7期低于平均
fairness-signal-rising = 连续7期上升
fairness-signal-falling = 连续7期下降
fairness-signal-near-high = 3期中2期接近上限
fairness-signal-near-low = 3期中2期接近下限

# 几页共有的选择、来源、方式、渠道
satisfaction-very-satisfied = 非常满意
satisfaction-satisfied = 满意
satisfaction-neutral = 一般
satisfaction-dissatisfied = 不满意
satisfaction-very-dissatisfied = 非常不满意
source-all = 案卷和检查发现
choice-part = 内容
choice-source = 问题来源
choice-unit = 区域
choice-state = 选择
choice-all-districts = 全部区域
no-unit = 这一期的排名中没有“{ $unit }”。
table-of-chart = 数据表与下载
sheet-more = 列出前 { $shown } 行，共 { $n } 行；下载的文件含全部。
sheet-held-back = 另有 { $n } 行属于其他单位，不在您可查看的范围内，未列出（汇总数字已计入）。
source-findings = 检查发现
source-cases = 全部案卷
source-complaints = 群众诉求
per-findings = 每百检查点次的问题数
per-cases = 每百件案卷中的件数
per-complaints = 每百件诉求中的件数
channel-collector = 采集员上报
channel-video = 视频
channel-patrol = 执法巡查
channel-inspection = 考评发现
channel-12345 = 12345 热线
channel-hotline = 其他热线
channel-petition = 信访
channel-grid = 治理网格
channel-proposal = 建议提案
channel-media = 媒体
channel-network = 网络
channel-leader = 领导交办
channel-other = 其他
method-open = 明查
method-covert = 暗访
method-third-party = 第三方
method-legal = 法治督查
method-leadership = 领导督查
method-surprise = 突击检查
method-random = 双随机
method-special = 专项
method-holiday = 节假日
method-video = 视频
weekday-1 = 周一
weekday-2 = 周二
weekday-3 = 周三
weekday-4 = 周四
weekday-5 = 周五
weekday-6 = 周六
weekday-7 = 周日
column-file = 文件
column-sheet = 工作表
column-row = 行
word-unstated = 未注明
word-other = 其他（{ $written }）
