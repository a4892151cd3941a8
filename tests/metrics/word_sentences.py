"""Questions in words, as people say them, and the lines that they mean.

Written down before the grammar was tried on them, but where said. The city is the sample city,
whose last known day is 20 October 2025.
"""

SENTENCES = {
    # -- Chinese -----------------------------------------------------------------------------------
    "东屏区 近三个月 夜间 店外经营 按街道 同比": "filed rows.street where.district.东屏区"
    " where.daytime.night where.subcategory.店外经营 days.last-3-months compare.year",
    "东屏区近三个月夜间店外经营按街道同比": "filed rows.street where.district.东屏区"
    " where.daytime.night where.subcategory.店外经营 days.last-3-months compare.year",
    "近三个月，东屏区哪些街道夜间的店外经营最多，与去年相比？": "filed rows.street"
    " where.district.东屏区 where.daytime.night where.subcategory.店外经营"
    " days.last-3-months compare.year",
    "哪些街道店外经营最多": "filed rows.street where.subcategory.店外经营",
    "各区按期结案率": "on_time_closure_rate rows.district",
    "上月各区按期结案率环比": "on_time_closure_rate rows.district compare.previous",
    "2025年10月各街道立案数前10": "filed rows.street days.2025-10 top.10",
    "今年各区满意率": "satisfaction_rate rows.district days.2025",
    "去年三季度云栖区各街道问题数": "findings rows.street where.district.云栖区 days.2024-Q3",
    "云栖区和东屏区按月立案数，今年": "filed rows.month where.district.云栖区*东屏区 days.2025",
    "各区每月立案数 近12个月": "filed rows.district columns.month days.last-12-months",
    "最近30天无照经营游商按中队": "filed rows.team where.subcategory.无照经营游商"
    " days.last-30-days",
    "返工率最差的3个街道": "rework_rate rows.street top.3",
    "返工率最好的三个街道": "rework_rate rows.street top.3 sort.value-up",
    "按期结案率最低的5个中队 上季度": "on_time_closure_rate rows.team days.last-1-quarter top.5"
    " sort.value-up",
    "东屏区比云栖区 按期结案率": "on_time_closure_rate where.district.东屏区 compare.unit:云栖区",
    "东屏区与云栖区相比，满意率如何": "satisfaction_rate where.district.东屏区 compare.unit:云栖区",
    "各区满意率与组均值相比": "satisfaction_rate rows.district compare.group_mean",
    "12345热线 投诉 各区 上周": "complaints rows.district where.channel.12345 days.last-1-week",
    "暗访 达标率 各区": "pass_rate rows.district where.method.covert",
    "菜市场达标率按街道": "pass_rate rows.street where.point_type.菜市场",
    "周末立案数按小时": "filed rows.clock where.weekday.6*7",
    "按星期和时点看非法小广告": "filed rows.weekday columns.clock where.subcategory.非法小广告",
    "二〇二五年上半年各区反弹率": "rebound_rate rows.district days.2025-H1",
    "２０２５年９月 各区 结案率": "closure_rate rows.district days.2025-09",
    "2025-09-01至2025-09-15 东屏区 暴露垃圾": "filed where.district.东屏区"
    " where.subcategory.暴露垃圾 days.2025-09-01..2025-09-15",
    "处罚案件按案由 今年": "penalty_cases rows.cause days.2025",
    "罚款金额各中队 去年": "fines rows.team days.last-1-year",
    "街面秩序按小类 同比": "filed rows.subcategory where.category.街面秩序 compare.year",
    "按大类和区看立案数": "filed rows.category columns.district",
    "各区各街道立案数": "filed rows.district*street",
    "非机动车乱停放 视频 各街道 前十名": "filed rows.street"
    " where.subcategory.非机动车乱停放 where.channel.video top.10",
    "群众诉求数变化最大的街道 同比": "complaints rows.street compare.year sort.change",
    "全部时间各区立案": "filed rows.district days.all",
    "昨天各区立案数": "filed rows.district days.last-1-day",
    "处置时长 各区 近半年": "handling_hours rows.district days.last-6-months",
    "十月各区立案数": "filed rows.district days.2025-10",
    "本月立案数": "filed days.2025-10",
    "未按期案件按街道": "filed rows.street where.is_on_time.no",
    "重点问题按街道": "findings rows.street where.key_problem.yes",
    "1月至9月各区立案数": "filed rows.district days.2025-01-01..2025-09-30",
    "街道未注明的案件": "filed where.street.~",
    "倒数三名的街道 按期结案率": "on_time_closure_rate rows.street top.3 sort.value-up",
    "分区逐周满意率趋势，最近8周": "satisfaction_rate rows.district columns.week days.last-8-weeks",
    "第41周立案数按来源": "filed rows.channel days.2025-W41",
    "今年以来道路上的检查点次": "checks where.point_type.道路 days.2025",
    "3月以来东屏区小广告": "filed where.district.东屏区 where.subcategory.非法小广告"
    " days.2025-03-01..2025-10-20",
    # Asked after the grammar was written; the first two failed.
    "各中队罚款 2025上半年 前5": "fines rows.team days.2025-H1 top.5",
    "雨天检查点次": "checks where.weather.rain",
    "云栖 本季度 满意度 环比 按月": "satisfaction_rate rows.month where.district.云栖区"
    " days.2025-Q4 compare.previous",
    "投诉量同比增长最多的三个街道": "complaints rows.street compare.year top.3 sort.change",
    "汀兰街道的非机动车乱停放按小时分布": "filed rows.clock where.street.汀兰街道"
    " where.subcategory.非机动车乱停放",
    "东屏区和云栖区对比": "filed where.district.东屏区 compare.unit:云栖区",
    # -- English -----------------------------------------------------------------------------------
    "Dongping last 3 months night trading outside shops by street vs last year": "filed"
    " rows.street where.district.东屏区 where.daytime.night where.subcategory.店外经营"
    " days.last-3-months compare.year",
    "Which streets of Dongping have the most trading outside shops at night in the last three"
    " months, compared with last year?": "filed rows.street where.district.东屏区"
    " where.subcategory.店外经营 where.daytime.night days.last-3-months compare.year",
    "On-time closure rate by district": "on_time_closure_rate rows.district",
    "cases filed per street in October 2025, top 10": "filed rows.street days.2025-10 top.10",
    "top 5 streets by cases filed this year": "filed rows.street days.2025 top.5",
    "satisfaction rate by district and month, last 12 months": "satisfaction_rate rows.district"
    " columns.month days.last-12-months",
    "lowest 3 streets on-time closure rate last quarter": "on_time_closure_rate rows.street"
    " days.last-1-quarter top.3 sort.value-up",
    "Yunqi vs Dongping on-time closure rate": "on_time_closure_rate where.district.云栖区"
    " compare.unit:东屏区",
    "pass rate of covert checks by district compared with the group mean": "pass_rate"
    " rows.district where.method.covert compare.group_mean",
    "complaints from the 12345 hotline last week by district": "complaints rows.district"
    " where.channel.12345 days.last-1-week",
    "exposed litter by hour at weekends": "filed rows.clock where.subcategory.暴露垃圾"
    " where.weekday.6*7",
    "findings per 100 checks by district, year on year": "findings_per_100_checks rows.district"
    " compare.year",
    "worst 3 streets for rework rate": "rework_rate rows.street top.3",
    "illegal flyers in Dongping since March 2025": "filed where.subcategory.非法小广告"
    " where.district.东屏区 days.2025-03-01..2025-10-20",
    "fines by team last year": "fines rows.team days.last-1-year",
    "cases by weekday and hour": "filed rows.weekday columns.clock",
    "handling time by month in 2025": "handling_hours rows.month days.2025",
    "penalty cases by cause Q3 2025": "penalty_cases rows.cause days.2025-Q3",
    "which district had the biggest increase in complaints vs the previous period?": "complaints"
    " rows.district compare.previous sort.change",
    "yesterday's cases by channel": "filed rows.channel days.last-1-day",
    "overdue and open by street": "overdue_open rows.street",
    "how many cases did Yunqi have in 2025-09?": "filed where.district.云栖区 days.2025-09",
    "number of checks per inspector": "checks rows.inspector",
    "Monthly trend of complaints per 10,000 people in Yunqi, past year": "complaints_per_10k"
    " rows.month where.district.云栖区 days.last-12-months",
    "best two districts by satisfaction rate since January": "satisfaction_rate rows.district"
    " days.2025-01-01..2025-10-20 top.2",
}
