# 导航与外壳
language = 语言
group-meeting = 会议
group-ranking = 排名
group-rules = 考核
group-data = 数据
page-overview = 总览
page-districts = 区域排名
page-teams = 队伍排名
page-scheme = 考核办法
page-imports = 数据导入

# 页首一行
facts-as-of = 截至 { $time }
facts-checks = 巡查 { $n } 点次
facts-filed = 案件 { $n } 件
facts-scheme = 办法 v{ $version }（{ $hash }）
facts-store = 数据版本 { $version }
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
leaf = 第 { $first }–{ $last } 项，共 { $n } 项
download-cut = 截短
download-cut-text = { $n } 个单元格的文字超过 Excel 单元格上限 32,767 字，只保留开头；全文见 CSV 下载。
download-failed = 有文件没有生成
download-failed-one = { $file }：没有生成，数据没有受到影响。请重试；仍不行时把编号 { $reference } 告诉维护人员。
download-failed-short = 没有生成，见页首

# 考核对象
kind-district = 区域
kind-street = 街道（镇）
kind-team = 执法队伍
kind-contractor = 作业单位
kind-department = 责任部门

# 排名
word-up = 明显上升
word-down = 明显下降
word-flat = 无明显变化
word-below-minimum-n = 样本不足
word-no-data = 无数据
word-not-participating = 不参与
ranking-title = 得分与区间
key-now = 本期
key-before = 上期
key-interval = 95% 区间
table-title = 得分构成
table-weights = 各项为计入总分的分值；末列各单位同一刻度
table-13 = 近 13 期
column-rank = 名次
column-unit = 单位
column-group = 考核组
column-score = 得分
column-rank-change = 名次变化
column-grade = 等次
column-change = 得分变化
column-state = 状态
column-reason = 说明
column-low = 95% 下限
column-high = 95% 上限
column-previous = 上期得分
component-heading = { $name } { $weight }
not-ranked = 未排名：{ $list }
not-ranked-one = { $units }（{ $reason }）
not-ranked-many = { $units }等 { $n } 个单位（{ $reason }）
list-separator = 、
ranking-alt = { $title }：{ $rows }
ranking-alt-row = { $unit } { $score }

# 总览
decisions-title = 需要决定的事
decisions-unit = 单位
decisions-situation = 情况
decisions-suggestion = 建议
decisions-none = 本期没有需要决定的事项。
problems-title = 高发问题
movers-title = 近 13 期得分
overdue-title = 逾期未结

# 考核办法
scheme-weights = 分值构成
scheme-rules = 计分规则
scheme-other = 排名与其他规定
scheme-file = 版本与效力
scheme-id = 编号
scheme-version = 版本
scheme-status = 状态
scheme-status-example = 示例
scheme-status-draft = 草案
scheme-status-in_force = 施行
scheme-from = 施行日期
scheme-to = 终止日期
scheme-open = 未定
scheme-hash = 指纹
scheme-document = 依据文件
scheme-column-component = 考核项
scheme-column-weight = 分值
scheme-column-rule = 怎样计分
scheme-broken-notice = 有 { $n } 个考核办法文件无法使用：

# 数据导入
import-title = 导入数据
import-what = 把平台导出的 CSV、Excel 文件原样放进来，每一行的去向都会列出。
import-drop = 文件
import-start = 导入 { $n } 个文件
import-running = 正在导入
import-done = 导入完成：{ $files } 个文件，{ NUMBER($rows, useGrouping: "true") } 行。
import-account = 行数账
import-account-hint = 读入 = 新增 + 更新 + 重复 + 拒收 + 非记录
import-file = 文件
import-sheet = 工作表
import-profile = 格式
import-stored = 新增
import-updated = 更新
import-duplicates = 重复
import-rejected = 拒收
import-set-aside = 非记录
import-total = 合计
import-reasons = 原因
import-failed = 未能读取的文件
import-unknown = 未识别的单位
import-unknown-hint = 名称已保留、未作猜测；在“考核单位”表中登记别名后会自动归入。
import-unknown-kind = 类别
import-unknown-name = 名称
import-unknown-rows = 行数
import-rejects = 下载未入库的行
import-batches = 已导入的批次
import-batches-none = 还没有导入过文件。
import-batch = 批次
import-when = 导入时间
import-undo-yes = 确认撤销
import-undo-no = 不撤销
import-sample-write = 生成示例城市的导出文件
import-browse = 选择文件
import-limit = 也可拖放到此处；单个文件不超过 1 GB

# 不能显示时
state-empty-title = 还没有数据
state-empty-what = 看板从导出的表格计算得分与排名；请先导入巡查、案件、诉求等文件，格式不必整理。
state-empty-how = 也可以先载入示例城市（虚构的九个区县、十三个月），看看成品的样子。
state-empty-sample = 载入示例城市
state-empty-import = 导入自己的文件
state-no-match-title = 没有匹配的数据
state-no-match-reset = 看最新一期
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
change-in-points = { $change } 个百分点
overdue-definition = 已过时限、尚未办结的案卷，截至考核期末
menu-system = 自动
menu-light = 浅色
menu-dark = 深色
menu-print = 打印
import-rows-read = 读入
import-more-reasons = 另有 { $n } 种原因
scheme-whom = 考核对象
scheme-column-indicator = 指标
scheme-column-definition = 指标定义
scheme-column-counted = 计入范围
scheme-column-missing = 无数据时
facts-made = 生成于 { $time }
import-known = 能识别的格式：{ $names }
import-batches-more = 页面列出最近 { $shown } 个批次，共 { $n } 个；下载的文件含全部批次。
list-red = 红榜：{ $units }
list-black = 黑榜：{ $units }
list-statement = 作表态发言：{ $units }
ranking-ends = 列出各组首尾 { $shown } 个，共 { $n } 个单位；全部见“区域排名”。
menu-stop = 停止
