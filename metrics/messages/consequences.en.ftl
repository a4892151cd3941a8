# What the ladder orders, what was decided.
decision-ladder = { $times }
decision-ladder-last = { $last }; { $times }
suggest-ladder = { $orders } ({ $decided })
suggest-statement-ladder = { $statement }; { $ladder }
ladder-times = In the year of { $since } { $place } for time { $year }, { $row } in a row
ladder-times-open = In the year of { $since } { $place } for time { $year }, { $row } or more in a row
ladder-again = for time { $year } in the year of { $since }, { $row } in a row
ladder-again-open = for time { $year } in the year of { $since }, { $row } or more in a row
ladder-times-unranked = { $times } (without a rank in { $n } more of its periods)
ladder-place-last = last
ladder-place-bottom = among the last { $n }
ladder-orders = { $actions }
ladder-orders-deposit = { $actions }, { $yuan } yuan of the deposit kept
ladder-decided = registered: { $list }
ladder-decided-one = { $action } { $day }
ladder-not-decided = not in the register so far
ladder-honours = Out of the year's honours since { $period }
ladder-nobody = No unit is on the ladder in this period
ladder-ordered = By the ladder { $n ->
    [one] one unit is
   *[other] { $n } units are
} to answer: { $units }
ladder-other-grain = The ladder goes by the scheme's own periods: choose a { $grain }
ladder-unfinished = The period is not over: the ladder asks nobody
ladder-none = This scheme has no ladder of consequences
register-none = The register holds nothing up to the end of this period
register-no-letters = No supervision letter was sent in this period
register-sent = Supervision letters sent in this period: { $sent }, none answered yet, { $overdue } overdue
register-sent-on-time = Supervision letters sent in this period: { $sent }, { $answered } answered, none of them late; { $overdue } overdue
register-sent-late = Supervision letters sent in this period: { $sent }, { $answered } answered, { $late } of them late; { $overdue } overdue
# Campaigns, and the place above.
campaign-none = No campaign up to the end of this period
campaign-figures = { $name }: { $rate } problems per 100 checks, { $before } in as many days before
campaign-fewer = { $name }: { $rate } problems per 100 checks, clearly fewer than the { $before } in as many days before
campaign-more = { $name }: { $rate } problems per 100 checks, clearly more than the { $before } in as many days before
campaign-same = { $name }: { $rate } problems per 100 checks, { $before } in as many days before, no clear change
campaign-alone = { $name }: { $rate } problems per 100 checks, nothing before to compare with
campaign-unchecked = { $name }: nothing was checked in its days
campaign-rectified = { $rate }% of what was found is rectified
campaign-rectified-met = { $rate }% of what was found is rectified, the goal of { $goal }% is met
campaign-rectified-missed = { $rate }% of what was found is rectified, short of the goal of { $goal }%
campaign-still = it still runs, counted up to { $until }
above-none = No place in a superior's ranking is recorded
above-one = { $of }: { $period } { $place }
above-same = { $of }: { $period } { $place }, as the time before ({ $before })
above-moved = { $of }: { $period } { $place }, the time before ({ $before }) { $was }
above-from-last = { $of }: from the last place ({ $since }) to { $place } ({ $period })
above-place = number { $n } of { $of }
above-place-alone = number { $n }
above-place-last = number { $n } from the last
above-of = { $level } · { $assessment } ({ $own })
deposits-none = The register names no deposit that was paid in, kept or returned.
deposits = { $n } units have deposits; the balance of { $known } is known, { $sum } yuan in all
deposits-kept = { $said }; most was kept of { $units }, { $yuan } yuan
