"""The log of the dashboard: what went wrong and where, without what an error quotes of people."""

import logging

from data.parsing.privacy import mask_report


class _Masked(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = mask_report(record.getMessage()), ()
        if record.exc_info:
            record.exc_text = mask_report(logging.Formatter().formatException(record.exc_info))
        return True


def logger() -> logging.Logger:
    """The dashboard's logger."""
    log = logging.getLogger("shirong.ui")
    if not any(isinstance(one, _Masked) for one in log.filters):
        log.addFilter(_Masked())
    return log
