# 同一工作表里的几张表、矛盾的行、超出范围的数
account-table = 第 { $row } 行起的表
import-negative = { $field } 为 { $value }，不应为负：已照原样入库，请核对
import-out-of-range = { $field } 为 { $value }，不在 { $range } 之内：已照原样入库，请核对
import-score-beyond = { $field } 为 { $value }，不在 { $range } 之内：已照原样入库；考核办法写明满分的项目，超出满分的评分不计入排名，请核对
