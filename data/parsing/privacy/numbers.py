"""Numbers that lead to a person: telephones, papers, plates, cards, accounts, e-mail addresses.

Not masked are numbers of cases, components (16 digits), documents and houses, dates, amounts and
coordinates, which only look alike: hence the shapes, check digits and labels below.
"""

import re
from collections.abc import Callable
from datetime import date

PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_GAP = r"[-—–−‐‑~_/·•.,，、 \t]"  # between the groups of one number

_EMAIL = re.compile(r"[\w.+-]+ ?@ ?[\w-]+(?:\.[\w-]+)+", re.ASCII)

# Telephones. The groups of a mobile number are parted alike; two halves do not hold a date.
_MOBILE = re.compile(
    r"(?<![\d第])(?<!\d\.)(?:\(?(?:\+|00)?86\)?[- ]?)?"
    r"(?!1\d\d[-— ]20[0-4]\d[01]\d[0-3]\d(?!\d))"
    rf"(?:1[3-9]\d(?P<a>{_GAP}{{0,3}})\d{{4}}(?P=a)\d{{4}}"
    rf"|1[3-9]\d[- ]?\d{{4}}[- ]?\d{{4}}|1[3-9]\d[-—– ]{{1,2}}(?!20[0-4]\d[01]\d)\d{{8}}"
    r"|1[3-9]\d{5}[-—– ]\d{4}"
    rf"|1[3-9]\d{{2}}(?P<b>{_GAP})\d{{3}}(?P=b)\d{{4}}|1[3-9]\d(?P<c>{_GAP})\d{{3}}(?P=c)\d{{5}}"
    r"|1[3-9]\d{3}[- ]\d{6}"
    r"|1(?P<d>[ -])[3-9](?:(?P=d)\d){9})(?!\d)"
    r"|(?<![零〇一二三四五六七八九幺])[一幺][三四五六七八九][零〇一二三四五六七八九幺]{9}"
    r"(?![零〇一二三四五六七八九幺])"
)
# Written apart any area code will do; run together it must be one, or a serial might be hit. A
# number in two halves does not begin with a year: that is a serial as well.
_LANDLINE = re.compile(
    r"(?<![0-9A-Za-z-])(?<!\d[.,])"
    r"(?:(?:\(?0\d{2,3}\)?[-—–−‐‑_/.,，、 ]{1,3}){1,2}(?:\d{7,8}|(?!20)[2-9]\d{2,3}[-., ]\d{4})"
    r"|\(0\d{2,3}\) ?(?:\d{7,8}|\d{3,4}[- ]\d{4})"
    r"|\+86[- ]?\d{2,3}[- ](?:\d{7,8}|\d{3,4}[- ]\d{4})"
    r"|0(?:10|2\d|[3-9]\d{2})[2-9](?:\d{6,7}|\d{2,3}[- ]\d{4}))"
    r"(?:[-转]\d{1,5})?(?![0-9A-Za-z])"
)
_ABROAD = re.compile(
    r"(?<![A-Za-z0-9_.])\+(?!86)[1-9]\d{0,2}(?:[-. ()]{0,2}\d){7,12}(?!\d)"
    r"|(?<![A-Za-z0-9_.+-])(?:1[-. ])?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[-.])"
    r"[2-9]\d{2}[-.]\d{4}(?![A-Za-z0-9_-])"
)
_NAMED_NUMBER = re.compile(
    r"((?:电话|座机|热线|手机|联系|致电|[Tt]el|[Pp]hone|[Mm]obile)[^0-9\n]{0,6})"
    r"(?!(?:12345|12319|96310|110|119|120|122)(?!\d))"
    r"([2-9]\d{6,7}|[2-9]\d{2,3}[-., ]\d{4}|1[3-9](?:[^\d\n\u4e00-\u9fff]{0,2}\d){9})(?!\d)"
)

# Papers.
_IDENTITY = re.compile(
    r"(?<!\d)[1-9]\d{5}(?P<a>[-—–_/.,， ]{0,2})(?:18|19|20)\d{6}(?P=a)\d{3}[\dXx](?![0-9A-Za-z])"
    r"|(?<!\d)[1-9](?:[-_/.,， ]?\d){16}[-_/.,， ]?[\dXx](?![0-9A-Za-z])"
)
_OLD_IDENTITY = re.compile(r"((?:证|身份)[^0-9\n]{0,8})([1-9]\d{14})(?!\d)")
_PASSPORT = re.compile(
    r"(?<![A-Za-z0-9])(?:[EGeg](?!20[0-4]\d[01]\d)\d{8}|E[A-HJ-NP-Z]\d{7}"
    r"|[HM](?!20[0-4]\d[01]\d)\d{8})(?![A-Za-z0-9])"
)
_NAMED_PASSPORT = re.compile(
    r"((?:护照|通行证|台胞证|回乡证|居留证|军官证|[Pp]assport)[^0-9A-Za-z\n]{0,8})"
    r"([A-Za-z]{0,2}\d{6,10})(?![A-Za-z0-9])"
)

# Plates: a blank behind the province is no end of a word such as `更新`.
_PLATE = re.compile(
    rf"(?:[{PROVINCES}]|(?<![更最高全创翻重南北东西四银长丹海])[{PROVINCES}][ ·]{{1,2}})"
    r"[A-HJ-NP-Z][·•.\-— ]{0,2}"
    r"(?:(?:[A-HJ-NP-Z0-9][ ·]?){4,5}[A-HJ-NP-Z0-9挂学警港澳](?![A-Z0-9])"
    r"|[A-HJ-NP-Z0-9]{4,5}[挂学警港澳])"
    rf"|[{PROVINCES}] ?[a-z][·• ]?(?=(?:[a-z]*\d){{3}})[a-z0-9]{{5,6}}(?![A-Za-z0-9])"
)

# Cards. Run together only those that no region's code begins like; parted or named any.
_CARD = re.compile(r"(?<![\d.])62\d{14,17}(?!\d)")
_PARTED_CARD = re.compile(
    r"(?<!\d)(?:62|4\d|5[1-5]|35)\d{2}([ -])\d{4}\1\d{4}\1\d{4}(?:\1?\d{1,3})?(?!\d)"
)
_NAMED_CARD = re.compile(
    r"((?:银行卡|储蓄卡|信用卡|卡号|账号|帐号|账户|帐户|社保卡号|开户行)[^0-9\n]{0,10})"
    r"(\d(?:[ -]?\d){11,18})(?!\d)"
)
_GANSU = re.compile(r"62(?:0[1-9]|1[0-2]|29|30)\d{12}")  # components of Gansu: 16 digits

_WECHAT = re.compile(
    r"((?:微信|薇信|[Ww]e ?[Cc]hat|[Ww]ei[Xx]in|\b[Vv][Xx]|加[Vv]|[Vv]信)(?!公众|小程序|群|支付|扫)"
    r"(?:账号|号码|号|[Ii][Dd])?[^A-Za-z0-9\n\u4e00-\u9fff]{0,3}(?:是|为|同)?[::： ]{0,2})"
    r"([A-Za-z][\w-]{4,19}|\d{5,12})(?![\w-])",
    re.ASCII,
)
_WECHAT_ID = re.compile(r"(?<![A-Za-z0-9_])(?:wxid|wx)_[\w-]{4,20}", re.ASCII | re.IGNORECASE)
_QQ = re.compile(r"([QqＱ]{2}(?:号码|号|群)?[^0-9A-Za-z\n]{0,4})([1-9]\d{4,11})(?!\d)")

# A quick look (RE2: no looking around) that finds every text in which one of the above does.
_D = "[0-9０-９]"
_S = r"[-—–−‐‑~_/·•.,，、 \t\x{a0}\x{2000}-\x{200a}\x{3000}－～＿／．]"
SUSPECT = "|".join(
    (
        rf"[1１]{_S}?[3-9３-９](?:{_S}{{0,3}}{_D}){{9}}",
        rf"[0０](?:[()（）]|{_S}){{0,3}}{_D}(?:(?:[()（）]|{_S}){{0,3}}{_D}){{8}}",
        r"[+＋]",
        rf"[2-9２-９]{_D}{{2}}[)）\-.－．]",
        rf"(?:电话|座机|热线|手机|联系|致电|[TtＴｔ]el|[Pp]hone|[Mm]obile)[^0-9０-９]{{0,6}}{_D}",
        rf"{_D}(?:{_S}{{0,2}}{_D}){{11}}",
        rf"[A-Za-zＡ-Ｚａ-ｚ]{_D}{{6}}",
        r"护照|通行证|台胞证|回乡证|居留证|军官证|[Pp]assport",
        r"[@＠]",
        rf"[{PROVINCES}][ ·\x{{3000}}]{{0,2}}[A-Za-zＡ-Ｚａ-ｚ]",
        r"微信|薇信|(?i:wechat|we chat|weixin|wx|vx)|[VvＶｖ]信|加[VvＶｖ]|[QqＱｑ]{2}",
        r"[一幺][三四五六七八九][零〇一二三四五六七八九幺]{9}",
    )
)

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_GROWN_UP = 2016  # who is born later files no complaint: the number is one of a case
_MADE_UP_YEARS = 2005  # 18 digits with a later date may be a case number: the check digit decides

PHONE, PAPER, MAIL, PLATE, CARD, WECHAT, QQ = (
    "[电话]", "[证件号]", "[邮箱]", "[车牌]", "[银行卡]", "[微信]", "[QQ]",
)  # fmt: skip


def mask_numbers(plain: str) -> str:
    """A text (full width made plain) with every such number replaced by its mark."""
    if "@" in plain:
        plain = _EMAIL.sub(MAIL, plain)
    plain = _WECHAT_ID.sub(WECHAT, _QQ.sub(rf"\1{QQ}", _WECHAT.sub(rf"\1{WECHAT}", plain)))
    plain = _PLATE.sub(_if(_is_plate, PLATE), plain)
    if not any(char.isdigit() for char in plain):
        return _MOBILE.sub(PHONE, plain)
    plain = _NAMED_CARD.sub(rf"\1{CARD}", plain)
    plain = _CARD.sub(_if(_is_card, CARD), _PARTED_CARD.sub(_if(_is_card, CARD), plain))
    plain = _IDENTITY.sub(_if(_is_identity, PAPER), plain)
    plain = _OLD_IDENTITY.sub(rf"\1{PAPER}", plain)
    plain = _PASSPORT.sub(PAPER, _NAMED_PASSPORT.sub(rf"\1{PAPER}", plain))
    plain = _LANDLINE.sub(PHONE, _MOBILE.sub(PHONE, plain))
    return _NAMED_NUMBER.sub(rf"\1{PHONE}", _ABROAD.sub(PHONE, plain))


def _if(test: Callable[[str], bool], mark: str) -> Callable[[re.Match[str]], str]:
    return lambda found: mark if test(found.group()) else found.group()


def _digits(number: str) -> str:
    return "".join(char for char in number if char.isalnum())


def _is_plate(text: str) -> bool:
    return text.isalpha() is False and sum(char.isdigit() for char in text) >= 2


def _is_card(number: str) -> bool:
    """The check digit by Luhn (ISO/IEC 7812-1), and no component of Gansu."""
    digits = _digits(number)
    if digits == number and _GANSU.fullmatch(digits):
        return False
    doubled = (int(d) * 2 for d in digits[-2::-2])
    total = sum(map(int, digits[-1::-2])) + sum(d - 9 if d > 9 else d for d in doubled)
    return 15 <= len(digits) <= 19 and total % 10 == 0


def _is_identity(number: str) -> bool:
    """18 digits (GB 11643): a possible birthday, and the check digit where a number of a case, or
    several numbers in a row, could look alike."""
    digits = _digits(number)
    try:
        born = date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))
    except ValueError:
        return False
    total = sum(int(d) * w for d, w in zip(digits, _WEIGHTS, strict=False))
    checks = "10X98765432"[total % 11] == digits[17].upper()
    whole = _IDENTITY_SHAPE.fullmatch(number) is not None
    return (whole and 1900 <= born.year < _MADE_UP_YEARS) or (
        1850 < born.year < _GROWN_UP and checks
    )


_IDENTITY_SHAPE = re.compile(r"\d{6}([-—–_/.,， ]{0,2})\d{8}\1\d{3}[\dXx]")
