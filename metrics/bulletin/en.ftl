# Texts of notices and of the briefing. The office may word any of them anew in wording/en.ftl of the
# store's folder; a text may use the figures of the one that it replaces.

bulletin-name = { $en }
bulletin-period = { $en }
bulletin-scheme = { $name } (version { $version })
bulletin-percent = { $value }%
bulletin-measured = { $value } { $measure }
bulletin-in-points = { $value } percentage points
bulletin-total = Total
bulletin-unstated = not stated
bulletin-all-units = the city
bulletin-group = { $name }
bulletin-score = score
bulletin-nothing-weekly = None this week.
bulletin-nothing-monthly = None this month.
bulletin-nothing-quarterly = None this quarter.
bulletin-nothing-yearly = None this year.
bulletin-nothing-briefing = None in this period.
bulletin-no-data = There are no data on this for the period, which does not mean that there was nothing.
bulletin-issuer = City Management Assessment Office

# Titles
bulletin-kind-weekly = Weekly notice
bulletin-kind-monthly = Monthly notice
bulletin-kind-quarterly = Quarterly review
bulletin-kind-yearly = Yearly notice
bulletin-title-weekly = City management assessment: weekly notice, { $period }
bulletin-title-monthly = City management assessment: monthly notice, { $period }
bulletin-title-quarterly = City management assessment: quarterly review, { $period }
bulletin-title-yearly = City management assessment: yearly notice, { $period }
bulletin-title-briefing = Assessment meeting, { $period }

# Where it comes from
bulletin-about-period = Period
bulletin-about-days = Days
bulletin-about-as-of = Data as of
bulletin-about-scheme = Assessment scheme
bulletin-about-hash = Fingerprint of the scheme
bulletin-about-store = Version of the data
bulletin-about-state = Progress

# Sections
bulletin-headline = In short
bulletin-situation = General situation
bulletin-handling = Handling of cases
bulletin-ranking = Scores and ranks
bulletin-components = Scores by component
bulletin-trend = Scores by period
bulletin-moved = Who moved and why
bulletin-lists = Red and black list
bulletin-problems = Problems
bulletin-overdue = Overdue and held cases
bulletin-rebound = Cases that came back
bulletin-complaints = Handling of complaints
bulletin-promised = What was promised last time
bulletin-praise = Commended
bulletin-noted = Notes
bulletin-corrections = Corrections
bulletin-statement = Who makes a statement
bulletin-steps = Next steps

# Tables
bulletin-table-figures = Key figures
bulletin-table-channels = Where cases come from
bulletin-table-handling = Cases by unit
bulletin-table-ranking = Scores and ranks ({ $scheme })
bulletin-table-component = { $name } ({ $weight } points)
bulletin-table-component-versions = { $name } ({ $weights })
bulletin-version-weight = version { $version }: { $weight } points
bulletin-table-trend = Scores of units by period
bulletin-table-moved = Changes and their main causes
bulletin-table-lists = Red and black list with reasons
bulletin-table-problems = Most frequent problems
bulletin-table-overdue = Overdue cases
bulletin-table-held = Held cases
bulletin-table-rebound = Cases that came back after closing
bulletin-table-complaints = Complaints by unit
bulletin-table-promised = Actions
bulletin-table-noted = Notes
bulletin-table-statement = Units that the scheme asks to speak

bulletin-column-indicator = Indicator
bulletin-column-now = This period
bulletin-column-measure = In
bulletin-column-previous = Before
bulletin-column-published = Before (published)
bulletin-column-comparable = Before (comparable)
bulletin-column-previous-change = Change
bulletin-column-year = Year ago
bulletin-column-year-change = On the year
bulletin-column-comparable-year-change = On the year (comparable)
bulletin-column-channel = Source
bulletin-column-filed = Cases filed
bulletin-column-share = Share (%)
bulletin-column-unit = Unit
bulletin-column-group = Group
bulletin-column-rank = Rank
bulletin-column-score = Score
bulletin-column-previous-rank = Rank before
bulletin-column-version-period = { $period } version { $version }
bulletin-trend-note = Each period is scored by the version of its time, which changes where one is named: scores before and after it may not compare.
bulletin-column-grade = Grade
bulletin-column-n = n
bulletin-column-note = Note
bulletin-column-due = Due
bulletin-column-closed = Closed
bulletin-column-closure-rate = Closed (%)
bulletin-column-on-time-rate = Closed on time (%)
bulletin-column-rework-rate = Rework (%)
bulletin-column-postponement-rate = Postponed (%)
bulletin-column-due-share = Share of due (%)
bulletin-column-complaints = Complaints
bulletin-column-satisfaction-rate = Satisfied (%)
bulletin-column-repeat-rate = Repeated (%)
bulletin-column-median-hours = Time (h)
bulletin-column-value = Value
bulletin-column-of-100 = Score (of 100)
bulletin-column-points = Points
bulletin-column-ranks = Rank
bulletin-column-judged = Clear?
bulletin-column-cause = Main cause
bulletin-column-list = List
bulletin-column-reason = Reason
bulletin-column-kind = Kind of problem
bulletin-column-per-100 = Per 100 checks
bulletin-column-owner = Unit in charge
bulletin-column-overdue = Overdue
bulletin-column-held = Held
bulletin-column-returned = Came back
bulletin-column-rebound-rate = Rebound (%)
bulletin-column-watching = Still watched
bulletin-column-situation = Situation
bulletin-column-order = Asked for
bulletin-column-what = Action
bulletin-column-responsible = Owner
bulletin-column-due-day = Due
bulletin-column-before = When promised
bulletin-column-after = Now
bulletin-column-target = Target
bulletin-column-outcome = Outcome
bulletin-column-day = Day
bulletin-column-kind-of-note = Kind
bulletin-column-text = Note

# General situation
bulletin-situation-part = Cases and checks are known until { $day } only: not the whole period, so nothing is compared.
bulletin-against-previous = on the period before
bulletin-against-year = on the year before
bulletin-situation-up = up { $by } { $against }
bulletin-situation-down = down { $by } { $against }
bulletin-situation-same = unchanged { $against }
bulletin-situation-line-0 = { $name }: { $figure }.
bulletin-situation-line-1 = { $name }: { $figure }, { $first }.
bulletin-situation-line-2 = { $name }: { $figure }, { $first }, { $second }.
bulletin-overdue-in-all = Overdue cases in all
bulletin-figures-note = Closed and put right count also after a period's end; earlier periods have had longer for it, so these two rates are not subtracted. Overdue cases in all: every case overdue at the period's end. Changes are computed before rounding: the last digit may differ by 1 from what the table gives.

# Handling
bulletin-handling-whole = { $due } cases were due, { $closed } were closed: { $closure_rate }%; { $on_time_rate }% on time.
bulletin-handling-most = Most cases due: { $units }.
bulletin-handling-note = Closed = closed ÷ due; on time = closed on time ÷ due. Cases that are neither due nor disposed of are in neither; cases that name no unit are in the total alone.
bulletin-unit-cases = { $unit } ({ $n })
bulletin-complaints-whole = There were { $n } complaints.
bulletin-complaints-on-time = Of those due, { $rate }% were closed on time.
bulletin-complaints-satisfied = { $rate }% of those who rated were satisfied.
bulletin-complaints-note = The number of complaints also measures how ready people are to complain: it is never ranked alone.

# Scores and ranks
bulletin-trend-short = Fewer than two periods have scores: none are listed side by side.
bulletin-first = { $units } is first of { $group } ({ $score }).
bulletin-first-shared = { $units } share the first place of { $group } ({ $score }).
bulletin-first-so-far = So far { $units } is first of { $group } ({ $score }); not final.
bulletin-first-shared-so-far = So far { $units } share the first place of { $group } ({ $score }); not final.
bulletin-unit-score = { $unit } ({ $score })
bulletin-last-three = Last three of { $group }: { $units }.
bulletin-ranking-comparable = The scheme was changed: changes are from earlier periods scored again by the version of this one (comparable).
bulletin-ranking-note = A change is clear when it is more than chance; units of neighbouring ranks may not truly differ.
bulletin-ranking-note-close = Units of neighbouring ranks may not truly differ.
bulletin-formula = { $en }
bulletin-formula-of-version = Version { $version } (other months by theirs): { $en }
bulletin-formula-of = { $name }: { $rule };
bulletin-clear-up = clearly better
bulletin-clear-down = clearly worse
bulletin-clear-no = within chance
bulletin-clear-unknown = cannot be judged

# Moves
bulletin-unit-change = { $unit } ({ $change })
bulletin-moved-up = Clearly better than the period before: { $units }.
bulletin-moved-down = Clearly worse than the period before: { $units }.
bulletin-moved-rest = The other { $n } units that can be judged moved within chance.
bulletin-moved-none = All { $n } units that can be judged moved within chance.
bulletin-moved-running = The period is not finished: no change is judged.
bulletin-moved-nothing-to-compare = There is no period before to compare with: no change is judged.
bulletin-moved-note = Changes are under the same version of the scheme; a cause is given where the change is clear: the component that gave most of it.
bulletin-moved-note-plain = Note: changes are computed by one version of the scheme; the cause is the component that changed most in the total, given for some units only.
bulletin-cause = { $name } ({ $points } points)

# Lists
bulletin-list-red = red
bulletin-list-black = black
bulletin-lists-red = Red list: { $units }.
bulletin-lists-black = Black list: { $units }.
bulletin-lists-running = The period is not finished: nobody is listed.
bulletin-lists-note = The scheme lists units by rank; the reason is the component that is furthest from the mean of the group.
bulletin-reason-above = { $name }: { $points } points above the mean of its group
bulletin-reason-below = { $name }: { $points } points below the mean of its group
bulletin-praise-red = On the red list, commended: { $units }.
bulletin-praise-risen = Clearly better than the period before, commended: { $units }.

# Problems
bulletin-kind-rate = { $kind } ({ $rate })
bulletin-kind-change = { $kind } ({ $by })
bulletin-problems-top-1 = Problems found at checks: { $kinds } per 100 checks.
bulletin-problems-top-2 = Problems found at checks: { $kinds } per 100 checks.
bulletin-problems-top-3 = Three most frequent: { $kinds } per 100 checks.
bulletin-problems-risen = Clearly up: { $kinds } more per 100 checks.
bulletin-problems-fallen = Clearly down: { $kinds } fewer per 100 checks.
bulletin-problems-gathered = { $kind } is mostly found in { $units } (clearly above the city).
bulletin-problems-gathered-plain = { $kind } is mostly found in { $units }.
bulletin-problems-note = Problems found per 100 checks; changes are computed before rounding.

# Overdue and held
bulletin-overdue-whole = { $n } cases were overdue on { $day }.
bulletin-overdue-whole-unjudged = { $n } cases were overdue on { $day }; { $unjudged } open cases have no deadline and cannot be judged.
bulletin-overdue-none = No case was overdue on { $day }.
bulletin-overdue-none-unjudged = No case with a deadline was overdue on { $day }; { $unjudged } open cases have none and cannot be judged.
bulletin-overdue-unknown = No case has a deadline: nobody can tell what is overdue ({ $n } open).
bulletin-overdue-most = Most are with { $owner }: { $n }, { $share }% of all.
bulletin-overdue-others = { $others }: { $n }, { $share }%.
bulletin-overdue-rest = { $n } other units
bulletin-held = { $n } held cases are open.
bulletin-rebound-whole = Of { $closed } closed cases that can be watched, { $returned } came back at the same place within the days of the scheme: { $rate }%.
bulletin-rebound-watching = { $n } of them have not come back but were closed too recently to be sure: the rate may still rise.

# Statement, next steps, promises
bulletin-statement-by = To make a statement: { $units }.
bulletin-step = { $unit }: { $situation }. Suggested: { $step }.
bulletin-steps-open = { $n ->
    [one] { $n } action is not due yet and will be followed.
   *[other] { $n } actions are not due yet and will be followed.
}
bulletin-promised-met = Target met: { $n }.
bulletin-promised-missed = Due, target not met: { $n }.
bulletin-promised-no-data = Due, cannot be judged without data: { $n }.
bulletin-promised-open = Not due yet: { $n }.
bulletin-outcome-met = target met
bulletin-outcome-missed = target not met
bulletin-outcome-by-chance = { $outcome } (the change is within chance)
bulletin-outcome-plain = { $outcome }
bulletin-outcome-open = not due yet
bulletin-outcome-no-data = no data, cannot be judged
bulletin-outcome-withdrawn = withdrawn
bulletin-note-event = event
bulletin-note-explanation = explanation by the unit
bulletin-note-boundaries = change of boundaries
bulletin-corrected = { $tables } tables of earlier notices differ from what is known today; they follow.

# Refusals
bulletin-no-kind = { $period } is no week, month, quarter or year: it has no notice. Take for example 2025-W41, 2025-10, 2025-Q3 or 2025.
bulletin-other-kind = A { $kind } is of a { $grain }, { $period } is none. Take another period, or name no kind.
wording-unreadable = { $file }, line { $line }: not understood. Write "code = text"; further lines are indented.
wording-not-utf8 = { $file }, line { $line }: not UTF-8. Save the file as UTF-8.
wording-fails = { $file }, line { $line }: "{ $code }" refers to something that there is not. Use its figures only, and no other names within the braces.
wording-unknown = { $file }, line { $line }: there is no text "{ $code }". For the codes see the files that shirong bulletin --templates writes.
wording-figure = { $file }, line { $line }: "{ $code }" has no such figures: { $figures }. It has: { $known }.
