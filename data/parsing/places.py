"""Places in a ranking as people write them: `第3名`, `3/11`, `倒数第二`, `第一`."""

import re

from data.parsing.numerals import number_of

_N = "[0-9一二三四五六七八九十]+"
_PLACE = re.compile(
    rf"(?:居|位居|列|位列|排名?|名列|全[国省市]|并列)*(?P<last>倒数)?第?(?P<n>{_N})(?:\.0)?[名位]?"
    rf"(?:[/／](?P<of>{_N}))?"
)
_OF = re.compile(
    rf"(?:共|全部)?(?P<n>{_N})(?:\.0)?[个名家]?(?:单位|城市|县市区|区县|县区|市|区|县)?"
)
_LAST = re.compile(r"(?:居|位居|列|位列|排名?|名列|全[国省市])*(?:末位|最后一[名位]|垫底|倒数首位)")


def parse_place(text: str) -> int | None:
    """A place, 1 the first; counted from the last where it is written so: `倒数第二` -> -2."""
    plain = re.sub(r"\s+", "", text)
    if _LAST.fullmatch(plain):
        return -1
    match = _PLACE.fullmatch(plain)
    place = match and number_of(match["n"])
    if not match or not place:
        return None
    return -place if match["last"] else place


def parse_out_of(text: str) -> int | None:
    """Of how many: `11`, `共11个市`."""
    match = _OF.fullmatch(re.sub(r"\s+", "", text))
    return number_of(match["n"]) if match else None


def parse_place_out_of(text: str) -> int | None:
    """Of how many, where it stands behind the stroke of a place: `3/11`."""
    match = _PLACE.fullmatch(re.sub(r"\s+", "", text))
    return number_of(match["of"]) if match and match["of"] else None
