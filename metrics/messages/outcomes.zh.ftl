# 措施的结果
outcome-met = 达到目标；与记录时相比的变化超出偶然波动
outcome-met-chance = 达到目标；与记录时相比的变化不能排除偶然波动，不作功过依据
outcome-met-plain = 达到目标
outcome-missed = 未达目标；与记录时相比的变化超出偶然波动
outcome-missed-chance = 未达目标；与记录时相比的变化不能排除偶然波动，不作功过依据
outcome-missed-plain = 未达目标
outcome-open = 未到期（{ $due }）
outcome-no-data = 已到期，{ $period } 没有数据或样本不足，无法评判，不算未达
outcome-withdrawn = 已撤回
