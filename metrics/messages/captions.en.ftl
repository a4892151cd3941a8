# One sentence under each chart of the overview
caption-problems-none = No problem was found in this period.
caption-problems = { $top } leads with { $value } per 100 checks; no kind rose.
caption-problems-rise = { $top } leads with { $value } per 100 checks; { $riser } rose most (+{ $rise }).
caption-overdue-none = No case is overdue and open.
caption-overdue = { $owner } has most, { $n } cases, { $share } % of the city's.
caption-history = Since { $since }, { $up } rose most (+{ $rise }) and { $down } fell most (−{ $fall }).
caption-history-rise = Since { $since }, no unit fell; { $up } rose most (+{ $rise }).
caption-history-fall = Since { $since }, no unit rose; { $down } fell most (−{ $fall }).
