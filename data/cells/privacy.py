"""What identifies a person is taken out of text before anything is stored.

Masked: mobile and landline numbers, identity-card numbers, e-mail addresses, licence plates, and
names where the text itself says that a person follows. Not masked: case numbers, component codes
(16 digits), dates, numbers of documents and houses, which only look alike.
"""

import re
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

# Columns that are never stored, whatever the profile: who complained, and how to reach them.
PERSONAL_COLUMNS = (
    *(
        "姓名",
        "来电人",
        "来电人姓名",
        "诉求人",
        "诉求人姓名",
        "举报人",
        "投诉人",
        "联系人",
        "当事人",
    ),
    *(
        "性别",
        "年龄",
        "身份证",
        "身份证号",
        "身份证号码",
        "证件号码",
        "电话",
        "联系电话",
        "来电号码",
    ),
    *(
        "手机",
        "手机号",
        "手机号码",
        "联系方式",
        "家庭住址",
        "住址",
        "联系地址",
        "来电人地址",
        "邮箱",
    ),
)

_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_IDENTITY = re.compile(
    r"(?<!\d)[1-9]\d{5}([ -]?)(?:19|20)\d{6}\1\d{3}[\dXx](?![0-9A-Za-z])|"
    r"(?<!\d)[1-9]\d{16}[\dXx](?![0-9A-Za-z])"
)
_OLD_IDENTITY = re.compile(r"(证[^0-9\n]{0,8})([1-9]\d{14})(?!\d)")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_MOBILE = re.compile(
    r"(?<![\d第])(?<!\d\.)(?:\(?(?:\+|00)?86\)?[- ]?)?"
    r"(?:1[3-9]\d[-—– ]?\d{4}[-—– ]?\d{4}"
    r"|1[3-9]\d\.\d{4}\.\d{4}"
    r"|1[3-9]\d{2}[- ]\d{3}[- ]\d{4}|1[3-9]\d[- ]\d{3}[- ]\d{5}|1[3-9]\d{3}[- ]\d{6}"
    r"|1 [3-9](?: \d){9})(?!\d)"
    r"|(?<![零〇一二三四五六七八九幺])[一幺][三四五六七八九][零〇一二三四五六七八九幺]{9}"
    r"(?![零〇一二三四五六七八九幺])"
)
# Written apart any area code will do; run together it must be one, or a serial might be hit. A
# number in two halves does not begin with a year: that is a serial as well.
_LANDLINE = re.compile(
    r"(?<![0-9A-Za-z-])(?:(?:\(?0\d{2,3}\)?[-—– ]{1,3}){1,2}(?:\d{7,8}|(?!20)[2-9]\d{2,3}[- ]\d{4})"
    r"|\(0\d{2,3}\)(?:\d{7,8}|\d{3,4}[- ]\d{4})"
    r"|\+86[- ]?\d{2,3}[- ]\d{7,8}|0(?:10|2\d|[3-9]\d{2})[2-9]\d{6,7})"
    r"(?:[-转]\d{1,5})?(?![0-9A-Za-z])"
)
_NAMED_NUMBER = re.compile(
    r"((?:电话|座机|热线|手机|联系|致电|[Tt]el)[^0-9\n]{0,6})"
    r"([2-9]\d{6,7}|[2-9]\d{2,3}[- ]\d{4})(?!\d)"
)
_PLATE = re.compile(
    rf"[{_PROVINCES}][A-HJ-NP-Z][·•.\- ]{{0,2}}"
    r"(?:[A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9挂学警港澳](?![A-Z0-9])|[A-HJ-NP-Z0-9]{4,5}[挂学警港澳])"
    rf"|[{_PROVINCES}][a-z][·• ]?(?=(?:[a-z]*\d){{3}})[a-z0-9]{{5,6}}(?![A-Za-z0-9])"
)

# A name is masked only behind a word for the person whose name it must be.
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
    "余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
_PERSON = (
    "(?:投诉人|举报人|联系人|来电人|诉求人|反映人|报案人|当事人|求助人|业主|户主|房主|车主|店主|市民|居民|"
    "住户|村民|群众|租户|家长|网民|群众代表)"
)
_TITLE = "(?:先生|女士|小姐|同志|阿姨|大爷|大妈|师傅|老师)"
_TITLED = re.compile(
    rf"({_PERSON}(?:姓名)?[:：为是]?\s?)[{_SURNAMES}][\u4e00-\u9fff]{{0,2}}?(?={_TITLE})"
)
_LABELLED = re.compile(
    rf"({_PERSON}(?:姓名)?\s?[:：]\s?|姓名\s?[:：]\s?)[{_SURNAMES}][\u4e00-\u9fff·]{{1,2}}"
    r"(?=[^\u4e00-\u9fff]|$|电话|手机|联系|反映|投诉|来电)"
)
_SUSPECT = (
    r"[0-9０-９][0-9０-９\-－—– .．()（）]{6,}|[@＠]|[" + _PROVINCES + r"][A-Za-zＡ-Ｚａ-ｚ]"
    rf"|{_PERSON}|姓名|[一幺][三四五六七八九][零〇一二三四五六七八九幺]{{9}}"
)

_WIDTHS = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in "，；：？！"}
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_MADE_UP_YEARS = 2005  # 18 digits with a later date may be a case number: the check digit decides


def mask(text: str) -> str:
    """The text with everything that identifies a person replaced by a mark such as `[电话]`."""
    plain = _narrow(text)
    for pattern, mark in (
        (_EMAIL, "[邮箱]"),
        (_PLATE, "[车牌]"),
        (_MOBILE, "[电话]"),
        (_LANDLINE, "[电话]"),
    ):
        plain = pattern.sub(mark, plain)
    plain = _IDENTITY.sub(lambda m: "[证件号]" if _is_identity(m.group()) else m.group(), plain)
    plain = _OLD_IDENTITY.sub(r"\1[证件号]", plain)
    plain = _NAMED_NUMBER.sub(r"\1[电话]", plain)
    plain = _LABELLED.sub(r"\1[姓名]", _TITLED.sub(r"\1[姓名]", plain))
    return text if plain == _narrow(text) else plain


def mask_column(column: pa.Array) -> pa.Array:
    """`mask` for a string array; texts without anything suspicious are not looked at twice."""
    suspect = pc.fill_null(pc.match_substring_regex(column, _SUSPECT), False)
    if not pc.any(suspect).as_py():
        return column
    masked = [mask(text) for text in column.filter(suspect).to_pylist()]
    return pc.replace_with_mask(column, suspect, pa.array(masked, pa.string()))


def _narrow(text: str) -> str:
    """Full-width letters, digits and signs as plain ones; other characters stay as written."""
    return text.translate(_WIDTHS)


def _is_identity(number: str) -> bool:
    """18 digits: a possible birthday, and the check digit where a case number could look alike."""
    digits = re.sub("[ -]", "", number)
    try:
        born = date.fromisoformat(digits[6:14])
    except ValueError:
        return False
    total = sum(int(d) * w for d, w in zip(digits, _WEIGHTS, strict=False))
    checks = "10X98765432"[total % 11] == digits[17].upper()
    return 1900 <= born.year < _MADE_UP_YEARS or (born.year < 2100 and checks)
