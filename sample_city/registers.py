"""The registers of the fictional city: its assessed points and its units with their aliases."""

from datetime import date, timedelta

import pandas as pd

from sample_city.city import (
    CITY,
    CONTRACTORS,
    DEPARTMENTS,
    DIGITS,
    DISTRICTS,
    MERGER,
    MOVE,
    MOVED,
    MOVED_ONCE,
    TEAM_STREETS,
    roads,
    short,
    streets,
    team_name,
)

BEFORE_MERGER, BEFORE_MOVE = 8, 12  # officers


def assessed_points() -> pd.DataFrame:
    """The list of assessed points: point_id, name, type, class, street (position), valid_*."""
    rows = []
    all_roads = roads()
    for i, street in enumerate(streets()["street"]):
        stem = short(street)
        for j, road in enumerate(all_roads[all_roads["street"] == i]["road"]):
            rows.append((i, road, "道路", "主干道" if j < 2 else "次干道" if j < 6 else "支路"))
        rows += [(i, f"{stem}公园", "公园", "一类"), (i, f"{stem}游园", "公园", "二类")]
        rows += [
            (i, f"{stem}{n}农贸市场", "菜市场", f"{s}星") for n, s in (("东", "三"), ("西", "二"))
        ]
        rows += [
            (i, f"{stem}{n}号公厕", "公厕", c) for n, c in ((1, "一类"), (2, "二类"), (3, "二类"))
        ]
    frame = pd.DataFrame(rows, columns=["street", "name", "type", "class"])
    frame.insert(0, "point_id", [f"DW{n:05d}" for n in range(1, len(frame) + 1)])
    frame["valid_from"] = pd.Timestamp("2024-01-01")
    frame["valid_to"] = pd.NaT
    left = frame.index[frame["type"].eq("公厕")][::17]
    frame.loc[left, "valid_to"] = pd.Timestamp("2025-06-20")
    return frame


def units() -> pd.DataFrame:
    """The register of units, with the columns of the canonical table `units`.

    The third team of 望岭区 ends with `MERGER`; from then on its name is a dated alias of the
    second team, so that old rows stay with the old team and new rows go to the new one. What
    units were before is in `earlier`.
    """
    rows: list[dict[str, object]] = []

    def add(kind: str, type_: str, name: str, aliases: str = "", **more: object) -> None:
        number = len(rows) + 1
        rows.append(
            {"unit_id": f"DY{number:03d}", "kind": kind, "type": type_, "name": name}
            | {"aliases": aliases, "valid_from": date(2024, 1, 1), "valid_to": None}
            | more
        )

    for district, english, group, population, _, _ in DISTRICTS:
        stem = short(district)
        type_ = "城区" if group == "城区组" else "城郊"
        add(
            "district", type_, district, f"{stem}；{stem}城管局；{district}城市管理局",
            name_en=english, group=group, population=population, officers=population // 9_000,
        )  # fmt: skip
    for district, _, group, population, _, names in DISTRICTS:
        parts = names.split()
        for position, name in enumerate(parts):
            share = (1.35 - 0.7 * position / max(1, len(parts) - 1)) / len(parts)
            add(
                "street", "街道" if name.endswith("街道") else "镇", name, short(name),
                group=group, parent=district, population=round(population * share, -2),
            )  # fmt: skip
    for district, _, group, population, _, _ in DISTRICTS:
        for number, positions in enumerate(TEAM_STREETS[district], start=1):
            name = team_name(district, number)
            aliases = f"{short(district)}{DIGITS[number - 1]}中队"
            more: dict[str, object] = {"officers": 6 + 5 * len(positions) + population // 150_000}
            if name == team_name("望岭区", 2):
                aliases += f"；{team_name('望岭区', 3)}@{MERGER}..；望岭三中队@{MERGER}.."
                more["valid_from"] = MERGER
            if name == team_name("望岭区", 3):
                aliases = f"望岭三中队@..{MERGER - timedelta(days=1)}"
                more["valid_to"] = MERGER - timedelta(days=1)
            if name == team_name(*MOVED):
                more["valid_from"] = MOVE
            add("team", "执法中队", name, aliases, group=group, parent=district, **more)
    for name, _ in CONTRACTORS:
        add("contractor", "环卫企业", name, f"{name[:2]}；{name}（虚构）", group="作业单位")
    for name, alias in DEPARTMENTS:
        add("department", "市级部门", name, f"市{alias}处；{CITY}{name}", group="市级部门")
    columns = ["unit_id", "kind", "type", "name", "name_en", "group", "parent", "population",
               "officers", "aliases", "valid_from", "valid_to"]  # fmt: skip
    return pd.DataFrame(rows).reindex(columns=columns)


def earlier(units: pd.DataFrame) -> pd.DataFrame:
    """What two units of `units` were before: the second team of 望岭区 with fewer officers, and a
    team of 东屏区 that 白鹭新区 had sent out, under another name; with the columns of `units`."""
    small = units[units["name"] == team_name("望岭区", 2)].assign(officers=BEFORE_MERGER)
    away = units[units["name"] == team_name(*MOVED)].assign(
        name=team_name(*MOVED_ONCE),
        aliases="白鹭三中队",
        group="城郊组",
        parent=MOVED_ONCE[0],
        officers=BEFORE_MOVE,
        valid_to=MOVE - timedelta(days=1),
    )
    return pd.concat([small, away]).assign(valid_from=date(2024, 1, 1))
