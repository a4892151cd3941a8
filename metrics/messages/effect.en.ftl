# What late data change in ended periods
effect-will = Late data will change { $n ->
    [one] one ended period
   *[other] { $n } ended periods
}: { $periods }
effect-did = Late data changed { $n ->
    [one] one ended period
   *[other] { $n } ended periods
}: { $periods }
effect-none = Nothing changed in ended periods
effect-and = { $one }; { $other }
effect-more = { $said }; and { $n } more
effect-published = { $period } (published)
effect-scores-and-ranks = in { $period } the { $scores ->
    [one] score of one
   *[other] scores of { $scores }
} { $kind } and { $ranks ->
    [one] one rank
   *[other] { $ranks } ranks
}
effect-scores = in { $period } the { $scores ->
    [one] score of one
   *[other] scores of { $scores }
} { $kind }, but no rank
effect-ranks = in { $period } { $ranks ->
    [one] one rank
   *[other] { $ranks } ranks
}
effect-rows = in { $period } { $rows ->
    [one] one row
   *[other] { $rows } rows
}, but no score and no rank
effect-kind-district = { $n ->
    [one] district
   *[other] districts
}
effect-kind-street = { $n ->
    [one] street
   *[other] streets
}
effect-kind-team = { $n ->
    [one] team
   *[other] teams
}
effect-kind-contractor = { $n ->
    [one] contractor
   *[other] contractors
}
effect-kind-department = { $n ->
    [one] department
   *[other] departments
}
head-scheme = Scheme
head-period = Period
head-published = Published
head-added = Rows added
head-changed = Rows changed
head-removed = Rows removed
head-score-before = Score before
head-score-after = Score after
head-rank-before = Rank before
head-rank-after = Rank after
