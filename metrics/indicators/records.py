"""What people or other systems state: given scores and tasks. Dated by the labelled period."""

from metrics.indicators.definition import Indicator, Measure

# A score that is no share of its full marks (950 of 100) was not understood: it is not counted.
_GIVEN = "COALESCE(state, 'value') = 'value' AND value IS NOT NULL AND {within_full_marks}"
# An amount needs a target above nothing; of a task of unclear direction nothing can be said.
_TOLD = (
    "done IS NOT NULL AND target IS NOT NULL AND direction <> 'unclear'"
    " AND (target > 0 OR direction <> 'at_least')"
)

INDICATORS = (
    Indicator(
        id="given_score",
        subject="records",
        zh="人工与外部评分",
        en="Given score",
        kind="given",
        numerator=Measure("score_entries", _GIVEN, "value"),
        denominator=Measure("score_entries", _GIVEN),
        better="higher",
        lever="given",
        unit_zh="分",
        unit_en="points",
        formula_zh="评分的平均值",
        formula_en="mean of the scores given",
        note_zh=(
            "未录入不参与计算，既不是0也不是100；全部不参与则为不参与。低于0或超过考核办法所写满分的评分"
            "不计入，并在排名下说明。用“评分项目”筛选项目。"
        ),
        note_en=(
            "An entry without a score takes no part: it is neither 0 nor 100. When all entries say"
            " not participating, so does the unit. A score below 0 or beyond the full marks that"
            " the scheme states is not counted, and named below the ranking. The filter `item`"
            " picks the item."
        ),
        source_zh="运城市数字城管考核月报（队考核分、街道办分）；纽约市街道清洁评分",
        source_en="Yuncheng monthly assessment (team and street scores); New York Scorecard",
    ),
    Indicator(
        id="scheme_score",
        subject="records",
        zh="另一办法的得分",
        en="Score of another scheme",
        kind="given",
        numerator=Measure("score_entries", "FALSE", "value"),
        denominator=Measure("score_entries", "FALSE"),
        better="higher",
        composed=True,
        unit_zh="分",
        unit_en="points",
        formula_zh="另一考核办法在本期之内各期（月、周、季）已结束的得分的平均，每期按当时有效的版次",
        formula_en=(
            "mean of the scores that another scheme gave in its own periods inside (months, weeks,"
            " quarters) which are over, each by the version then in force"
        ),
        note_zh=(
            "只用在考核办法里：scheme 写另一办法的 id，两者考核同一类单位。没有得分的期不计入平均，"
            "缺哪些期另行写明；年度考核由平时考核汇入时用它。"
        ),
        note_en=(
            "For schemes alone: `scheme` names the other one, which scores the same kind of units."
            " Periods without a score are not in the mean, and it is said which are missing."
        ),
        source_zh="“日常考核与全年目标管理挂钩”：年度得分由平时考核、专项考核、年终考核组成",
        source_en="Annual assessment made of monthly scores, campaigns and the year's end",
    ),
    Indicator(
        id="given_rectification_rate",
        subject="records",
        zh="评分所载整改率",
        en="Rectified by given scores",
        kind="ratio",
        numerator=Measure("score_entries", "rectified"),
        denominator=Measure("score_entries", "rectified IS NOT NULL"),
        scale=100,
        better="higher",
        variance="binomial",
        formula_zh="评分表写明已整改的行 ÷ 写明是否整改的行",
        formula_en="rows that say rectified ÷ rows that say whether",
        note_zh="评分表（如门前三包检查表）没有写是否整改的行不进入分母。与整改率（问题台账）是两回事。",
        note_en=(
            "Rows that do not say are in no denominator. Not the rectification rate of"
            " the ledger of findings."
        ),
        source_zh="门前三包商铺检查表",
        source_en="Check sheets of frontage shops",
    ),
    Indicator(
        id="task_completion",
        subject="records",
        zh="任务完成率",
        en="Task completion",
        kind="task",
        numerator=Measure("tasks", _TOLD, "done"),
        denominator=Measure("tasks", _TOLD, "target"),
        scale=100,
        better="higher",
        lever="task",
        shown={"unit": 10},
        formula_zh="完成值 ÷ 目标值；多项任务取各任务完成率的平均",
        formula_en="done ÷ target; several tasks: the mean of their completion rates",
        note_zh=(
            "未报完成值的任务为无数据，目标方向不明的不评判。"
            "不超过类：未超为100%，超出按 目标值 ÷ 完成值；"
            "名次、零指标、等于类：达到为100%，未达到为0。不同计量单位的任务不相加。用“任务”筛选任务。"
        ),
        note_en=(
            "A task whose progress was not reported has no data; one of unclear direction is not"
            " judged. A limit: 100 % below it, target ÷ done beyond it. A place in a ranking, zero"
            " and exact targets: 100 % when met, else 0. Amounts of different tasks are"
            " never added. The filter `task` picks the task."
        ),
        source_zh="温岭市三改一拆任务完成情况（738.98 ÷ 300 = 246.3%）",
        source_en="Wenling demolition task (738.98 ÷ 300 = 246.3 %)",
    ),
    Indicator(
        id="own_figure",
        subject="records",
        zh="自有指标",
        en="Own figure",
        kind="figure",
        numerator=Measure("own_figures", "COALESCE(value, numerator) IS NOT NULL", "value"),
        denominator=Measure("own_figures", "COALESCE(value, numerator) IS NOT NULL"),
        unit_zh="",
        unit_en="",
        formula_zh="该周期自己报的值；没有报的，由其中较短周期的值得出",
        formula_en="the value stated of the period; else made of those of shorter periods in it",
        note_zh=(
            "用 figure 写指标名称，一次一个指标。由较短周期得出时："
            "有分子、分母的用合计重算；汇总方式为期末的取最后一期，为相加的各期齐全才相加；"
            "没有写的取已报各期的平均，并写明几期中的几期。"
            "计量单位不一致的不计算。没有写单位的行只是全市的值，各单位不相加。"
        ),
        note_en=(
            "`figure` names it, one at a time. Made of shorter periods: parts of a ratio are summed"
            " and divided again; `last` takes the last one, `sum` adds up only where none is"
            " missing; else it is the mean of those that were stated, with how many of how many."
            " Nothing is made of different measures. Rows without a unit are the city's alone."
        ),
        source_zh="各局自有指标：咪表亮灯率88%、周转率5.8、机扫率、回收利用率",
        source_en="Figures of bureaus' own: parking meters lit 88 %, turnover 5.8",
    ),
)
