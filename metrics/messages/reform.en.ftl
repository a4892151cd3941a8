# The version of the scheme changed between periods or inside one
reform-within = The months of this period are scored by the versions in force in each: { $versions }.
reform-since = The earlier period { $period } was published by version { $before } of the scheme, this one is by version { $now }: "before" is as published; "comparable" is the earlier period scored again by this period's version, and whether a change is clear is judged by that.
reform-unit = { $period } was published by version { $version } with { $score } points, rank { $rank }; below it is compared as scored again by this period's version (comparable): { $comparable } points, rank { $comparable_rank }.
headline-reform = the scheme is now version { $now }, so changes are comparable ones ({ $period } scored again by it)
series-reform = from { $period } on by version { $now } of the scheme, not directly comparable with what was before
series-reform-and = { $one }; { $other }
reform-alone = Every period is scored by version { $version }; this one was published by it, others may not have been.
reform-alone-other = This period is recomputed by version { $version }: these are not the published scores and ranks (published by version { $published }); all other periods are scored by version { $version } too.
