"""Columns that hold personal data, by their name and by what they hold."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from data.parsing.privacy.masking import mask
from data.parsing.privacy.people import PEOPLE, looks_like_name

# Names of columns that are never stored, whatever the profile; `is_personal_header` knows more.
PERSONAL_COLUMNS = tuple(PEOPLE["columns"].split())
_WHO = (
    "(?:来电|反映|反应|投诉|举报|诉求|联系|当事|申请|求助|报案|信访|来访|来信|咨询|报料|爆料|报修|建议|留言|报告|受害|委托|"
    "被处罚|被访|回访|整改责任|责任|经办|户籍|呼叫|发帖|上报|操作|受理|录入)(?:人|者)"
    "|市民|业主|居民|群众|住户|户主|房主|车主|店主|村民|网民|网友|租户|家长|监督员|采集员|网格员|巡查员|用户"
)
_CHINESE = re.compile(
    rf"姓名|名字|^(?:{_WHO})(?:信息|资料|名称|姓名)?$|(?:{_WHO}|家庭|户籍|户口|通讯|通信|居住|联系|常住|邮寄|收件).{{0,2}}(?:地址|住址|地$)"
    r"|地址[(\[【](?:户籍|户口|家庭|居住|通讯|联系|本人|收件)|住处|住户地址|现住"
    "|电话|手机|座机|来电号码|主叫|被叫|联系方式|联络方式|身份证|证件号|证件$|护照|住址|门牌|房号|微信|QQ|邮箱|电子邮件"
    "|车牌|号牌|银行卡|卡号|账号|帐号|性别|年龄|出生|生日|民族|籍贯|签名|昵称|网名|称呼|备用号码|^号码$|传真"
)
# Who was penalised, also where it was a firm: a sole trader's is his name.
_PENALISED = re.compile(
    "被处罚|受处罚|处罚对象|相对人|当事人|违法(?:行为|嫌疑)?(?:人|者|主体|单位|当事)|违[章规](?:人|者|单位)|被罚|受罚|"
    "被执行(?:人|单位)|被查处|行为人|法定代表|法人代表|法人姓?名|^法人$|信用代码|经营者|摊主"
)
_OF_NOBODY = re.compile("类型|类别|性质|数$|数量|是否|时间|日期|满意|意见|率$")
# What such a name may still be about without saying who it is.
_HARMLESS = re.compile(
    "(?:时间|日期|时长|类别|类型|种类|次数|人数|件数|数量|率|满意度?|评价|结果|情况|状态|单位|部门|渠道|来源|分类|区域|街道|意见)$"
    "|^是否|^有无"
)
_ENGLISH = frozenset(PEOPLE["columns_en"].split())
_ENGLISH_PAIRS = re.compile(
    r"(?:first|last|full|middle|family|given|customer|owner|user|person|client|citizen|resident|maiden)name"
    r"|(?:home|mailing|email|residential|postal|billing)address|idcard|licenseplate|platen|phonenum|bankcard|dateofbirth"
)
_ENGLISH_HARMLESS = frozenset(PEOPLE["harmless_en"].split())
_DOOR = re.compile("[0-9一二三四五六七八九十] ?(?:号楼|幢|栋|单元|室)")
_PLACE = re.compile("地点|位置|事发|发生|地址|场所|路段|place|location|address", re.IGNORECASE)
_LOOKED_AT = 200  # distinct texts of a column
_FREELY = 12  # characters of a text on average, from which on it is a text and no word
_FREE_HEADER = re.compile(
    "备注|说明|标题|描述|内容|意见|详情|留言|摘要|附言|remark|note|comment|description|detail|subject|title|summary",
    re.IGNORECASE,
)


@lru_cache(maxsize=20_000)
def is_personal_header(header: str) -> bool:
    """Whether the name of a column says that it holds who somebody is or how to reach them."""
    name = unicodedata.normalize("NFKC", header).strip()
    joined = "".join(name.split())
    if _PENALISED.search(joined) and not _OF_NOBODY.search(joined):
        return True
    if joined in _EXACT or (_CHINESE.search(joined) and not _HARMLESS.search(joined)):
        return True
    words = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)
    lower = [word.lower() for word in words]
    if not lower or lower[-1] in _ENGLISH_HARMLESS:
        return False
    return bool(_ENGLISH.intersection(lower) or _ENGLISH_PAIRS.search("".join(lower)))


def looks_personal(header: str, texts: Iterable[str | None]) -> bool:
    """Whether a column that no layout asks for may hold personal data: by its name, because a fifth
    of its texts hold what `mask` takes out or most are names, or because people write there freely
    (remarks, titles), where anybody may be named. Such a column is never kept.

    texts: its cells, or its distinct ones; the first 200 distinct are looked at.
    """
    if is_personal_header(header) or _FREE_HEADER.search(header):
        return True
    distinct: dict[str, None] = {}
    for text in texts:
        if text and (cell := text.strip()):
            distinct[cell] = None
            if len(distinct) >= _LOOKED_AT:
                break
    if not distinct:
        return False
    # A door is that of the problem only where the column says so.
    doors = not _PLACE.search(header)
    found = sum(
        mask(text) != text or (doors and _DOOR.search(text) is not None) for text in distinct
    )
    named = sum(looks_like_name(text) for text in distinct)
    wordy = [text for text in distinct if not any(char.isdigit() for char in text)]
    length = sum(map(len, wordy)) / len(wordy) if len(wordy) > len(distinct) / 2 else 0
    return found * 5 >= len(distinct) or named * 2 > len(distinct) or length > _FREELY


_EXACT = frozenset(PERSONAL_COLUMNS)
