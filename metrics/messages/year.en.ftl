# Against the same period a year before
year-no-data = { $period } (a year before) has no score to compare with.
year-not-compared = { $period } (a year before) has not the same days: nothing is compared with it.
year-not-compared-because = The data of { $period } are incomplete ({ $why }): nothing is compared with the year before.
year-reform = { $period } was published by scheme v{ $before }; the change since is by v{ $now } for both (comparable).
