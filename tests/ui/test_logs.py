"""The log says what went wrong, and not about whom."""

import logging

import pytest

from ui.logs import logger


def test_an_error_in_the_log_quotes_nobody(caplog: pytest.LogCaptureFixture) -> None:
    log = logger()
    with caplog.at_level(logging.WARNING):
        try:
            raise ValueError("Could not convert string '张三' (电话13800138000) to INT32, row 7")
        except ValueError:
            log.exception("reference %s: an import of %s", "ABC", "业主王建国，13800138000")
    assert "张三" not in caplog.text and "13800138000" not in caplog.text
    assert "王建国" not in caplog.text
    assert "reference ABC" in caplog.text and "row 7" in caplog.text and "ValueError" in caplog.text
