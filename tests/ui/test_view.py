"""The view and its URL."""

import pytest

from ui.view import View, from_query


def test_a_url_says_only_what_differs_from_the_default():
    assert View().query() == {}
    assert View(lang="en", period="2025-10").query() == {"lang": "en", "period": "2025-10"}


def test_a_url_restores_the_view_that_wrote_it():
    view = View("en", "2025-10", "sample-district", "城郊组", "team")
    assert from_query(view.query()) == view


@pytest.mark.parametrize("params", [{"lang": "fr"}, {"unknown": "1"}, {"lang": ""}])
def test_what_is_not_known_is_ignored(params):
    assert from_query(params) == View()
