# What late data change in ended periods
effect-will = This will change { $n ->
    [one] one ended period
   *[other] { $n } ended periods
}: { $periods }
effect-did = This changed { $n ->
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
} { $kind }, ranks unchanged
effect-ranks = in { $period } { $ranks ->
    [one] one rank
   *[other] { $ranks } ranks
}
effect-rows = in { $period } { $rows ->
    [one] one row
   *[other] { NUMBER($rows, useGrouping: "true") } rows
}, scores and ranks unchanged
effect-and-groups = { $said }, and { $n ->
    [one] 1 unit is in another group
   *[other] { $n } units are in other groups
}
effect-groups = in { $period } { $n ->
    [one] 1 unit is in another group
   *[other] { $n } units are in other groups
}, with scores and ranks as they were
effect-largest-move = { $said } (the largest move: { $unit } from rank { $before } to { $after })
effect-kind-district = district
effect-kinds-district = districts
effect-kind-street = street
effect-kinds-street = streets
effect-kind-team = team
effect-kinds-team = teams
effect-kind-contractor = contractor
effect-kinds-contractor = contractors
effect-kind-department = department
effect-kinds-department = departments
effect-kind-road = road
effect-kinds-road = roads
effect-kind-object = object
effect-kinds-object = objects
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
head-rank-change = Rank change
