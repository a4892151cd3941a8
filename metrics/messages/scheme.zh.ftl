# 考核办法文件的读取与校验
scheme-none = 没有编号为“{ $id }”的考核办法；现有：{ $ids }。
scheme-id-twice = 编号“{ $id }”重复。
scheme-id-reserved = “{ $id }”是排名中数字的名称，考核项不能用作编号，请换一个。
scheme-floor-over-full = 下限不低于满分 { $full }。
scheme-component-unknown = 没有编号为“{ $id }”的考核项。
scheme-dates-reversed = 终止日期早于起始日期 { $start }。
scheme-ceiling-below-floor = 上限应高于下限 { $floor }。
scheme-longer-needs-months = mean_of_months 只用于按月考核的办法（grain: month）。
scheme-grades-order = 等级应从高到低排列，起点不得重复。
scheme-ladder-empty = 不能为空：一级台阶至少有一项处理，阶梯至少有一级。
scheme-ladder-never = 一年只有 { $most } 期，不会有第 { $times } 次。
scheme-ladder-deposit = deposit（扣多少元）与 orders 里的 deposit_kept（扣保证金）须同时写。
scheme-ladder-twice = 同样的条件（第 { $times } 次）写了两遍。
scheme-ladder-order = 台阶须从轻到重：第 { $times } 次写在更多次数的后面。
scheme-statement-times = times 不能多于 within。
scheme-object-type = kind: object 要写 type（对象类别的编号或名称，如 toilet、公厕）。
scheme-groups-register = 道路与考核对象按 objects.class、objects.district 或 objects.street 分组，单位按 units.group 或 units.parent 分组。
scheme-groups-form = 请在 by: units.group 或 units.parent（可加 order）与 of（组名: 单位列表）中选一种，或写 none。
scheme-group-unit-twice = 单位“{ $unit }”出现在多个组中。
scheme-group-unknown = 写了英文名的组“{ $group }”不在 of 所列的组中。
scheme-group-name-twice = 英文名“{ $name }”给了多个组，分不清是哪一组。
scheme-weights-sum = 权重合计 { $sum }，应为 { $full }。
scheme-node-with-leaf-field = 考核项“{ $id }”有下级考核项，不能再写此项。
scheme-leaf-incomplete = 考核项“{ $id }”没有下级考核项，须写明 indicator 和 rule。
scheme-measured-alone = 规则 as_measured 以指标本身排名，只能有一个考核项。
scheme-missing-unsaid = 考核项“{ $id }”未写明无数据时如何处理（missing），上级也未写明。
scheme-task-misplaced = task 只用于指标 task_completion。
scheme-figure-misplaced = 指标 own_figure 须用 figure 写明指标名称，其他指标不写 figure。
scheme-figure-places = 自有指标不能用 rank_points：它自己不说高好还是低好，请用 linear、threshold、target 或 bands。
scheme-figure-n = 自有指标和汇入的得分不能作为样本量，请写明 n（例如 checks）。
scheme-rule-indicator = 规则 { $rule } 只适用于指标：{ $indicators }。
scheme-linear-flat = full_at 与 zero_at 不能相同。
scheme-points-over-full = 分值超过满分 { $full }。
scheme-indicator-unknown = 没有指标“{ $indicator }”。
scheme-item-misplaced = 指标 given_score 须写明 item，其他指标不写 item。
scheme-bands-start = 第一档应从 0 或 null 开始。
scheme-bands-end = 最后一档应以 null 结束（无上限）。
scheme-band-empty = 档位的起点应小于终点。
scheme-bands-gap = 档位之间有空隙或重叠：应从上一档的终点 { $end } 开始。
scheme-over-misplaced = over 只能用于比率指标，且须是计数指标（如 filed、due）。
scheme-filter-unknown = 没有可按“{ $name }”筛选的列；可用：{ $allowed }。
scheme-filter-empty = 没有写任何值：这样一行也不计。请选几个值，或删去这个筛选。
scheme-fines-scored = “{ $name }”只供了解，不得计分：“罚没多少与个人利益丝毫不挂钩”。请改用办案数量、质量、执行率等指标。
scheme-big-by-fine = 大要案按罚款金额认定（big_case.fine）时不得计分；请改按涉案金额（big_case.amount）认定，或以文件中的标记为准。
scheme-takes-circle = 办法互相汇入，成了循环：{ $circle }。
scheme-takes-unknown = 没有 id 为“{ $id }”、可以读取的考核办法。现有：{ $ids }
scheme-takes-others = 办法“{ $id }”考核的是另一类单位（{ $kind }），本办法考核 { $own }，不能汇入。
scheme-takes-longer = 办法“{ $id }”的考核周期比本办法的长，本办法的一期里没有它完整的一期。
scheme-takes-misplaced = 指标 scheme_score 要写 scheme（另一办法的 id），其他指标不写。
scheme-takes-whole = 汇入的是另一办法的得分，不能再写 filters 或 over。

# 本单位办法的保存与施行
scheme-busy = 另一人正在保存考核办法，请稍后再试。
scheme-save-no-draft = “{ $id }”第 { $version } 版的 status 不是 draft，只能保存草案；要施行，请用“施行”。
scheme-save-settled = “{ $id }”第 { $version } 版已经施行，不能再改；请另立下一版。
scheme-save-example = “{ $id }”是随软件附带的示范办法，请换一个编号保存。
scheme-save-other = 编号“{ $id }”已用于考核另一类单位的办法“{ $name }”，请换一个编号。
scheme-save-file-taken = 文件 { $file } 已有，而且内容无法读取；请先改好或移走它。
scheme-force-no-draft = “{ $id }”第 { $version } 版不是已保存的草案，不能施行。
scheme-force-too-early = 第 { $other } 版自 { $day } 起施行，第 { $version } 版须晚于这一天。
scheme-delete-no-draft = “{ $id }”第 { $version } 版不是草案，不能删除：用过的版次要留着。

# 由库中数据提出的办法
proposal-name = { $kind }考核
proposal-part = { $zh } { $weight }
proposal-sentence = 库中的数据可以给{ $kind }打分：{ $parts }。{ $n ->
    [1] 这项
   *[other] 这 { $n } 项
}{ $months ->
    [1] 在 { $since } 有数
   *[other] 自 { $since } 起月月有数
}。
