all-ages = Any age
letter-issuer-label = Issued by

# The ledger's page and the supervision letter
page-ledger = Ledger
ledger-list = List and letters
ledger-ageing = Age of the pile
ledger-pace = Closing pace
ledger-none = Nothing fits; loosen the conditions above.
choice-owner = Owner
all-owners = All owners
choice-order = Order
order-overdue = Longest overdue
order-deadline = By deadline
order-since = By day reported
order-owner = By owner
order-place = By place
state-all = All
state-overdue = Overdue items
state-yellow = Nearly due
state-postponed = Postponed
state-held = Held
state-returned = Returned
light-red = ▲ Overdue
light-yellow = ◐ 80 % of time used
light-green = ○ In time
light-held = ‖ Held
light-done = ✓ Done
light-none = – No deadline
column-light = Light
column-days-overdue = Days overdue
column-number = Number
column-owner = Owner
column-deadline = Deadline
column-band = Overdue for
column-week = Week
column-from = From
column-to = To
column-net = Done less inflow
ageing-chart = Overdue and open
ageing-hint = items by days overdue; click a row for its items
ageing-by-unit = By unit
ageing-unit-hint = overdue items, cases and findings
band = { $start }–{ $end } days
band-from = { $start }+ days
pace-chart = Inflow and closing
pace-hint = cases a week; whole weeks only
pile-chart = The pile
pile-hint = open cases at the end of each week, and those overdue
pace-table = By week
pace-inflow = Inflow
pace-done = Done
pace-open = Open
pace-overdue = Overdue
letter-how = Choose rows in the table to write a supervision letter (Word).
letter-button = Write the letter ({ $n } items)
letter-make = Write letters on { $n } items
letter-making = Writing the letters…
letter-take = Download the letters
letter-issuer = Office for the Assessment of City Appearance
letter-number = Supervision [{ $year }] No.
letter-title = Supervision letter
letter-to = To: { $unit }
letter-no-owner = (responsible unit to be named)
letter-text = As of { $time }, the { $n } items below are open or were sent back; { $overdue } of them are overdue. Please deal with each as required and report in writing by { $by }.
letter-text-unjudged = As of { $time }, the { $n } items below are open or were sent back; { $overdue } of them are overdue, and { $unjudged } have no deadline to be judged by. Please deal with each as required and report in writing by { $by }.
letter-by-blank = __________
letter-by = { $year }-{ $month }-{ $day }
letter-action = Required action
letter-source = Source: { $source }
letter-date = { $year }-{ $month }-{ $day }
action-overdue = Rectify at once and report
action-held = Give the reason for holding and a date
action-returned = Rectify again and ask for a re-check
action-open = Finish before the deadline
action-no-deadline = Finish as soon as possible

# Captions
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
