# The page on complaints
page-complaints = Complaints
complaints-handled = Handling
complaints-speed = Handling time
complaints-repeats = Repeats
complaints-clusters = Same matter
complaints-quadrant = Against inspections
complaints-points = By point
complaints-by-unit = By unit
complaints-by-channel = By channel
per-10k-hint = complaints per 10,000 people also measure the readiness to complain: not to be ranked alone
column-complaints = Complaints
column-per-10k = Per 10,000
column-due-complaints = Due
column-on-time-rate = On time %
column-late = Closed late
column-open = Open
column-rework = Rework %
column-satisfaction = Satisfied %
column-resolution = Resolved %
column-repeat = Repeat %
column-median = Median hours
city-row = City
curve-chart = Share still open
curve-hint = hours after the report; open ones count up to the as-of time; the median is at 50 %
curve-city = All
curve-table = Handling time by unit
days-tick = { $n } d
column-repeat-of = Repeats
column-first-satisfaction = First rated
column-times-repeated = Times repeated
repeats-table = Repeated complaints and what they repeat
repeats-hint = as the exports name them
clusters-table = Perhaps one matter
clusters-hint = same place and kind, different channels, within three days; a hint only, each counts on its own
cluster-heading = Group { $n }: { $place } · { $kind }
column-cluster = Group
quadrant-chart = Inspections and complaints
quadrant-hint = dotted: medians of the units; click a dot for the unit
quadrant-x = problems per 100 checks
quadrant-y = complaints per 10,000 people
quadrant-table = By unit
quadrant-clean-quiet = few problems, few complaints
quadrant-clean-loud = ▲ few problems, many complaints
quadrant-dirty-quiet = many problems, few complaints
quadrant-dirty-loud = many problems, many complaints
column-verdict = Comparison
points-clean = Inspected clean, complained about
points-dirty = Found dirty, nobody complained
points-hint = points visited three times or more in the year up to this period
column-point = Point
column-visits = Visits
column-findings = Findings
column-expected = Expected
column-no-deadline = No deadline
column-undated = Undated
column-before-report = Before report

# Captions
complaints-no-data = There are no complaints on record in this period.
complaints-volume = { $n } complaints
complaints-volume-10k = { $n } complaints, { $per } per 10,000 people (which also measures the readiness to complain)
complaints-no-deadline = { $say }, { $open } of them open; without deadlines nobody can tell what is on time or overdue.
complaints-not-judged = { $say }; none due can be judged yet, { $open } are open, { $overdue } of them overdue{ $left }.
complaints-left = ; { $left }
complaints-judged = { $say }; of { $judged } due, { $rate } % were closed on time; { $open } are open, { $overdue } of them overdue{ $left }.
curve = Of { $n } complaints, half were done within { $hours } hours; after { $days } days { $open } % are still open.
curve-no-half = Of { $n } complaints, fewer than half are done so far; after { $days } days { $open } % are still open.
repeats-none = No complaint of this period names an earlier one.
repeats = { $n ->
    [one] One complaint repeats
   *[other] { $n } complaints repeat
} an earlier one ({ $matters } matters); { $content } of the earlier ones had been rated satisfactory.
clusters-none = No matter of this period came through several channels.
clusters = { $n } complaints and cases may be { $groups } matters (same place and kind, different channels): shown only, never merged, no count changes.
quadrant-no-data = Inspections or population are missing: nothing to compare.
quadrant-loud = { $units }: clearly fewer problems found at inspections and clearly more complaints than elsewhere. Worth asking whether inspections look in the right places.
quadrant-loud-plain = { $units }: few problems found at inspections, many complaints. Worth asking whether inspections look in the right places.
quadrant-agreed = No unit has clearly few problems at inspections and clearly many complaints.
points-agreed = No point was inspected clean and complained about.
points = { $n ->
    [one] One point was
   *[other] { $n } points were
} inspected clean and complained about, most of all { $point } ({ $visits } visits, { $calls } complaints); { $quiet } more had problems that nobody reported.
