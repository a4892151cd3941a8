# 同一工作表里的几张表、矛盾的行、超出范围的数
account-table = 第 { $row } 行起的表
import-negative = { $field } 为 { $value }，不应为负：已照原样入库，请核对
import-out-of-range = { $field } 为 { $value }，不在 { $range } 之内：已照原样入库，请核对
import-score-beyond = { $field } 为 { $value }，不在 { $range } 之内：已照原样入库；考核办法写明满分的项目，超出满分的评分不计入排名，请核对
cli-contradiction = { $table_name } { $record_key }，{ $field }：“{ $earlier }”（{ $earlier_place } 第 { $earlier_row } 行）与“{ $later }”（{ $source_place } 第 { $source_row } 行）不一致
cli-contradictions = 本次导入中有 { $count } 条记录自相矛盾。请核对并更正原文件；确认以后一行为准的，加 --later-wins 再导入，conflicts 命令会列出两边。
cli-contradicted = 有矛盾的行，未入库
import-contradiction = 与同一次导入中的另一行内容不一致，以后一行为准
map-why-time-of = “{ $name }”的时刻，读入时与日期合在一起
map-why-month = 列名是月份：每月一行
map-months-no-year = 列名只有月份，标题、工作表名和文件名里都没有年份：{ $columns }。请写明年份，如“2025年考核得分”
profile-measure-of = measures 的每一项要么写 headers（列名），要么写 months: true（每个月份列）
profile-no-key = 没有写业务主键
