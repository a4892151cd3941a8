import-required-blank = 必填字段为空：{ $field }
import-refused-text = 必填字段无法识别：{ $field }“{ $value }”。{ $hint }
import-refused-month = { $field }“{ $value }”分不清是1月还是10月（数字 2025.10 会丢掉末尾的零）。请写成 2025-01 或 2025-10 后重新导入
import-hint-date = 请改成 2025-10-01 08:30 这样的写法后重新导入
import-hint-period = 请改成 2025-10（月）、2025-Q3、2025-H1、2025-W41 或 2025 这样的写法后重新导入
import-hint-number = 请只写数字（小数点用“.”）后重新导入
import-hint-word = 请在列映射中说明这个词的含义，或改成常用的写法后重新导入
import-hint-text = 请核对后重新导入
import-error-texts = “{ $column }”列有公式错误（如 #N/A），按无数据处理：第 { $rows } 行
import-unknown-case = 案卷号在数据仓库中不存在
import-blank-line = 表内空行
import-repeated-header = 重复的表头
import-total-line = 合计、小计或平均行
import-title-line = 标题或说明行
import-same-content = 内容与已入库的记录相同
import-rewritten = 文件内同一编号再次出现且内容不同，以后一行为准
import-conflict = 与同一数据截至时间的已入库内容不一致，以本次导入为准
import-older-export = 已入库的数据来自更新的导出，保留较新的内容
import-repeated-row = 文件内重复的行
import-not-understood = { $field }：无法识别“{ $value }”，按空值处理
import-word-kept = { $field }：无法识别“{ $value }”，照原文保留，待在“待核对的名称”中指定含义
import-unknown-word = { $field }：“{ $value }”不在已知词语中，按“{ $taken }”计；请在列映射中指定含义
import-value-other = 其他
import-value-false = 否
import-value-true = 是
import-value-value = 有分值
import-value-0 = 0
import-control-characters = 已去掉看不见的控制字符：列“{ $column }”，其余文字不变
import-longer-rows = 行的单元格多于表头，多出的内容未使用
import-refused-id = 编号已被电子表格软件损坏（科学计数法）：{ $field }“{ $value }”。请将该列设为文本后重新导出
import-texts-not-kept = 早于保存期限（或已按要求删除）的案卷文字，没有入库
import-damaged-keys = 编号已被电子表格软件损坏（第 16 位起全为零），按内容区分各行，不作修复
import-unused-columns = 未使用的列：{ $columns }
import-no-profile = { $row ->
    [0] 没有适用的导入配置：没有表头（首行：{ $names }）。请核对文件，或在导入页把各列对应到字段（命令行：python -m data map）
   *[other] 没有适用的导入配置：第 { $row } 行的表头（{ $names }）不合任何已知的格式。请核对文件，或在导入页把各列对应到字段（命令行：python -m data map）
}
import-nearest-profile = 没有适用的导入配置。最接近的是 { $id }，缺少：{ $missing }
import-no-such-profile = 没有名为 { $id } 的导入配置。可用：{ $known }

profile-broken = 导入配置有误，已跳过：{ $fault }
profile-unknown-table = 没有数据表 { $value }
profile-unknown-field = 数据表 { $table } 中没有字段 { $value }
profile-unknown-vocabulary = 没有取值表 { $value }
profile-unknown-value = 字段 { $field } 不能取值 { $value }
profile-unit-kind = 单位类别不正确或重复：{ $value }
profile-key-field = 业务主键中的字段 { $value } 没有来源

rejects-sheet = 未入库行
rejects-source-file = 来源文件
rejects-source-sheet = 工作表
rejects-source-row = 行号
rejects-outcome = 结果
rejects-reason = 原因
rejects-field = 字段
rejects-value = 取值
rejects-outcome-rejected = 拒收
rejects-outcome-set-aside = 非记录行

cli-summary = { $file }{ $sheet }：读取 { $rows_read } 行，新增 { $stored }，更新 { $updated }，重复 { $duplicates }，拒收 { $rejected }，非记录 { $set_aside }（配置 { $profile }）
cli-unknown-units = 未登记的单位：{ $names }
cli-unchanged = 没有新内容，数据仓库保持不变。
cli-nothing-stored = 没有可入库的记录（拒收 { $rejected } 行），数据仓库保持不变。
cli-version = 数据仓库版本 { $version }
cli-no-sheet = 没有名为 { $sheet } 的工作表。可用：{ $known }
cli-read = 编码 { $encoding }，工作表 { $sheet }，表头在第 { $header_row } 行
cli-sample = 已写出 { $count } 个文件到 { $folder }
cli-run-sample = 还没有数据：正在载入示例城市（另存一处，不与本单位的数据混在一起）

import-unit-converted = “{ $column }”列以{ $unit }为单位，已换算为{ $own }
import-unit-unknown = “{ $column }”列的单位“{ $unit }”无法换算，按原数读入，请核对
import-units-mixed = “{ $column }”列内单位不一，已统一换算为{ $own }
import-unit-assumed = “{ $column }”列没有写单位，按“{ $other }”列的{ $unit }读入，请核对
import-unit-of-row = “{ $column }”列的“{ $value }”没有写单位，按同一行“{ $other }”列写明的单位读入，请核对
import-unit-doubted = “{ $column }”列的“{ $value }”没有写单位，与同一行的“{ $other }”相差悬殊：已照原数读入，请核对
import-year-of-title = 考核周期没有写年份的，按标题、工作表名或文件名中的{ $year }年读入，请核对
import-share-bare = “{ $column }”列有的写了百分号、有的没有（如“{ $value }”）：没有写的照原数读入，若“0.95”是指 95%，请统一写法后重新导入
import-units-differ = “{ $column }”列与“{ $other }”列的单位不是一类，两者不能相比，请核对
import-comma-decimal = “{ $column }”列的逗号按小数点读入（如“{ $value }”）
import-comma-open = “{ $column }”列的逗号按千分位读入（如“{ $value }”），本列没有能说明逗号含义的数；若是小数点，请改成“.”后重新导入
import-comma-small = “{ $column }”列的逗号按小数点读入（如“{ $value }”），本列没有能说明逗号含义的数；若是千分位，请去掉逗号后重新导入
unit-any = 个
unit-each = 各自的基本单位
unit-count = 个（人、件、处）
unit-points = 分
unit-share = 百分数（%）
unit-time = 小时
unit-area = 平方米
unit-length = 米
unit-money = 元
unit-mass = 吨
import-judged-otherwise = { $n } 行与来源自己的判断不一致：{ $reason }（考核以日期为准）

# Of accounts that earlier versions of the program have written.
import-required-bad = 必填字段无法识别：{ $field }
import-damaged-id = 编号已被电子表格软件损坏（科学计数法）：{ $field }
import-direction-unclear = 任务“{ $task }”的目标方向不明：看不出数值大好还是小好，进度不作判断。请加一列“目标方向”，写 ≥、≤、=、名次或零，再导入一次
