# Whether a period is over
period-name = { $en }
source-grid = grid cases
source-complaints = 12345 requests
source-inspections = checks
source-findings = findings
source-enforcement = enforcement cases
source-given = given scores
progress-day = running: day { $day } of { $days }
progress-nothing = no data of this period yet
progress-behind = { $source } up to { $day }
progress-missing = { $months } missing
progress-unfinished = { $months } not over
progress-begun = { $source } from { $day } on only
progress-one = { $text }
progress-and = { $first }, { $second }
progress-joined = { $first }; { $second }
progress-note = This period is not complete: ranks and scores are not final ({ $progress })
progress-no-lists = The period is not complete: no red or black list, and nobody is asked for a statement
progress-same-days = Changes are against the same number of days: { $days }
progress-closing-since = Exported { $days ->
    [one] one day
   *[other] { $days } days
 } after its end, { $open } of its cases were not closed; the earlier period counts { $later } closed later than that: not the same moment.
progress-not-compared = Not compared with the period before: their days differ
progress-not-compared-because = Not compared with the period before: the data of { $period } are not complete ({ $why })
headline-running = { $progress }
headline-running-lead = so far { $units } first in { $group } ({ $score }), not final
headline-incomplete = This period is not complete ({ $progress })
cli-days = { $first } to { $last }
cli-period = { $period }, { $first } to { $last }
cli-period-so-far = { $period } [{ $so_far }]
headline-all-below = the samples of all { $n } units are below the minimum n of this period, { $minimum }: shown, not ranked
