page-overview = Overview
decisions-title = To be decided
decisions-unit = Unit
decisions-situation = Situation
decisions-suggestion = Suggestion
decisions-by = Ground
decisions-ordered = By the scheme
decisions-suggested = Suggested by the data, to be verified
decisions-none = Nothing needs a decision this period.
movers-title = History
overdue-title = Overdue open cases
change-in-points = { $change } points
ranking-ends = The first and last { $shown } of { $n } units; all of them are under Districts.
decisions-running = The period is not over: nothing to decide, and nobody is asked to explain.

# Captions
caption-problems-none = No problem was found in this period.
caption-problems = { $top }: { $value } per 100 checks; no kind rose.
caption-problems-rise = { $top }: { $value } per 100 checks; { $riser } up most (+{ $rise }).
caption-overdue-none = No case is overdue and open.
caption-overdue-unknown = There are no deadlines: whether a case is overdue cannot be told.
caption-overdue-no-deadline = No case has a deadline: whether any is overdue cannot be told.
caption-overdue-none-known = No case with a deadline is overdue and open{ $more }.
caption-overdue-unjudged = ; { $n } more open cases have no deadline and cannot be judged
caption-overdue-no-owner = { $n } cases are overdue and open; none names who answers for it{ $more }.
caption-overdue = { $owner } has most, { $n } cases, { $share } % of the city's{ $more }.
