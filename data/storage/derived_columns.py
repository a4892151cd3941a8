"""What each computed column means, as SQL over the stored facts (DuckDB's own dialect).

A stage maps columns to formulas; a stage may use the columns of those before it. Rules that hold
throughout:

- What is not disposed is judged at `as_of`, the time that its export speaks of, never at "now".
- NULL means unknown, e.g. on time or not where there is no deadline to judge against.
- Self-handled cases carry wrong close times; they count as closed at the end of their first day.
- A day without a time is no moment: it is not before a moment on it. A duration that begins or ends
  with it is counted from or to the middle of what the day leaves possible; between two such days
  it is whole days.
- What was done before it was reported (`done_before_reported`) proves nothing: neither that it was
  in time nor how long it took.
"""

from data.storage.touched import PROBLEM
from kernel.schema import COMPLAINT_CHANNELS, OWN_CHANNELS

Stage = dict[str, str]

_FULL_WIDTH = "".join(chr(code) for code in (*range(0xFF01, 0xFF5F), 0x3000))
_HALF_WIDTH = "".join(chr(code) for code in (*range(0x21, 0x7F), 0x20))
_WIDE = "[\uff01-\uff5e\u3000]"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _one_of(column: str, values: tuple[str, ...]) -> str:
    return f"coalesce({column} IN ({', '.join(map(_quoted, values))}), false)"


def _day_end(moment: str) -> str:
    return f"date_trunc('day', {moment}) + INTERVAL 1 DAY - INTERVAL 1 SECOND"


def _midnight(moment: str) -> str:
    return f"{moment} = date_trunc('day', {moment})"


def _elapsed(start: str, end: str, unit: str) -> str:
    """Time from start to end in days or hours, NULL when negative or unknown."""
    seconds = {"day": 86400, "hour": 3600}[unit]
    return f"CASE WHEN {end} >= {start} THEN (epoch({end}) - epoch({start})) * 1e0 / {seconds} END"


# How spellings of one place are folded, in this order; docs/place-matching.md shows each of them.
_SPELLINGS = (
    (r"\s+", ""),
    (r"([0-9])#", r"\1号"),
    (r"(门前|门口|附近|旁边|旁|周边|一带|\([东南西北正前后侧]门\))$", ""),
    (r"([0-9])弄(弄口|口|内|里)$", r"\1弄"),
    (r"([0-9]+)[-–—~之][0-9]+号", r"\1号"),
    (r"号([-–—~之][0-9]+|[甲乙丙丁]$)", "号"),
    (r"([路街巷道])([0-9]+)$", r"\1\2号"),
    (r"(十字路口|交叉路口|交叉口|交汇处|交界处|交口)$", "路口"),
    (r"^(.+?[路街巷道弄])[与和、/](.+?[路街巷道弄])(路口|口)$", r"\1×\2"),
)


def place_key(column: str) -> str:
    """A place, folded so that spellings of one place meet: NULL when nothing is left.

    City and district before it go (places are compared inside a district). Full-width letters and
    digits become half-width, all lower case. Sub-numbers of a house number go (125-3号 and 125号之2
    are 125号, and so are 125# and a road's bare 125), so do words at the end that only say beside
    it (门口, 附近, 旁, 弄口, a gate in brackets; not 对面, which is another place). A crossing is
    its two roads in one order, however they are joined (与, /, 、) and whatever it is called
    (路口, 交叉口). Blanks and punctuation go last.
    """
    begin = f"strpos({column}, district)"
    text = (
        f"CASE WHEN regexp_matches(district, '[区县市旗]$') AND {begin} BETWEEN 1 AND 5 "
        f"THEN substr({column}, {begin} + length(district)) ELSE {column} END"
    )
    # translate() builds its table for every row: only for the rows that need it.
    narrow = f"translate({text}, {_quoted(_FULL_WIDTH)}, {_quoted(_HALF_WIDTH)})"
    text = f"lower(CASE WHEN regexp_matches({text}, '{_WIDE}') THEN {narrow} ELSE {text} END)"
    for pattern, replacement in _SPELLINGS:
        text = f"regexp_replace({text}, '{pattern}', '{replacement}', 'g')"
    # Not array_to_string: a macro that has its argument, all of the above, planned twice.
    text = f"list_aggregate(list_sort(string_split({text}, '×')), 'string_agg', '与')"
    return f"nullif(regexp_replace({text}, '[\\p{{P}}\\p{{S}}]+', '', 'g'), '')"


# The first day of the period that a label names: 2025, 2025-H2, 2025-Q3, 2025-10, 2025-W41 (its
# Monday), 2025-10-01..2025-10-20. A month that runs from the 21st to the 20th contains the first
# day of the month it is named after, so date ranges match labels there as well.
PERIOD_START = r"""CASE
    WHEN regexp_full_match(period, '\d{4}') THEN try_cast(period || '-01-01' AS DATE)
    WHEN regexp_full_match(period, '\d{4}-\d{2}') THEN try_cast(period || '-01' AS DATE)
    WHEN regexp_full_match(period, '\d{4}-H[12]')
        THEN make_date(CAST(period[1:4] AS INT), 6 * CAST(period[7:7] AS INT) - 5, 1)
    WHEN regexp_full_match(period, '\d{4}-Q[1-4]')
        THEN make_date(CAST(period[1:4] AS INT), 3 * CAST(period[7:7] AS INT) - 2, 1)
    WHEN regexp_full_match(period, '\d{4}-W\d{2}')
        THEN CAST(try_strptime(period || '-1', '%G-W%V-%u') AS DATE)
    ELSE try_cast(split_part(period, '..', 1) AS DATE) END"""

_SELF_HANDLED = "coalesce(self_handled, false)"
_REPORTED = "coalesce(reported_at, filed_at)"
_REPORTED_DAY = "(reported_at IS NOT NULL AND coalesce(reported_day_only, false))"
# At midnight of the day on which it was reported later: it is a day, whatever its file says.
_DONE_DAY = f"""(coalesce(CASE WHEN disposed_at IS NOT NULL THEN disposed_day_only
    ELSE closed_day_only END, false) OR coalesce({_midnight("done_at")}
    AND CAST(done_at AS DATE) = CAST({_REPORTED} AS DATE), false))"""


def _handling_seconds() -> str:
    """Seconds from the report to the end of handling, by what is known of both."""
    start, end, day = f"epoch({_REPORTED})", "epoch(done_at)", 86400
    return f"""CASE
        WHEN {_REPORTED_DAY} AND {_DONE_DAY}
            THEN {day} * date_diff('day', CAST({_REPORTED} AS DATE), CAST(done_at AS DATE))
        WHEN {_DONE_DAY} THEN (greatest({start}, {end}) + {end} + {day}) / 2e0 - {start}
        WHEN {_REPORTED_DAY} THEN {end} - ({start} + least({end}, {start} + {day})) / 2e0
        ELSE {end} - {start} END"""


# The deadline of the disposing unit alone, where the assessed one is shared by several units.
_OWN_DEADLINE = "coalesce(due_at, bundle_due_at)"

CASE_STAGES: tuple[Stage, ...] = (
    {
        "deadline": "coalesce(bundle_due_at, due_at)",
        "done_at": f"""CASE WHEN {_SELF_HANDLED} AND {_REPORTED} IS NOT NULL
            THEN {_day_end(_REPORTED)} ELSE coalesce(disposed_at, closed_at) END""",
        "is_closed": f"""closed_at IS NOT NULL OR {_SELF_HANDLED}
            OR {_one_of("stage", ("closed",))}""",
        "is_complaint": _one_of("channel", COMPLAINT_CHANNELS),
        "is_own": _one_of("channel", OWN_CHANNELS),
        "hour": f"extract('hour' FROM {_REPORTED})",
        "return_days": "NULL",
    },
    {
        "is_disposed": f"""done_at IS NOT NULL OR is_closed
            OR {_one_of("stage", ("disposed", "checking", "closed"))}""",
        "done_before_reported": f"""NOT {_SELF_HANDLED} AND coalesce(
            CASE WHEN {_REPORTED_DAY} OR {_DONE_DAY}
                THEN CAST(done_at AS DATE) < CAST({_REPORTED} AS DATE)
                ELSE done_at < {_REPORTED} END, false)""",
    },
    {
        "is_open": "NOT is_disposed",
        "is_overdue_open": "NOT is_disposed AND coalesce(deadline < as_of, false)",
        "is_disposal_due": f"""{_OWN_DEADLINE} IS NOT NULL
            AND (is_disposed OR coalesce({_OWN_DEADLINE} < as_of, false))""",
        "handling_hours": f"""CASE WHEN {_SELF_HANDLED} OR done_before_reported THEN NULL
            WHEN is_disposed THEN ({_handling_seconds()}) * 1e0 / 3600
            ELSE {_elapsed(_REPORTED, "as_of", "hour")} END""",
        "overdue_days": f"""nullif(CASE WHEN NOT {_SELF_HANDLED} THEN
            {_elapsed("deadline", "CASE WHEN is_disposed THEN done_at ELSE as_of END", "day")}
            END, 0)""",
    },
    {
        # Row by row, by the dates: without a deadline nothing is judged, open or done. The source's
        # own mark stands beside that (see `data.checks.deadlines`); it only fills in for a time
        # of closing that is missing.
        "is_on_time": f"""CASE WHEN deadline IS NULL THEN NULL
            WHEN is_overdue_open THEN false
            WHEN NOT is_disposed THEN NULL
            WHEN {_SELF_HANDLED} THEN true
            WHEN done_at IS NULL OR done_before_reported THEN NOT overdue_flag
            ELSE done_at <= deadline END""",
        "is_disposed_on_time": f"""CASE WHEN NOT is_disposal_due THEN NULL
            WHEN {_SELF_HANDLED} THEN true
            WHEN NOT is_disposed THEN false
            WHEN done_at IS NULL OR done_before_reported THEN NOT overdue_flag
            ELSE done_at <= {_OWN_DEADLINE} END""",
    },
    # Disposed, or overdue at the export's time, and judged: one number under every rate.
    {"is_due": "is_on_time IS NOT NULL"},
)

INSPECTION_STAGES: tuple[Stage, ...] = ({"hour": "extract('hour' FROM inspected_at)"},)

FINDING_STAGES: tuple[Stage, ...] = (
    {
        "hour": "extract('hour' FROM found_at)",
        # What failed its recheck was only said to be rectified (假整改).
        "is_rectified": f"""(rectified_at IS NOT NULL OR {_one_of("recheck", ("passed",))})
            AND NOT {_one_of("recheck", ("failed",))}""",
    },
    {
        "is_rectify_due": """rectify_due IS NOT NULL
            AND (is_rectified OR coalesce(rectify_due < as_of, false))""",
        "is_rectified_on_time": """CASE WHEN is_rectified THEN rectified_at <= rectify_due
            WHEN rectify_due < as_of THEN false END""",
        "overdue_days": f"""nullif({
            _elapsed(
                "rectify_due", "CASE WHEN is_rectified THEN rectified_at ELSE as_of END", "day"
            )
        }, 0)""",
    },
)

# Older stores and files that say nothing of it have amounts to be reached.
TASK_STAGES: tuple[Stage, ...] = ({"direction": "coalesce(direction, 'at_least')"},)

# Calendar days from a case's closing to the next report of the same kind of problem at the same
# place of the same district: the problem came back. Voided cases neither close nor return. `cases`
# stands for the relation of all cases at the places in question; selected are the rows that change.
RETURN_DAYS = f"""
    WITH known AS (
        SELECT rowid AS id, return_days AS before, {_REPORTED} AS reported, place_key,
            coalesce(district, '') AS district, {PROBLEM} AS kind,
            CASE WHEN {_SELF_HANDLED} THEN done_at
                WHEN coalesce(CASE WHEN closed_at IS NOT NULL THEN closed_day_only
                    ELSE disposed_day_only END, false)
                THEN {_day_end("coalesce(closed_at, disposed_at)")}
                ELSE coalesce(closed_at, disposed_at) END AS closed
        FROM {{cases}} WHERE NOT coalesce(voided, false)
            AND place_key IS NOT NULL AND {PROBLEM} IS NOT NULL
    ), returned AS (
        SELECT c.id, date_diff('day', c.closed, r.reported) AS days
        FROM (SELECT * FROM known WHERE closed >= reported) AS c
        ASOF JOIN (SELECT * FROM known WHERE reported IS NOT NULL) AS r
            ON c.place_key = r.place_key AND c.district = r.district AND c.kind = r.kind
            AND c.closed < r.reported
    )
    SELECT id, days FROM known LEFT JOIN returned USING (id) WHERE days IS DISTINCT FROM before"""
