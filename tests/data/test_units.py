"""One unit, many spellings; never a guess."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.unit_resolution.aliases import parse_aliases
from data.unit_resolution.splitting import parts_of, split_shares
from data.unit_resolution.units import BEGIN, END, Meaning, Registry, guess_kind, plain_name

MERGED = date(2025, 4, 21)
REGISTRY = Registry(
    [
        ("district", "云栖区", None, None, None),
        ("street", "湖塘镇", "云栖区", None, None),
        ("street", "景山街道", "云栖区", None, None),
        ("team", "云栖区执法一中队", "云栖区", None, None),
        ("team", "云栖区执法二中队", "云栖区", None, None),
        ("team", "云栖区执法三中队", "云栖区", None, date(2025, 4, 20)),
        ("team", "澄湖区执法一中队", None, None, None),
        ("team", "撤销中队", None, None, date(2020, 1, 1)),
        ("contractor", "云帚保洁公司", None, None, None),
    ],
    [
        ("team", "云栖区执法三中队", "云栖区执法二中队", MERGED, None),
        ("contractor", "云帚", "云帚保洁公司", None, None),
    ],
)


def names(written: str, *kinds: str, default: str = "department") -> list[str | None]:
    found = REGISTRY.meanings(written, kinds, default)
    assert found[0].begin == BEGIN and found[-1].end == END
    return [m.name if m.known else None for m in found]


@pytest.mark.parametrize(
    ("written", "kind", "name"),
    [
        ("湖塘镇人民政府", "street", "湖塘镇"),
        ("湖塘", "street", "湖塘镇"),
        (" 湖 塘 镇 ", "street", "湖塘镇"),
        ("景山街道办事处", "street", "景山街道"),
        ("景山街办", "street", "景山街道"),
        ("云栖", "district", "云栖区"),
        ("云栖区执法1中队", "team", "云栖区执法一中队"),
        ("云栖区执法第一中队", "team", "云栖区执法一中队"),
        ("云栖区综合执法１中队", "team", "云栖区执法一中队"),
        ("云栖一中队", "team", "云栖区执法一中队"),
        ("云帚", "contractor", "云帚保洁公司"),
    ],
)
def test_spellings_of_a_registered_unit(written: str, kind: str, name: str) -> None:
    assert names(written, kind, default=kind) == [name]


def test_a_merged_team_keeps_its_history() -> None:
    old, new = REGISTRY.meanings("云栖区执法３中队", ["team"], "team")
    assert (old.name, old.end) == ("云栖区执法三中队", date(2025, 4, 20))
    assert (new.name, new.begin) == ("云栖区执法二中队", MERGED)
    assert names("撤销中队", "team", default="team") == ["撤销中队", "撤销中队"]


def test_what_two_units_share_stays_unresolved() -> None:
    assert names("一中队", "team", default="team") == [None]


def test_a_column_may_name_several_kinds() -> None:
    kinds = ("team", "contractor", "department")
    found = REGISTRY.meanings("云帚保洁公司", kinds, "department")
    assert [(m.kind, m.name) for m in found] == [("contractor", "云帚保洁公司")]
    unknown = REGISTRY.meanings("高铁片区中队", kinds, "department")[0]
    assert (unknown.kind, unknown.name, unknown.known) == ("department", "高铁片区中队", True)


def test_a_unit_says_its_district() -> None:
    street = REGISTRY.meanings("湖塘", ["street"], "street")[0]
    assert street == Meaning(BEGIN, END, "street", "湖塘镇", "云栖区")


def test_without_a_register_only_the_office_is_cut_off() -> None:
    empty = Registry([])
    found = empty.meanings("湖塘镇人民政府", ["street"], "street")[0]
    assert (found.name, found.known) == ("湖塘镇", True)
    unknown = REGISTRY.meanings("新塘镇人民政府", ["street"], "street")[0]
    assert (unknown.name, unknown.known) == ("新塘镇人民政府", False)


def test_names_without_their_office() -> None:
    assert plain_name("景山街道办事处") == "景山街道"
    assert plain_name("经济开发区管委会") == "经济开发区"
    assert plain_name("办事处") == "办事处"


def test_the_end_of_a_name_says_its_kind() -> None:
    kinds = [guess_kind(n) for n in ("一中队", "某某公司", "湖塘镇", "云栖区", "园林局", "张三")]
    assert kinds == ["team", "contractor", "street", "district", "department", None]


def test_shared_responsibility() -> None:
    assert split_shares("城管局:2、湖塘镇:8") == [("城管局", 0.2), ("湖塘镇", 0.8)]
    assert split_shares("城管局：2,湖塘镇：8") == [("城管局", 0.2), ("湖塘镇", 0.8)]
    assert split_shares("甲公司(20%)；乙公司(80%)") == [("甲公司", 0.2), ("乙公司", 0.8)]
    assert split_shares("甲、乙") == [("甲", 0.5), ("乙", 0.5)]
    assert split_shares("甲、甲") == [("甲", 1.0)]
    assert split_shares("城管局（市政、园林）") == [("城管局（市政、园林）", 1.0)]
    assert split_shares("Manhattan, NY") == [("Manhattan, NY", 1.0)]


HELD = ["直属一、二中队", "高新区;经开区", "市容和环卫中队", "甲，乙，丙联合队", "市容/环卫中队"]


@pytest.mark.parametrize("name", HELD)
def test_a_registered_name_is_looked_up_whole(name: str) -> None:
    registry = Registry([("team", one, None, None, None) for one in (*HELD, "一中队")])
    assert registry.shares(name, ["team"]) == [(name, 1.0)]
    wide = name.replace(";", "；")
    assert (
        registry.meanings(registry.shares(wide, ["team"])[0][0], ["team"], "team")[0].name == name
    )
    assert registry.shares(f"{name}、一中队", ["team"]) == [(name, 0.5), ("一中队", 0.5)]
    assert registry.shares(f"一中队：2、{name}：8", ["team"]) == [("一中队", 0.2), (name, 0.8)]
    assert registry.shares(f"{name}，别的队；{name}", ["team"]) == [(name, 0.5), ("别的队", 0.5)]
    apart = registry.shares(name, ["district"])  # no district is called so
    assert len(apart) == len(parts_of(name))


def test_an_alias_and_what_is_no_unit_are_looked_up_whole_too() -> None:
    aliases = [("team", "一、二队", "直属队", None, None)]
    registry = Registry([("team", "直属队", None, None, None)], aliases, ["物业、业委会"])
    assert registry.shares("一、二队", ["team"]) == [("一、二队", 1.0)]
    assert registry.shares("物业、业委会、一、二队", ["team"]) == [
        ("物业、业委会", 0.5),
        ("一、二队", 0.5),
    ]


def test_brackets_and_quotes_hold_a_name_together() -> None:
    assert parts_of("洁丽环卫（A、B标段）、乙") == ["洁丽环卫（A、B标段）", "乙"]
    assert parts_of("洁丽[A；B（一、二）]；乙（丙") == ["洁丽[A；B（一、二）]", "乙（丙"]
    assert parts_of("甲（乙、丙") == ["甲（乙", "丙"]
    assert [alias for alias, _, _ in parse_aliases("“一、二中队”；直属队")] == [
        "一、二中队",
        "直属队",
    ]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Ward 3", "Ward 3"),
        ("Ward\u00a0\u30003\u200b", "Ward 3"),
        ("XX_Schedule a Bulk Item Pickup", "XX_Schedule a Bulk Item Pickup"),
        ("洁丽环卫（Ａ标段）", "洁丽环卫（Ａ标段）"),
    ],
)
def test_a_name_is_shown_as_written(written: str, name: str) -> None:
    for registry in (Registry([]), Registry([("street", "湖塘镇", None, None, None)])):
        (meaning,) = registry.meanings(written, ["street"], "street")
        assert meaning.name == name


names_held = st.lists(
    st.sampled_from(HELD + ["一中队", "乙队"]), min_size=1, max_size=5, unique=True
)


@given(names_held, st.sampled_from("、；;，"))
def test_a_cell_of_registered_names_gives_these_names(listed: list[str], separator: str) -> None:
    registry = Registry([("team", one, None, None, None) for one in (*HELD, "一中队", "乙队")])
    shares = registry.shares(separator.join(listed), ["team"])
    assert sorted(name for name, _ in shares) == sorted(listed)


@given(st.text(alphabet="甲乙丙局镇、；:：,，（）()0123456789% ", min_size=1, max_size=20))
def test_shares_are_whole(text: str) -> None:
    shares = split_shares(text)
    assert abs(sum(share for _, share in shares) - 1) < 1e-9
    assert len({name for name, _ in shares}) == len(shares)


def test_aliases_may_be_dated() -> None:
    assert parse_aliases("云栖、三中队@2025-04-21..；旧名@..2025-04-20") == [
        ("云栖", None, None),
        ("三中队", MERGED, None),
        ("旧名", None, date(2025, 4, 20)),
    ]
