"""Problem types: class, subclass, who handles it, share of cases, time limit in working hours."""

TEAM, CONTRACTOR, SANITATION, MUNICIPAL, GREEN, ADVERTISING, ORDER = (
    "team",
    "contractor",
    "环境卫生管理中心",
    "市政设施管理处",
    "园林绿化管理中心",
    "广告景观管理处",
    "市容秩序管理处",
)
EVENTS = (
    ("宣传广告", "非法小广告", CONTRACTOR, 0.185, 8),
    ("街面秩序", "无照经营游商", TEAM, 0.150, 4),
    ("街面秩序", "乱堆物堆料", TEAM, 0.120, 8),
    ("街面秩序", "非机动车乱停放", TEAM, 0.108, 3),
    ("市容环境", "暴露垃圾", CONTRACTOR, 0.095, 4),
    ("街面秩序", "店外经营", TEAM, 0.085, 4),
    ("市容环境", "道路不洁", CONTRACTOR, 0.042, 5),
    ("街面秩序", "机动车乱停放", TEAM, 0.034, 4),
    ("宣传广告", "违章张贴悬挂广告牌匾", TEAM, 0.028, 20),
    ("宣传广告", "占道广告牌", TEAM, 0.026, 4),
    ("市容环境", "积存垃圾渣土", CONTRACTOR, 0.024, 20),
    ("街面秩序", "沿街晾挂", TEAM, 0.020, 4),
    ("市容环境", "道路破损", MUNICIPAL, 0.020, 40),
    ("市容环境", "绿地脏乱", GREEN, 0.014, 10),
    ("市容环境", "私搭乱建", TEAM, 0.010, 70),
    ("宣传广告", "广告招牌破损", ADVERTISING, 0.010, 20),
    ("街面秩序", "露天烧烤", TEAM, 0.009, 4),
    ("施工管理", "工地扬尘", TEAM, 0.008, 10),
    ("市容环境", "废弃家具设备", SANITATION, 0.008, 10),
    ("街面秩序", "占道废品收购", ORDER, 0.007, 8),
    ("突发事件", "下水道堵塞或破损", MUNICIPAL, 0.007, 10),
    ("突发事件", "道路积水", MUNICIPAL, 0.005, 4),
    ("施工管理", "施工占道", TEAM, 0.005, 10),
    ("市容环境", "油烟污染", TEAM, 0.004, 20),
)
COMPONENTS = (
    ("公用设施", "井盖破损", MUNICIPAL, 0.010, 20),
    ("公用设施", "路灯损坏", MUNICIPAL, 0.008, 20),
    ("道路交通", "护栏破损", MUNICIPAL, 0.005, 20),
    ("园林绿化", "行道树缺株", GREEN, 0.003, 60),
)
CLASSES = EVENTS + COMPONENTS
CLASS_NAMES = tuple(row[1] for row in CLASSES)
KEY_PROBLEM = "店外经营"
# Subclasses that come back at the same place after being closed.
RETURNING = ("非法小广告", "无照经营游商", "乱堆物堆料", "非机动车乱停放", "暴露垃圾", "店外经营")
# Subclasses of inspection findings with their share and usual deduction.
FINDING_CLASSES = (
    ("暴露垃圾", 0.17, 0.4),
    ("店外经营", 0.16, 0.6),
    ("乱堆物堆料", 0.14, 0.6),
    ("非机动车乱停放", 0.12, 0.4),
    ("非法小广告", 0.11, 0.3),
    ("道路不洁", 0.10, 0.4),
    ("无照经营游商", 0.08, 0.6),
    ("绿地脏乱", 0.05, 0.6),
    ("占道广告牌", 0.04, 0.4),
    ("积存垃圾渣土", 0.03, 0.8),
)
CLASS_OF = {row[1]: row[0] for row in CLASSES}
