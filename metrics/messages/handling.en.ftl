# One sentence each on the pages on complaints, the ledger and targets
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
ledger-empty = Nothing is open.
ledger-no-deadline = { $n } items are open, none with a deadline: whether they are overdue cannot be told{ $marked }.
ledger-none-overdue = { $n } items are open, none overdue; { $yellow } have used 80 % of their time.
ledger-none-known-overdue = { $n } items are open, none of those with a deadline overdue; { $yellow } have used 80 % of their time{ $more }.
ledger-unjudged = ; { $n } more have no deadline and cannot be judged{ $marked }
ledger-marked = {" "}({ $n } are overdue by the source's own mark)
ledger-no-owner = { $n } items are open, { $red } of them overdue{ $made }, { $yellow } more have used 80 % of their time; no overdue one names who answers for it{ $more }.
ledger-made-of = {" "}({ $cases } cases and { $findings } findings)
ledger = { $n } items are open, { $red } of them overdue{ $made }, { $yellow } more have used 80 % of their time; { $owner } has most of the overdue ones, { $own }{ $more }.
ageing-none = Nothing is overdue.
ageing-no-deadline = No open item has a deadline: whether any is overdue cannot be told.
ageing-none-known = Nothing with a deadline is overdue; { $n } more open items have none and cannot be judged.
ageing = { $n } items are { $days } days overdue or more, { $share } % of the overdue ones.
pace-no-data = Nothing came in lately.
pace-week = week
pace-month = month
pace-growing = Over the last { $steps ->
    [one] { $unit }
   *[other] { $steps } { $unit }s
}, { $in } came in and { $done } were done each { $unit }: the pile grows by { $growth } a { $unit } and stands at { $open }.
pace-shrinking = Over the last { $steps ->
    [one] { $unit }
   *[other] { $steps } { $unit }s
}, { $in } came in and { $done } were done each { $unit }; at this pace the { $open } open ones are gone in about { $left } { $unit }s.
targets-none = No task of this period has reported its progress.
targets-on-pace = All { $n } tasks are on or ahead of the half-time line.
targets-behind = { $behind } of { $n } tasks are behind the half-time line; furthest behind is { $task } of { $units }: { $gone } % of the time is gone, { $done } % of its whole target done.
targets-behind-among = { $behind } of { $n } tasks are behind the half-time line; among those furthest behind is { $task } of { $units }: { $gone } % of the time is gone, { $done } % of its whole target done.
targets-undated = The tasks do not say of what day they speak: how much of the time is gone is unknown, and their pace is not judged.
targets-both = { $first } { $second }
targets-unjudged = { $n } more are not judged: their direction or as-of is unknown.
targets-limits-kept = All { $n } limits, places and zero targets hold.
targets-limits = Of { $n } limits, places and zero targets { $broken } are not met, { $task } of { $unit } among them.
goals-none = No unit is among the first { $top }.
goals = { $unit } has been among the first { $top } for { $streak ->
    [one] one period
   *[other] { $streak } periods on end
}.
goals-fell = { $unit } has been among the first { $top } for { $streak ->
    [one] one period
   *[other] { $streak } periods on end
}; { $fell }, there { $times ->
    [one] once
   *[other] { $times } times
} before, is not this time.
