"""The road of an address, measured on addresses labelled by hand; docs/place-matching.md says how
well."""

from pathlib import Path

import pytest

from data.objects.roads import OnRoad, road_of
from tests.data.addresses import KNOWN, PLAIN, REGISTERED

DOCS = Path(__file__).resolve().parents[2] / "docs" / "place-matching.md"
CASES = [(*one, ()) for one in PLAIN] + [(*one, REGISTERED) for one in KNOWN]


def _measured() -> tuple[int, int, int, list[str]]:
    """Addresses on a road; roads found; found rightly; the wrong ones."""
    named = found = right = 0
    wrong = []
    for address, roads, known in CASES:
        got = road_of(address, known).roads
        named += roads is not None
        found += bool(got)
        right += got == (roads or ()) and bool(got)
        if got != (roads or ()):
            wrong.append(f"{address}: {got} / {roads}")
    return named, found, right, wrong


def test_precision_on_addresses_labelled_by_hand():
    named, found, right, wrong = _measured()
    assert len(CASES) >= 100
    assert right / found >= 0.95, wrong
    assert right / named >= 0.95, wrong


def test_the_docs_say_what_is_measured():
    named, found, right, _ = _measured()
    figures = (len(CASES), named, found, right, f"{right / found:.1%}", f"{right / named:.1%}")
    said = f"| {' | '.join(map(str, figures))} |"
    assert said in DOCS.read_text(encoding="utf-8"), said


@pytest.mark.parametrize(
    ("address", "plain"),
    [
        ("人民路12号", True),
        ("人民路12弄3号", True),
        ("人民路（解放路至中山路段）", True),
        ("人民路东侧", True),
        ("人民路公厕", False),
        ("人民路12号烧烤店", False),
    ],
)
def test_a_place_on_a_road_is_not_the_road(address: str, plain: bool):
    assert road_of(address) == OnRoad(("人民路",), plain)


def test_a_district_that_is_known_is_no_part_of_the_name():
    assert road_of("新市区北京路3号", (), ("新市区", None)).roads == ("北京路",)
    assert road_of("听泉人民路3号", ("人民路",), ("云栖区", "听泉")).roads == ("人民路",)
