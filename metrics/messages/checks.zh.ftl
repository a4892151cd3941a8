# 计算核对

check-ids-channels = 多渠道重复
check-ids-channels-rule = 同一区域、同一地点、同类问题，三天内先后经不同渠道反映，列为一组。
check-ids-channels-advice = 各案照常计数，不合并：可据此合并派遣，减少重复出动。
check-values-scores = 评分不超满分
check-values-scores-rule = 人工与外部评分不为负，也不超过考核办法所定满分（未定的按 100）。
check-values-scores-advice = 核对评分单的满分与分值，更正后重新导入。
check-schemes-valid = 考核办法可用
check-schemes-valid-rule = 每个考核办法文件都能通过校验。
check-schemes-valid-advice = 按文件、行与字段改正；改正前该办法不能计分。
check-schemes-sums = 权重合计
check-schemes-sums-rule = 各级考核项的权重合计等于所声明的满分（直接从文件重新相加）。
check-schemes-sums-advice = 改正权重，使其合计等于满分。
check-schemes-figures = 自有指标可用
check-schemes-figures-rule = 考核办法所写的自有指标都导入过，所考核的单位只用一种计量单位（没有导入过自有指标时不查）。
check-schemes-figures-advice = 改正办法里的名称，或统一文件里的计量单位后重新导入。
check-schemes-perfect = 满分可得
check-schemes-perfect-rule = 各项都做到最好的单位，按每个考核办法重新计分，恰得满分。
check-schemes-perfect-advice = 查看所列考核项的计分规则：方向、阈值或档次可能写反或写错。
check-ranks-sums = 得分等于各项之和
check-ranks-sums-rule = 每个单位每一期的得分，等于各考核项、加减分、封顶保底与取整之和。
check-ranks-sums-advice = 计算有误，请暂停通报并联系维护人员。
check-ranks-order = 名次与得分一致
check-ranks-order-rule = 用另一套算法重算每一期名次，与所示名次一致（组内、并列规则、样本下限均计入）。
check-ranks-order-advice = 计算有误，请暂停通报并联系维护人员。
check-ranks-everybody = 有记录的单位都在排名里
check-ranks-everybody-rule = 名录里的单位，某一期有它的记录，该期排名就有它（排名或列明为何不排名）。
check-ranks-everybody-advice = 按名录，该单位那时尚未启用或已经停用：更正启用、停用日期，或把名称列为承接单位的别名。

check-reason-leaf-short = 该项未得满分
check-reason-total-off = 总分不等于满分
check-reason-rank-missing = 应有名次而没有
check-reason-rank-wrong = 名次与重算不一致
check-named = { $zh }
