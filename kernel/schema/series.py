"""Series that an office keeps itself: figures of its own, and what units report."""

from kernel.schema.shapes import Field, Table
from kernel.schema.words import DIRECTIONS, TOGETHER

# Figures of the office's own (自有指标): 咪表亮灯率 88 %, 周转率 5.8. Without a unit: the city's.
OWN_FIGURES = Table(
    "own_figures",
    "自有指标",
    (
        Field("period", "text", "统计周期"),
        Field("figure", "text", "指标名称"),
        Field("value", "number", "指标值"),
        Field("numerator", "number", "分子"),
        Field("denominator", "number", "分母"),
        Field("measure", "text", "计量单位"),
        Field("target", "number", "目标值"),
        Field("direction", "code", "目标方向", DIRECTIONS),
        # How months make a quarter; where nothing says it: their mean.
        Field("together", "code", "汇总方式", TOGETHER),
        Field("document", "text", "文件号"),
    ),
    day_from=("period",),
    words=("together",),
)

# What units report every week (周报送): 11 towns, so many counts. `returned_on` tells a later
# return of the same week from the one that it replaces.
WEEKLY = Table(
    "weekly_returns",
    "周报送",
    (
        Field("period", "text", "周次"),
        Field("item", "text", "报送项目"),
        Field("reported", "number", "报送数"),
        Field("returned_on", "date", "报送日期"),
        Field("document", "text", "文件号"),
    ),
    day_from=("period",),
    facts=False,
)
