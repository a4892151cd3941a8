# 同一工作表里的几张表、矛盾的行、超出范围的数
account-table = 第 { $row } 行起的表
