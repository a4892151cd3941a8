page-imports = 数据导入
profile-broken-notice = 有 { $n } 个导入配置文件无法使用，其他导入配置不受影响：
import-title = 导入数据
import-what = 把平台导出的 CSV、Excel 文件原样放进来，每一行的去向都会列出。
import-drop = 文件
import-hidden-sheets = 读取隐藏的工作表
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
import-rejects = 下载未入库的行
import-batches = 已导入的批次
import-batches-none = 还没有导入过文件。
import-batch = 批次
import-when = 导入时间
import-undo-yes = 确认撤销
import-undo-no = 不撤销
sample-no-files = 示例城市不收文件
sample-no-files-why = 这里的数据全属虚构。自己的文件导入到本单位的工作区，两边互不相混；下面可以看示例城市的导入记录和名称核对。
sample-go-own = 到本单位导入文件
sample-remove = 移除示例城市
sample-remove-what = 示例城市的数据、照片和在其中写下的内容全部删除；本单位的数据不受影响。以后可以再次载入。
sample-remove-yes = 移除
sample-not-removed = 没有移除示例城市：
import-sample-write = 生成示例城市的导出文件
import-sample-read = 导入示例城市 · { $file }
import-rows-read = 读入
import-more-reasons = 另有 { $n } 种原因
import-known = 能识别的格式：{ $names }
import-batches-more = 页面列出最近 { $shown } 个批次，共 { $n } 个；下载的文件含全部批次。

# 导入的进行与决定
import-privacy = 上传的文件只放在服务器的临时目录，仅供本次导入：入库、放弃或关闭页面后删除，最多保留 8 小时。超过 1 GB 的文件请在服务器上用命令行导入：python -m data import 文件
import-beginning = 准备导入……
import-progress-file = 第 { $number } / { $n } 个文件 · { $file }
import-progress = 第 { $number } / { $n } 个文件 · { $file } · { $rows } 行
import-progress-of = 第 { $number } / { $n } 个文件 · { $file } · { $rows } / 约 { $expected } 行
doing-deriving = 全部文件已读入，正在计算指标列
doing-checking = 正在核对行数账与责任份额
doing-comparing = 正在比较对已结束周期的影响
stage-opening = 打开
stage-reading = 读取
stage-storing = 入库
stage-deriving = 计算
stage-checking = 核对
stage-comparing = 比较
import-stop = 取消导入
import-stop-hint = 任何时刻都可以取消，数据仓库保持原样；导入期间其他页面照常使用，也可以先去看别的页面再回来。
import-cut-off = { $since } 开始的导入没有完成就中断了（服务停止或页面关闭）：{ $files }。没有写入任何内容，上传的文件已删除，请重新导入。
import-cut-off-seen = 知道了
import-stopped = 导入已取消，没有写入任何内容。
import-tried = 试导入完成：{ $files } 个文件，{ NUMBER($rows, useGrouping: "true") } 行，尚未入库。
import-none-read = { $files ->
    [1] 这个文件没有读出。
   *[other] { $files } 个文件都没有读出。
}
import-unchanged = 没有新内容：{ $files } 个文件，{ NUMBER($rows, useGrouping: "true") } 行，数据仓库保持不变。
import-nothing-stored = 没有可入库的记录：{ $files } 个文件，{ NUMBER($rows, useGrouping: "true") } 行，数据仓库保持不变；原因见下表。
effect-late = 对已结束周期的影响
import-no-effect = 已结束周期不受影响。
import-confirm = 确认入库
import-give-up = 放弃
import-again = 重新导入
import-not-stored = 没有入库
import-stale = 试导入之后数据仓库已有变化，正在按新的数据重新试导入，请再次确认。
import-unknown-layouts = 有 { $n } 个表的版式未知，逐个对应：
effect-hint = 改动前各来源的数据都已到 { $time }；只列当时已结束的周期
effect-unplaced = 其中 { NUMBER($n, useGrouping: "true") } 行不再计入任何{ $kind }：所属单位空缺、名称未识别，或改归了别类单位。
effect-of = { $name }：{ $text }
effect-published = { $period }（已发布）
effect-rows = 行
effect-rows-signs = + 新增　~ 改动　− 减少
effect-score-before = 原得分
effect-score-after = 现得分
effect-rank-before = 原名次
effect-rank-after = 现名次
effect-more-rows = 页面列出 { $shown } 行，共 { $n } 行；下载的文件含全部。
effect-column-scheme = 方案
effect-column-published = 已发布
effect-column-period = 周期
effect-column-group = 考核组
effect-moved-group = { $before } 换到 { $now }
effect-column-group-before = 原考核组
effect-column-unit = 单位
effect-column-added = 新增行
effect-column-changed = 改动行
effect-column-removed = 减少行
effect-column-score-before = 原得分
effect-column-score-after = 现得分
effect-column-change = 得分变化
effect-column-rank-before = 原名次
effect-column-rank-after = 现名次
effect-column-rank-change = 名次变化
import-unknown-names = 有 { $n } 个单位名称未识别，不作猜测，入库后可在本页逐一归入：{ $names }
import-some-odd = 其中 { $n } 个表读不出或版式未知，确认后只入库其余部分。
import-all-odd = { $n } 个表读不出或版式未知，没有可入库的内容。
import-odd-to-map = 版式未知的可在下方对应列，再一并入库。
import-please-note = 请留意
import-please-note-hint = 不影响入库，请核对
import-warned-rows = （{ NUMBER($rows, useGrouping: "true") } 行）
import-rejects-name = { $n ->
    [1] 未入库的行-{ $file }
   *[other] 未入库的行-{ $file }等{ $n }个文件
}
import-total-of = 以上 { $n } 批合计
import-undecided = { $n ->
    [1] 有列要先决定，这个文件尚未入库
   *[other] { $n } 个表有列要先决定，所在文件尚未入库
}
import-undecided-what = 在下方“对应字段”中核对后保存，即按此试导入；只需决定一次，以后同版式的文件照此办理。
import-as-is = 这些列都不要，照现状导入
import-more-questions = 另有 { $n } 列
import-doubtful = { $n } 个表的日期疑似被表格软件改动，未确认前不导入
import-dates-fitting = 按换回后的日期导入
import-dates-as-written = 日期无误，照原样导入
import-as-of-ask = 以上 { $n } 个表的截至时间只是推定；它决定未办结的是否逾期，知道的请填写。
import-as-of-field = 这些文件的数据截至时间
import-as-of-use = 按此截至时间重新导入
import-order-ask = { $n } 个表有日期分不清月和日（没有大于12的数可以判断），请选定：
import-order-month = 月在前（月/日）
import-order-day = 日在前（日/月）

# 导入之后
next-title = 下一步
next-ranking = 看{ $kind }排名
next-register = 登记 { $n } 个单位名称
next-analysis = 自助分析
next-scheme = 写考核办法
next-draft = 按这份建议存一份草案，看排名
next-enact = 修改或施行《{ $name }》草案
next-no-draft = 草案没有存下：

# 监视文件夹
import-folder-waits = 监视的文件夹里有 { $n } 个文件等待处理
import-folder-take = 在本页处理这 { $n } 个文件
import-folder-broken = 监视文件夹的设置（watch.yaml）无法使用
