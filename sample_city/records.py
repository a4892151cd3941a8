"""What people enter by hand: given scores, bonus and penalty points, targets."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from sample_city import city, registers, stories

TEAM_ITEMS = ("队考核分", "街道办分")
DISTRICT_ITEM = "专项任务"
NOT_ENTERED, NOT_TAKING_PART = "未录入", "不参与"
STAR_ITEM = "星级评定"
# task, measure, yearly target of a district of 430,000 people, how far the city is with it
TASKS = (
    ("拆除违法建设", "平方米", 60_000, 1.10),
    ("精品街道创建", "条", 6, 0.95),
    ("垃圾分类达标小区", "个", 48, 1.00),
    ("公厕提升改造", "座", 18, 0.85),
)


def make_given_scores(
    rng: np.random.Generator, months: Sequence[city.Month], planted: bool = True
) -> pd.DataFrame:
    """period, item, unit, value (text: a number, 未录入 or 不参与), given_by, document."""
    units = registers.units()
    teams, rows = units[units["kind"] == "team"], []
    habit = {t: rng.normal(0, 1.6) for t in teams["name"]}
    habit |= {stories.LUCKY_TEAM: 1.5} if planted else {}
    for n, month in enumerate(months):
        back, document = len(months) - 1 - n, f"考评〔{month.label}〕{n + 1}号"
        for team, last in zip(teams["name"], teams["valid_to"], strict=True):
            if last is not None and month.start.date() > last:
                continue
            for item, giver in zip(TEAM_ITEMS, ("市局考评办", "属地街道办"), strict=True):
                value = f"{np.clip(90 + habit[team] + rng.normal(0, 1.8), 78, 99):.1f}"
                if rng.random() < 0.015:
                    value = NOT_ENTERED
                rows.append((month.label, item, team, value, giver, document))
        for name, _, _, _, _, _ in city.DISTRICTS:
            mean = 91.5 + (-2.5 if name == "柳溪县" else 1.5 if name == "云栖区" else 0)
            value = f"{np.clip(mean + rng.normal(0, 1.5), 80, 99):.2f}"
            if name == "青坪县" and back == 3:
                value = NOT_TAKING_PART  # flood season: taken out of the special check
            if name == "石溪县" and back == 7:
                value = NOT_ENTERED
            rows.append((month.label, DISTRICT_ITEM, name, value, "市考评办", document))
    return pd.DataFrame(rows, columns=["period", "item", "unit", "value", "given_by", "document"])


def make_adjustments(
    rng: np.random.Generator, months: Sequence[city.Month], planted: bool = True
) -> pd.DataFrame:
    """period, unit, component, points, reason, document; a handful each month."""
    reasons = (
        (0.5, "经验做法获省级部门推广"),
        (0.3, "配合重大活动保障有力"),
        (-0.5, "媒体曝光问题未及时整改"),
        (-0.3, "报送材料逾期"),
        (-1.0, "弄虚作假：未整改先销号"),
    )
    rows = []
    names = [row[0] for row in city.DISTRICTS] + [
        team
        for team in registers.units().query("kind == 'team'")["name"]
        if team != "望岭区执法三中队"
    ]
    for n, month in enumerate(months):
        for k, at in enumerate(rng.choice(len(names), size=4, replace=False), start=1):
            points, reason = reasons[rng.choice(5, p=[0.25, 0.3, 0.2, 0.2, 0.05])]
            rows.append((month.label, names[at], "总分", points, reason, f"考评函〔{n + 1}〕{k}号"))
        if planted and n == len(months) - 1:
            rows.append(
                (month.label, stories.WORSENING, "总分", -0.5, "督办件逾期未复", "督〔2025〕31号")
            )
    return pd.DataFrame(
        rows, columns=["period", "unit", "component", "points", "reason", "document"]
    )


def make_tasks(rng: np.random.Generator, months: Sequence[city.Month]) -> pd.DataFrame:
    """period, unit, task, target, done, due_on, measure.

    target is the plan to the end of the month (an even part of the year's), done what was reached
    since January; the last assessment month of a year shows the whole year's target.
    """
    rows = []
    for month in months:
        year, passed = month.end.year, month.end.month / 12
        for name, _, _, population, _, _ in city.DISTRICTS:
            for task, measure, yearly, speed in TASKS:
                target = max(1, round(yearly * population / 430_000 * passed))
                done = round(target * speed * stories.PACE[name] * rng.normal(1, 0.012))
                rows.append((month.label, name, task, target, done, f"{year}-12-31", measure))
    return pd.DataFrame(
        rows, columns=["period", "unit", "task", "target", "done", "due_on", "measure"]
    )


def make_stars(rng: np.random.Generator, months: Sequence[city.Month]) -> pd.DataFrame:
    """period (a quarter), item, district, street, point, value 1..5, given_by."""
    points, streets = registers.assessed_points(), city.streets()
    rated = points[points["type"].isin(["菜市场", "公厕"])]
    parts = []
    for label in sorted({f"{m.end.year}-Q{(m.end.month + 2) // 3}" for m in months}):
        part = pd.DataFrame({"period": label, "item": STAR_ITEM}, index=rated.index)
        for column in ("district", "street"):
            part[column] = streets[column].to_numpy()[rated["street"]]
        part["point"] = rated["name"]
        part["value"] = np.clip(np.round(rng.normal(3.6, 0.8, len(rated))), 1, 5).astype(int)
        part["given_by"] = "市考评办"
        parts.append(part)
    return pd.concat(parts, ignore_index=True)
