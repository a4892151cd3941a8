# 汇入另一考核办法得分的考核项
taken-value = 计入
taken-zero = 计入（0 分）
taken-below-minimum-n = 计入（样本不足，当期不排名）
taken-no-data = 无数据，未计入
taken-not-participating = 不参与，未计入
taken-missing = 各单位均无得分，未计入
taken-unfinished = 尚未结束，未计入
