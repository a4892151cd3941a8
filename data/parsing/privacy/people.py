"""Names of people in a text, where the text itself says that a person is meant.

A Chinese name is a surname and one or two characters, and so are many words: a name is masked
only behind a word for a person (`来电人`, `业主`), before a title (`先生`) or beside a number that
was masked, never for its looks alone; and never when it is an ordinary word (`市民高度关注`).
"""

import re
from pathlib import Path

import yaml

VOCABULARY = Path(__file__).resolve().parents[2] / "vocabulary"
HAN = "\u4e00-\u9fff"  # Chinese characters

PEOPLE: dict[str, str] = yaml.load(
    (VOCABULARY / "people.yaml").read_text("utf-8"), yaml.CSafeLoader
)
SURNAMES = "".join(PEOPLE["surnames"].split())
COMPOUND = "|".join(PEOPLE["compound"].split())
_WORDS = frozenset(PEOPLE["words"].split())
_BEHIND = frozenset(PEOPLE["behind"].split())
_PERSON = (
    "(?:投诉|举报|联系|来电|诉求|反映|报案|当事|求助|申请|来信|来访|信访|咨询|报告|报料|爆料|报修|受害|发帖|留言|建议|"
    "反应|呼叫|致电|申诉|控告|委托|代理|陈述|相对|被处罚|受处罚|被罚款?|违法行为|违法|被执行)[人者]"
    "|业主|户主|房主|车主|店主|摊主|机主|房东|市民|居民|住户|村民|群众|租户|租客|家长|网民|网友|邻居|司机|诉求方"
    "|患者|乘客|顾客|游客|街坊|老伯"
)
# Words for a person with a post: a name behind them is one only where a colon says so.
_POST = (
    "(?:制表|填报|填表|经办|审核|负责|上报|联络|收件|签收|申报|法定代表|统计|签名|签字|督办|承办)人|法人|签名|签字|姓名|名字|"
    "监督员|采集员|网格员|巡查员|户名|开户名|称呼"
)
TITLE = (
    "(?:先生|女士|小姐|同志|阿姨|大爷|大妈|师傅|老师|大叔|大伯|大姐|大哥|大娘|奶奶|爷爷|叔叔|太太|老太|婆婆|老伯|"
    "老汉|老人家|老板娘?|经理)"
)
# Characters that hardly occur in given names and often begin what follows a name.
_NEVER = (
    "的了是在不有这那个们我你他她它和与或及也都很就要会能以到从被把给让向对由等其此该每各某为因所而但又再"
    "还已并且吗呢吧啊打拨去来找问看用做写过请叫喊没未无非少几两些者人家住处区县市镇乡街道路村号楼院幢栋"
    "层户室店铺站局厅署队组科员车房钱款说称讲诉告投举反提出觉认希需求咨询通知电话证码时候点分前后左右里外"
    "间旁边内今昨周期次下上"
)
_GIVEN = rf"[^{_NEVER}\W\dA-Za-z_]"
_NAME = rf"(?:(?:{COMPOUND}){_GIVEN}{{1,2}}?|[{SURNAMES}]{_GIVEN}{{1,2}}?)"
_LONG_NAME = rf"(?:(?:{COMPOUND}){_GIVEN}{{0,2}}|[{SURNAMES}]{_GIVEN}{{1,2}})"
_FOREIGN = rf"[{HAN}]{{1,6}}·[{HAN}]{{1,8}}(?:·[{HAN}]{{1,6}})?"
_VERB = (
    "反映|反应|来电|致电|来信|来访|称|表示|投诉|举报|诉求|诉称|咨询|求助|建议|要求|希望|请求|请|说|讲|电话|手机|联系|"
    "身份|家住|家里|家中|住|于|在|因|向|对|到|拨打|通过|发现|认为|提出|提供|提到|多次|再次|又|现|今|昨|的|等|与|和|及|"
    "已|被|从|自|将|把|申请|告知|报修|报警|询问|质疑|不满|不服|男|女|年|家|户|本人|夫妻|夫妇|一家|诉|拒|系|是|为|也|"
    "并|亦|均|却|就|未|没|不|要|想|需|觉得|担心|强烈|跟|给|让|接|曾|先后|曾经|两次|三次|每|常|一直|留言|写信|上门|"
    "前往|路过|经过|购买|租|骑|驾|开车|停"
    "|占|擅|乱|违|无照|无证|涉嫌|摆|设摊|经营|店外|随意|堆|倾倒|抛洒|焚烧|搭建|张贴|散发|运输"
)
_ENDS = rf"(?=$|[^{HAN}]|{_VERB})"

_PLACE_END = "区县市镇乡村街道路省局办处科组院校厂店"
_SURELY = ("先生", "女士", "小姐")  # what stands before these is a name, whatever it looks like

_TITLED = re.compile(rf"((?:{COMPOUND}){_GIVEN}{{0,2}}|[{SURNAMES}]{_GIVEN}{{0,2}})(?={TITLE})")
_SHOP = re.compile(
    rf"{TITLE}(?:(?!{_VERB})[{HAN}]){{0,6}}?"
    "(?:店|馆|铺|坊|面|饭|餐|小吃|超市|水果|烧烤|火锅|理发|公司|厂|培训|工作室|摊|档口|粉|汤|饼|包子|烤|菜|食府|"
    "大排档|诊所|早点|蛋糕|奶茶|咖啡|广场|大厦|学校|幼儿园|牌)"
)
_LABELLED = re.compile(
    rf"((?:{_PERSON}|{_POST})(?:姓名|名称)?\s?[::：]\s?)((?:{COMPOUND})[{HAN}]{{0,2}}?"
    rf"|[{SURNAMES}][{HAN}]{{1,2}}?|{_FOREIGN})"
    rf"(?=[^{HAN}·]|$|电话|手机|联系|反映|投诉|来电|身份|性别|住址|地址|先生|女士|小姐|于|称)"
)
_BEHIND_PERSON = re.compile(
    rf"((?:{_PERSON}|姓名|本人|我叫|我是|名叫|叫做)(?:姓名|名叫|叫|为|是|系)?[ ,，(\[“\"]?)"
    rf"(?!(?:{COMPOUND}|.)(?:{_VERB}))({_NAME}){_ENDS}"
)
_FOREIGN_BEHIND = re.compile(
    rf"((?:{_PERSON}|姓名|本人|我叫|我是|名叫)(?:姓名|是|为)?\s?)({_FOREIGN})"
)
_ABOUT = re.compile(rf"(关于)({_LONG_NAME}?)(?=投诉|举报|反映|信访|来信|来电|的来信|的信访)")
_AT_START = re.compile(
    rf"(^|[。；;\n]\s?)({_LONG_NAME}?)(?=(?:再次|多次)?(?:反映|来电|致电|来信|投诉|举报)[,，:：])"
)
_BESIDE_NUMBER = re.compile(
    rf"(^|[^{HAN}\]]|人|联系|找|请与|和|与|给|叫)({_LONG_NAME})"
    r"(?=[ ,，、:：;；/(（-]{0,2}(?:男|女)?[ ,，、]?(?:(?:的|其)?(?:联系|来电|手机)?"
    r"(?:电话|手机|方式|号码|身份证)(?:号码|号)?[:：是为]?\s?)?[(（]?\[(?:电话|证件号)\])"
)
_LISTED = re.compile(
    rf"(\[姓名\](?:、|和|及|与|，|,) ?)({_LONG_NAME})(?=[^{HAN}·]|$|等|反映|投诉|举报)"
)
_BEHIND_NUMBER = re.compile(rf"(\[(?:电话|证件号)\][ ,，(（]{{1,2}})({_LONG_NAME})(?=$|[^{HAN}])")
_ENGLISH = re.compile(
    r"((?i:caller|complainant|requester|contact|resident|tenant|applicant|name|called by|"
    r"reported by|i am|my name)\s?(?i:name|person)?\s?(?i:is|was|:|：|-|,)?\s)"
    r"([A-Z][a-z'’-]+(?: [A-Z]\.?)? [A-Z][a-z'’-]+)"
)
_ENGLISH_TITLED = re.compile(
    r"(\b(?:Mr|Mrs|Ms|Miss|Mister|Madam)\.?\s)([A-Z][A-Za-z'’-]+(?: [A-Z][a-z'’-]+)?)"
)

NAME = "[姓名]"
# A quick look (RE2: no looking around) that finds every text in which one of the above does.
SUSPECT = (
    rf"(?:{_PERSON}|{_POST}|姓名|本人|我叫|我是|名叫|叫做)[姓名叫为是系称]{{0,3}}"
    rf"[\s\x{{3000}}:：，,(（“\"\[]{{0,4}}(?:[{SURNAMES}]|{COMPOUND}|[{HAN}]{{1,6}}·)"
    rf"|(?:[{SURNAMES}]|{COMPOUND})[{HAN}]{{0,2}}{TITLE}|关于[{SURNAMES}]|关于(?:{COMPOUND})"
    rf"|(?:[{SURNAMES}]|{COMPOUND})[{HAN}]{{0,5}}(?:反映|来电|致电|来信|投诉|举报)[,，:：]"
    r"|[ａ-ｚ]{3}|(?i:caller|complainant|requester|contact|resident|tenant|applicant|name|by|i am"
    r"|mr|mrs|ms|miss|mister|madam)\b.{0,30}[A-Z]"
    r"|\[(?:姓名|电话|证件号)\]"
)


_JOINING = "向于方任程史文"
_SURNAME_SET = frozenset(SURNAMES)


def mask_names(plain: str) -> str:
    """A text whose numbers are masked, with names replaced by their mark."""
    plain = _LABELLED.sub(_named, plain)
    plain = _TITLED.sub(_titled, plain)
    plain = _FOREIGN_BEHIND.sub(rf"\1{NAME}", plain)
    for pattern in (_BEHIND_PERSON, _ABOUT, _AT_START):
        plain = pattern.sub(_named, plain)
    if "[电话]" in plain or "[证件号]" in plain:
        plain = _BEHIND_NUMBER.sub(_named, _BESIDE_NUMBER.sub(_named, plain))
    listed = _LISTED.sub(_named, plain) if NAME in plain else plain
    while listed != plain:  # one name after the other
        plain, listed = listed, _LISTED.sub(_named, listed)
    if not plain.isascii() and not re.search("[A-Z][a-z]", plain):
        return plain
    return _ENGLISH_TITLED.sub(rf"\1{NAME}", _ENGLISH.sub(rf"\1{NAME}", plain))


def is_word(name: str) -> bool:
    """Whether what looks like a name is an ordinary word, or begins with one, or names a place."""
    return name[:2] in _WORDS or name[:3] in _WORDS or (len(name) > 2 and name[-1] in _PLACE_END)


def looks_like_name(text: str) -> bool:
    """Whether a cell holds a name and nothing else, as far as its characters tell."""
    if re.fullmatch(_FOREIGN, text) or re.fullmatch(rf".{{1,4}}{TITLE}", text):
        return True
    return re.fullmatch(_LONG_NAME, text) is not None and not is_word(text)


def _named(found: re.Match[str]) -> str:
    told = found[1].endswith(("我叫", "名叫"))
    return f"{found[1]}{NAME}" if told or not is_word(found[2]) else found[0]


def _titled(found: re.Match[str]) -> str:
    """A name before a title; of `班主任唐老师` only what is the name."""
    name, before = found[1], found.string[max(0, found.start() - 1) : found.start()]
    lead = ""
    joined = before + name[0] in _BEHIND or (name[0] in _JOINING and name[1:2] in _SURNAME_SET)
    if joined or name in _JOINING:
        lead, name = name[0], name[1:]
        if not name or name[0] not in _SURNAME_SET:
            return found[0]
    if name[:2] in _WORDS and name[2:] and name[2] in _SURNAME_SET:  # 游客唐女士
        lead, name = lead + name[:2], name[2:]
    if _SHOP.match(found.string, found.end()):
        return found[0]
    if len(name) > 1 and is_word(name) and not found.string.startswith(_SURELY, found.end()):
        return found[0]
    return lead + NAME
