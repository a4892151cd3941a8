"""Door numbers of homes, where the text says that somebody lives there.

`家住9号3幢502室` gives away who complains; `9号3幢502室楼下油烟扰民` says where the problem is,
and an office must find it. Told apart by what stands before the door in the same clause: `家住`,
`住址`, the name of the person (masked by now) with the address in brackets, `我是…的业主`. Street
and house number stay: the problem is mostly near by.
"""

import re

_NUMBER = r"[0-9A-Za-z一二三四五六七八九十百]{1,5}"
_PART = rf"第?{_NUMBER} ?[-—#]? ?(?:号楼|#楼|幢|栋|座|单元|室|楼|层|门|户|号房|房)"
DOOR = (
    rf"(?:{_PART}(?:[ ,-]?{_PART})*(?:[ -]?\d{{2,4}}(?!\d|[米元人天年月日个次号路])(?:室|户)?)?"
    r"|(?:\d{1,3}[-—#]){1,3}\d{2,4}(?!\d)(?:室|户)?)"
)
_WITHIN = r"[^，,。；;！!？?\n\[\]]{0,40}?"  # the clause goes on
_LIVES = (
    r"家住|住址|住在|现住|居住在|居住于|住于|居住地址?|家庭地址|联系地址|通讯地址|通信地址|户籍地?址?|"
    r"(?:来电人|投诉人|举报人|反映人|诉求人|联系人|申请人|当事人|业主|本人|市民|居民|群众|其)(?:的)?(?:家庭)?(?:住址|地址)|"
    r"我家(?:在|是|住)?|我住|本人住|(?:市民|居民|业主|来电人|\[姓名\](?:先生|女士)?)住(?:在)?(?![宅房户])"
)
_AT_HOME = re.compile(rf"((?:{_LIVES})[::：为是在 ]{{0,3}}{_WITHIN})({DOOR})")
_IN_BRACKETS = re.compile(
    rf"(\[姓名\](?:先生|女士|小姐|同志|阿姨|师傅|大爷|大妈)?(?:[,， ]?\[电话\])?[(（,， ]{{1,2}}"
    rf"(?:住址?|地址|家住)?[::： ]?[^，,。；;！!？?\n\[\]()（）]{{0,30}}?)"
    rf"({DOOR})(?=[)）]|[^)）]{{0,3}}$)"
)
_BARE_ADDRESS = re.compile(
    rf"(\[(?:姓名|电话|证件号)\][^。！!？?\n]{{0,20}}?(?<!事发)(?<!发生)(?<!问题)(?<!涉事)"
    rf"(?:地址|住处)[::： ]{{0,2}}{_WITHIN})"
    rf"({DOOR})"
)
_MY_HOME = re.compile(
    rf"((?:我|本人|来电人|市民|投诉人|反映人|\[姓名\](?:先生|女士)?)(?:是|为|系|作为)"
    rf"[^，,。；;！!？?\n]{{0,25}}?)({DOOR})"
    r"(?=的?(?:业主|住户|居民|租户|户主|房主|房东|租客))"
)

HOME = "[门牌]"
# A quick look (RE2) that finds every text in which a cue of words, not of marks, does.
SUSPECT = (
    r"(?:住|我家|地址|户籍|(?:我|本人|来电人|市民|投诉人|反映人)(?:是|为|系|作为))"
    r".*(?:幢|栋|单元|室|号楼|座|[#＃]|[0-9０-９][-—－][0-9０-９]|门|楼|房|户|层)"
)
_CUE = re.compile(rf"{_LIVES}|\[姓名\]|\[电话\]|\[证件号\]|我是|本人|为|是|系")


def mask_homes(plain: str) -> str:
    """A text whose names and numbers are masked, with the doors of homes replaced by a mark."""
    if not _CUE.search(plain):
        return plain
    for pattern in (_AT_HOME, _IN_BRACKETS, _BARE_ADDRESS, _MY_HOME):
        plain = pattern.sub(rf"\1{HOME}", plain)
    return plain
