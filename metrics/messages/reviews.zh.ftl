# 评查的句子
review-level-team = 中队周评
review-level-section = 科室半月评
review-level-legal = 法制月评
unreviewed-none = { $level }：办结案件都已评查。
unreviewed = { $level }：{ $n } 件办结案件没有评查，其中 { $late } 件到导出文件时已过期限。
