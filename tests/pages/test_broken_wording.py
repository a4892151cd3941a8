"""A wording of notices that the office broke: each page says what, where, and what to do."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from data.store import Store
from metrics.bulletin.wording import FOLDER
from metrics.editions.edition import Edition
from tests.metrics.edition_cases import published

SAID = {
    "zh": ("通报用语文件有误", "zh.ftl 第 2 行", "移走"),
    "en": ("wording of notices has faults", "zh.ftl, line 2", "take the file out"),
}
BROKEN = {
    "zh.ftl": b"# ours\nbulletin-ranking = { $gift }\n",
    "kinds.yaml": b"# ours\nmonthly: [weather]\n",
}


@pytest.fixture(scope="module")
def edition(changed_store: Store) -> Edition:
    """Published while the wording was whole."""
    return published(changed_store)


@pytest.fixture(params=BROKEN)
def broken(request: pytest.FixtureRequest, changed_store: Store, edition: Edition) -> Iterator[str]:
    path = Path(changed_store.folder) / FOLDER / request.param
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(BROKEN[request.param])
    yield request.param
    path.unlink()


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("page", ["bulletins", "briefing", "editions"])
def test_a_broken_wording_is_said_with_file_line_and_what_to_do(
    open_page, markup, changed_store, edition, broken, page, lang
) -> None:
    text = markup(open_page(page, changed_store, lang=lang))
    title, place, what = SAID[lang]
    if lang == "en" and broken == "kinds.yaml":
        place = "zh.ftl line 2"
    assert title in text and place.replace("zh.ftl", broken) in text and what in text
    assert "Traceback" not in text and ("2025-09" in text or page != "editions")


def test_an_edition_stays_readable_and_its_difference_says_why_not(
    open_page, markup, changed_store, edition, broken
) -> None:
    whole = markup(open_page("editions", changed_store, edition=edition.id))
    assert edition.notice.title.text("zh") in whole and "有误" not in whole
    text = markup(open_page("editions", changed_store, edition=edition.id, part="difference"))
    assert "通报用语文件有误" in text and broken in text
