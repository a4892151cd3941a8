# Against the same period a year before
year-no-data = { $period } (a year before) has no score to compare with.
year-not-compared = { $period } (a year before) has not the same days: nothing is compared with it.
year-not-compared-because = The data of { $period } are incomplete ({ $why }): nothing is compared with the year before.
year-reform = { $period } (a year before) was published by version { $before } of the scheme, this period is by version { $now }: the change on the year is against that period scored again by this version (comparable).
