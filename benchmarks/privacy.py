"""How well personal data is found in texts: `python -m benchmarks.privacy [--texts FOLDER]`.

A corpus of the project's own making, the same every time: texts as people write them, each with one
thing that must go (recall), and hard negatives that must stay as they are (false positives). With
`--texts`, what is masked in the cells of real files, by kind; nothing of them is kept or shown.
"""

import argparse
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow as pa

from data.parsing.privacy import mask_column
from data.reader import UnreadableFileError, read_file

EACH = 400  # texts of a kind
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_COMMON = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董程曹袁邓许傅沈曾彭吕苏卢蒋蔡丁魏薛叶"
)
_RARE = ("欧阳", "司马", "上官", "诸葛", "夏侯", "皇甫", "尉迟", "令狐", "慕容")
_GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红娥玲芬燕"
    "彬鹏浩凯宇欣怡梓涵子轩建国志晓春文海天佳"
)
_THINGS = (
    "楼下烧烤油烟扰民",
    "小区垃圾多日未清",
    "路面破损积水",
    "商铺占道经营",
    "夜间施工噪音",
    "井盖缺失",
)
_DOING = ("反映", "来电称", "多次投诉", "举报", "表示", "咨询", "在现场看到")

Make = Callable[[random.Random], tuple[str, str]]


def name(r: random.Random) -> str:
    """A name: a surname, one in twelve of two characters, and one or two more."""
    surname = r.choice(_RARE) if r.random() < 1 / 12 else r.choice(_COMMON)
    return surname + "".join(r.choice(_GIVEN) for _ in range(r.choice((1, 2, 2))))


def mobile(r: random.Random) -> str:
    """A mobile number in one of the ways in which people write it."""
    digits = f"1{r.choice('3456789')}{r.randrange(10**9):09d}"
    gap = r.choice(("", "", "-", " ", "，", "、", "/", "·", "_", " - "))
    number = gap.join((digits[:3], digits[3:7], digits[7:]))
    number = r.choice(("", "", "", "+86 ", "86")) + number if gap in ("", "-", " ") else number
    return (
        "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in number)
        if r.random() < 0.1
        else number
    )


def landline(r: random.Random) -> str:
    area = r.choice(("0571", "010", "021", "0512", "0731"))
    digits = f"{r.randrange(2, 9)}{r.randrange(10**7):07d}"
    return area + r.choice(("-", " ", "－", "")) + r.choice((digits, f"{digits[:4]} {digits[4:]}"))


def identity(r: random.Random) -> str:
    born = f"{r.randrange(1950, 2012)}{r.randrange(1, 13):02d}{r.randrange(1, 29):02d}"
    body = r.choice(("330106", "110105", "320402", "440305")) + born + f"{r.randrange(1000):03d}"
    check = "10X98765432"[sum(int(d) * w for d, w in zip(body, _WEIGHTS, strict=True)) % 11]
    gap = r.choice(("", "", "", " ", "-"))
    return gap.join((body[:6], body[6:14], body[14:] + check))


def card(r: random.Random) -> str:
    body = r.choice(("622202", "621700", "622848", "625965")) + f"{r.randrange(10**12):012d}"
    total = sum(d - 9 if d > 9 else d for d in (int(c) * 2 for c in body[::-2]))
    total += sum(int(c) for c in body[-2::-2])
    digits = body + str(-total % 10)
    gap = r.choice(("", " "))
    return gap.join(digits[i : i + 4] for i in range(0, 19, 4))


def plate(r: random.Random) -> str:
    tail = "".join(r.choice("0123456789ABDK") for _ in range(2)) + f"{r.randrange(1000):03d}"
    tail = r.choice(("D", "F")) + tail if r.random() < 0.3 else tail
    gap = r.choice(("", "", "·", " ", "-"))
    return r.choice("浙苏沪京粤皖") + r.choice(("", "", " ")) + r.choice("ABCDEF") + gap + tail


def door(r: random.Random) -> str:
    return r.choice(
        ("{}幢{}室", "{}栋2单元{}", "{}号楼1单元{}室", "{}幢1单元{}", "{}-1-{}")
    ).format(r.randrange(1, 40), r.randrange(101, 2400))


def _told(secret: Callable[[random.Random], str], *frames: str) -> Make:
    def make(r: random.Random) -> tuple[str, str]:
        hidden = secret(r)
        frame = r.choice(frames)
        return frame.format(hidden, do=r.choice(_DOING), what=r.choice(_THINGS), n=name(r)), hidden

    return make


FOUND: dict[str, Make] = {
    "mobile": _told(mobile, "请联系{0}，{what}", "电话：{0}", "{what}，回电{0}谢谢", "手机{0}"),
    "landline": _told(landline, "请拨{0}", "座机：{0}，{what}", "{what}，电话{0}"),
    "identity": _told(identity, "身份证{0}", "证件号码：{0}，{what}", "本人{0}{what}"),
    "bank card": _told(card, "银行卡{0}", "请退到{0}", "卡号：{0}，{what}"),
    "passport": _told(
        lambda r: f"{r.choice('EG')}{r.randrange(3 * 10**7, 10**8)}", "护照{0}", "外籍人员{0}{what}"
    ),
    "plate": _told(plate, "{0}长期占道", "停着{0}和另一辆车", "车牌{0}，{what}"),
    "wechat, QQ": _told(
        lambda r: f"{r.choice(('zhang', 'abc_', 'li-'))}{r.randrange(10**4, 10**8)}",
        "微信{0}",
        "微信号：{0}，{what}",
        "加微信 {0}",
        "wechat: {0}",
    ),
    "e-mail": _told(
        lambda r: f"li.{r.randrange(10**6)}@{r.choice(('163.com', 'qq.cn'))}", "邮箱{0}"
    ),
    "name behind a word": _told(
        name,
        "来电人{0}{do}{what}",
        "业主{0}{do}{what}",
        "市民{0}，{what}",
        "当事人{0}{do}{what}",
        "联系人：{0}，{what}",
        "居民{0}{do}{what}",
        "投诉人{0}（住附近）{do}{what}",
        "我叫{0}，{what}",
    ),
    "name before a title": _told(
        name, "{0}先生{do}{what}", "请回复{0}女士", "找{0}师傅，{what}", "{0}同志{do}{what}"
    ),
    "name beside a number": _told(name, "{0} 13800138000", "{0}，电话13800138000，{what}"),
    "name without a sign": _told(name, "{0}说{what}", "{what}，{0}负责", "是{0}家的"),
    "door of a home": _told(
        door,
        "市民家住柳荫路9号{0}，{what}",
        "住址：阳光小区{0}",
        "我是阳光小区{0}的业主，{what}",
        "来电人{n}（柳荫路9号{0}）{do}{what}",
        "业主{n}，电话13800138000，地址：柳荫路{0}",
    ),
    "door, told otherwise": _told(door, "{what}，我们{0}受影响", "本楼{0}的老人睡不好"),
}

_D = "{:02d}"
KEPT: dict[str, tuple[str, ...]] = {
    "ids, documents": (
        "案卷9901012510{a:05d}00123已派遣",
        "工单2025100100{a:06d}",
        "部件32050801010{a:05d}",
        "常城管罚〔2025〕{b}号",
        "任务330106202510{a:06d}",
        "13-00{a:06d}",
        "商标证第139{a:08d}号",
        "AJ-2025-1001-{b:04d}",
        "E2025{c:02d}{d:02d}",
        "统一社会信用代码91330106MA2B{a:05d}X",
    ),
    "dates, amounts, places": (
        "2025-{c:02d}-{d:02d} 08:30:00至2025-12-31",
        "金额138,{b:03d},456.78元",
        "面积{a}平方米，长138米",
        "经度119.{a:06d}纬度31.{a:06d}",
        "坐标118.{a:06d},31.654321",
        "2025{c:02d}{d:02d}083000",
        "312国道13{b}公里+500米",
        "13号线、15号楼{b}室",
        "邮编213{b:03d}",
        "桩号K138+{a:05d}",
        "12345、96310",
    ),
    "words like names": (
        "市民反映道路{b}处积水",
        "业主委员会第{b}次会议",
        "群众举报居民楼{b}处漏水",
        "市民广场{b}号门",
        "市民高度关注第{b}期",
        "业主方希望{b}日内答复",
        "居民常年受扰{b}年",
        "市民陆续来电{b}次",
        "居民白天休息{b}",
        "群众任何诉求{b}",
        "业主金额{b}元",
        "居民周边{b}米",
        "市民张贴{b}张",
        "居民黄土裸露{b}",
        "市民曾打电话{b}次",
        "居民于昨日{b}时",
        "业主江南春小区{b}幢",
        "群众文化中心{b}楼",
        "市民方便出行{b}",
    ),
    "shops, posts": (
        "马先生牛肉面店{b}号",
        "张阿姨早餐店占道{b}天",
        "王师傅修车铺{b}号",
        "康师傅方便面{b}箱",
        "语文老师{b}人",
        "任课老师{b}人",
        "李先生水果店{b}",
        "全体同志{b}人",
    ),
    "door of the problem": (
        "柳荫路{b}号3幢502室楼下油烟扰民",
        "反映{c}幢{b}室业主违建",
        "事发地址：柳荫路{b}号3幢502室",
        "居民住宅{c}幢1单元门口堆物",
        "{c}栋3单元居民反映漏水",
        "问题在{c}号楼{b}室门前",
        "业主在{c}幢楼道堆物{b}天",
        "请清理{c}幢1单元{b}室门口",
    ),
}


def corpus(seed: int = 1) -> Iterator[tuple[str, str, str | None]]:
    """(kind, text, what must go; None: nothing)."""
    r = random.Random(seed)
    for kind, make in FOUND.items():
        for _ in range(EACH):
            text, hidden = make(r)
            yield kind, text, hidden
    for kind, frames in KEPT.items():
        for _ in range(EACH):
            numbers = {"a": r.randrange(10**5), "b": r.randrange(100, 999)}
            numbers |= {"c": r.randrange(1, 13), "d": r.randrange(1, 29)}
            yield kind, r.choice(frames).format(**numbers), None


def measured(seed: int = 1) -> tuple[dict[str, float], dict[str, float]]:
    """Recall by kind of what must go; the share of texts changed by kind of what must stay."""
    kinds, texts, hidden = zip(*corpus(seed), strict=True)
    masked = mask_column(pa.array(texts)).to_pylist()
    good: Counter[str] = Counter()
    for kind, before, after, secret in zip(kinds, texts, masked, hidden, strict=True):
        good[kind] += (after != before) if secret is None else secret not in after and "[" in after
    shares = {kind: good[kind] / EACH for kind in (*FOUND, *KEPT)}
    return {k: shares[k] for k in FOUND}, {k: shares[k] for k in KEPT}


def _real(folder: Path) -> None:
    """What is masked in real files, by kind of mark."""
    texts: dict[str, None] = {}
    for path in sorted(folder.iterdir()):
        try:
            sheets = read_file(path)
        except UnreadableFileError:
            continue
        cells = (c for s in sheets for _, row in s.rows() for c in row if c and len(c) > 20)
        texts |= dict.fromkeys(cells)
    masked = mask_column(pa.array(list(texts))).to_pylist()
    marks = (
        "[姓名]",
        "[电话]",
        "[证件号]",
        "[门牌]",
        "[车牌]",
        "[银行卡]",
        "[微信]",
        "[QQ]",
        "[邮箱]",
    )
    print(f"\n{len(texts)} texts of {folder.name}, {sum(map(str.__ne__, texts, masked))} changed")
    for mark in marks:
        more = sum(
            after.count(mark) - before.count(mark)
            for before, after in zip(texts, masked, strict=True)
        )
        print(f"{mark:<10}{more:>6}")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.privacy", description=__doc__)
    parser.add_argument("--texts", type=Path, help="folder of real files")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    recall, wrong = measured(options.seed)
    print(f"{'must go':<26}{'found':>8}")
    for kind, share in recall.items():
        print(f"{kind:<26}{share:>8.1%}")
    print(f"\n{'must stay':<26}{'masked':>8}")
    for kind, share in wrong.items():
        print(f"{kind:<26}{share:>8.1%}")
    texts = pa.array([f"{text} {i}" for i in range(20) for _, text, _ in corpus(i)])
    begun = time.perf_counter()
    mask_column(texts)
    took = time.perf_counter() - begun
    print(f"\n{len(texts):,} distinct texts in {took:.2f} s")
    if options.texts:
        _real(options.texts)


if __name__ == "__main__":
    main()
