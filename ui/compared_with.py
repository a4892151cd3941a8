"""What a page compares with, in words: the period before, or the same days of it where the period
that is shown still runs."""

from metrics.finished import Progress
from metrics.scoring.ranking import Ranking
from ui import format as f
from ui.i18n import language, t


def compared_word(progress: Progress) -> str:
    """上期, or 上期同日: over a column of values that are compared with."""
    return t("before-same-days" if progress.running else "before")


def score_word(progress: Progress) -> str:
    """The heading of a column of scores of before."""
    return t("column-previous-same-days" if progress.running else "column-previous")


def ring(ranking: Ranking) -> str:
    """What a ring in a ranking chart is; of a running period the days that are compared with, after
    a change of the scheme the score by the rules of now."""
    if ranking.reform is not None:
        return t("key-comparable")
    if ranking.compared is None or not ranking.progress.running:
        return t("key-before")
    return t("key-same-days", days=ranking.compared.days_label(language()))


def change_from(change: str, value: str, progress: Progress) -> str:
    """A change with the value that it started from; the change alone where there is neither."""
    if not change or not value:
        return change
    code = "change-from-same-days" if progress.running else "change-from"
    return t(code, change=change, before=value)


def rank_tone(change: float, progress: Progress) -> str:
    """The tone of a rank that changed; none of a period that is not finished, whose ranks are not
    final."""
    return f.tone(change) if progress.finished else "quiet"
