"""The road that an address lies on: 人民路12号, 人民路12弄3号 and 人民路（东段） lie on 人民路.

`docs/place-matching.md` has the rules and how well they do on addresses labelled by hand.
"""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

# A road's name ends with one of these, the longer ones first.
_END = re.compile("大道|大街|胡同|路|街|巷|弄|里|道")
# What ends like a road and is none; 街道 is a sub-district.
_NO_ROAD = re.compile(
    r"(道路|马路|铁路|公路|线路|管路|水路|电路|思路|半路|岔路|字路|街路|车道|人行道|人行横道|通道"
    r"|便道|坡道|跑道|过道|步道|绿道|管道|水道|隧道|河道|航道|渠道|地道|河里|公里|英里|海里|拐弄|内里"
    r"|(园|区|场|厦|店|院|楼|厕|路|街|巷|城|村|门|水|家|屋|这|那|哪|心|站|点|库|池|沟|桶|箱)里)$"
)
# A name begins after these; after the weak ones only where it would be too long otherwise, because
# they stand in names as well (和平路, 区府路, 向阳路).
_STRONG = set("旁侧与及至、，,/×&+；;：:。·()[]【】“”\"'|—~-")
_WEAK = set("市区县旗镇乡村边和到近靠沿在于距由从向往")
_LONG = 5  # characters before the end; more is a name only where nothing else can be cut off
_MOST = 7
_ADMIN = re.compile(
    r"^[㐀-鿿]{1,7}?(自治州|开发区|街道办事处|街道|新区|市|区|县|旗|镇|乡|社区|居委会|村委会|村)"
)
_WIDE = ("路", "街", "大道", "大街")
_SHORT_AFTER = ("镇", "乡", "县", "街道", "街道办事处")  # 坪口镇老街: a name of one character
_NUMBER = re.compile(r"^第?[0-9一二三四五六七八九十百]+$")  # 12弄, 三巷: lanes of the road before
_NAMED_BY_NUMBER = re.compile(r"^[一二三四五六七八九]{2}$")  # 八一路, 五四大街
_NEAR = re.compile(r"^(靠近|邻近|临近|位于|沿着|距离|从|在)(?=..)")
# What may stand behind a road's name without its being another place: numbers, sides, stretches.
_PLAIN = re.compile(
    r"^(第?[0-9一二三四五六七八九十甲乙丙丁a-z]+|[-—~至到、,#/().\[\]]|号|弄|巷|支|段|米|处|室|门|栋|幢|户|楼"
    r"|[东南西北中]|全|沿|线|侧|两侧|首|尾|口|头|以|附近|附|旁|旁边|边|对面|一带|之|周边|路段|路面|全线|全段)*$"
)
_STRETCH = re.compile(r"[(\[][^)\]]*(?:[路街巷道]|段)[^)\]]*[)\]]段?")  # （解放路至中山路段）
_CROSSED = re.compile(
    r"^(十字|丁字|三岔)?(路口|交叉路口|交叉口|交叉|交汇处|交汇口|交汇|交界处|交界|交口|口)"
)
_JOIN = re.compile(r"^(与|和|及|、|/|×|&|\+|-|—|~)?")


@dataclass(frozen=True)
class OnRoad:
    """Where an address lies: its road, or the two of a crossing in the order of their names;
    plain: nothing but numbers, sides and stretches stands behind the road (no market on it)."""

    roads: tuple[str, ...] = ()
    plain: bool = False


@dataclass(frozen=True)
class _Found:
    name: str
    start: int
    end: int


def road_of(
    address: str, known: Collection[str] = (), within: Collection[str | None] = ()
) -> OnRoad:
    """The road of an address.

    known: names of registered roads, taken where they stand as whole names (新人民路 is not
    人民路).
    within: the names of its district and sub-district, which are no part of it (听泉街道人民路).
    """
    text = "".join(unicodedata.normalize("NFKC", address).split())
    for name in within:
        if name and (at := text.find(name)) in range(6) and len(text) > at + len(name):
            text = text[at + len(name) :].lstrip("，,、·-—")
    first = _first(text, known)
    if first is None and (bare := _without_admin(text)) != text:
        first, text = _first(bare, known), bare
    if first is None:
        return OnRoad()
    rest = text[first.end :]
    if (second := _crossing(rest, known)) and second != first.name:
        return OnRoad(tuple(sorted((first.name, second))), True)
    return OnRoad((first.name,), _PLAIN.match(_STRETCH.sub("", rest.lower())) is not None)


def _first(text: str, known: Collection[str]) -> _Found | None:
    """The first road of a text: a registered name, else what ends like one."""
    ends = [found.end() for found in _END.finditer(text)]
    if not ends:
        return None
    registered = _registered(text, ends, known) if known else None
    other = _like_a_road(text, ends)
    if registered is None or (other is not None and other.end <= registered.start):
        return other
    return registered


def _registered(text: str, ends: list[int], known: Collection[str]) -> _Found | None:
    """The first registered name that stands whole in a text."""
    starts = [0, *(i + 1 for i, c in enumerate(text) if c in _STRONG or c in _WEAK)]
    starts += [found.end() for found in re.finditer("街道", text)]
    for start in sorted(starts):
        named = [end for end in ends if end > start and text[start:end] in known]
        if named and text[named[-1] : named[-1] + 1] != "道":
            return _Found(text[start : named[-1]], start, named[-1])
    return None


def _like_a_road(text: str, ends: list[int]) -> _Found | None:
    """The first name of a text that ends like a road's."""
    bare = _without_admin(text)
    begin = len(text) - len(bare)
    for end in (end for end in ends if end > begin):
        if text[end - 1 : end + 1] == "街道" or (text[end - 1] == "道" and text[end - 2] == "街"):
            begin = max(begin, end + (text[end : end + 1] == "道"))
            continue
        if text[end - 1 : end + 1] == "道路":
            continue
        tail = next(
            t for t in ("大道", "大街", "胡同", text[end - 1]) if text[begin:end].endswith(t)
        )
        if _NO_ROAD.search(text[begin:end]):
            continue
        if tail == "里" and not re.match(r"^([0-9第]|小区|$)", text[end:]):
            continue
        start = _start(text, begin, end - len(tail))
        core = text[start : end - len(tail)]
        if near := _NEAR.match(core):
            start, core = start + near.end(), core[near.end() :]
        number = _NUMBER.match(core) and not (_NAMED_BY_NUMBER.match(core) and tail in _WIDE)
        if not core or len(core) > _MOST or number or not _han(core):
            continue
        return _Found(text[start:end], start, end)
    return None


def _start(text: str, begin: int, stop: int) -> int:
    """Where the name begins that ends at `stop`."""
    start = max((i + 1 for i in range(begin, stop) if text[i] in _STRONG), default=begin)
    for i in range(start, stop - 2):
        if stop - start <= _LONG:
            break
        if text[i] in _WEAK:
            start = i + 1
    return start


def _han(core: str) -> bool:
    return any("㐀" <= c <= "鿿" for c in core)


def _without_admin(text: str) -> str:
    """The text without city, district, town and village before its road."""
    for _ in range(5):
        found = _ADMIN.match(text)
        if found is None:
            return text
        rest = text[found.end() :].lstrip("，,、·-—")
        end = _END.search(rest)
        if end is None or end.start() == 0:
            return text
        if end.start() == 1 and not (found[1] in _SHORT_AFTER and end[0] in ("街", "路", "巷")):
            return text
        text = rest
    return text


def _crossing(rest: str, known: Collection[str]) -> str | None:
    """The second road, where what stands behind the first one makes it a crossing."""
    joined = _JOIN.match(rest)
    after = rest[joined.end() :] if joined else rest
    second = _first(after, known)
    if second is None or second.start:
        return None
    explicit = bool(joined and joined[0] in ("与", "和", "及", "/", "×", "&", "+", "、"))
    crossed = _CROSSED.match(after[second.end :])
    return second.name if crossed or (explicit and not after[second.end :]) else None
