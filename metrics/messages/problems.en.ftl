# One sentence under each chart of the page on problems
problems-none = There is no problem in this period.
problems-top = { $top } leads with { $n } ({ $share } %); { $vital ->
    [one] one kind makes
   *[other] the first { $vital } kinds make
} up four fifths
problems-top-no-rise = { $top }; no kind rose by more than chance since the period before.
problems-top-plain = { $top }.
problems-top-only = { $top }; there is nothing before to compare with.
problems-top-rise = { $top }; { $kind } clearly rose (+{ $rise } per 100).
heat-even = In no unit is any kind of problem clearly above the city's level.
heat-out = { $unit } has { $times } times the city's rate of { $kind } ({ $n }); { $cells ->
    [one] it is the only cell that is
   *[other] { $cells } cells are
} clearly high.
heat-out-plain = { $unit } has { $times } times the city's rate of { $kind } ({ $n }).
trend-short = Fewer than two periods have data: no trend yet.
trend-both = Since { $since }, { $up } rose most (+{ $rise } per 100) and { $down } fell most (−{ $fall } per 100).
trend-rose = Since { $since }, no kind fell; { $up } rose most (+{ $rise } per 100).
trend-fell = Since { $since }, no kind rose; { $down } fell most (−{ $fall } per 100).
methods-one-only = Open or covert inspections are missing in this period: nothing to compare.
methods-no-findings = There are checks but no list of problems was ever imported: what each kind of check finds is not known.
methods-open-none = Covert inspections found { $covert } problems per 100 checks, open ones none.
methods-both = Covert inspections found { $covert } problems per 100 checks, open ones { $open }: { $times } times as many.
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday
hours-no-time = Most come on { $day }, { $n } on average; the records tell the day and no time.
hours-top = Most come on { $day } at { $hour }:00, { $n } on average; { $office } % come between 8:00 and 18:00.
places-none = No problem of this period names a place.
places-top = { $place } ({ $district }) has most: { $n }, mainly { $kind }.
places-top-unnamed = { $place } ({ $district }) has most: { $n }.
key-none = No key problem was found in this period.
key-all = { $n } key problems; { $rate } % of those due were rectified, and no unit is clearly behind.
key-all-plain = { $n } key problems; { $rate } % of those due were rectified.
key-no-deadline = { $n } key problems, none with a deadline for rectification: whether they are on time cannot be told.
key-all-not-due = { $n } key problems, none of them due yet.
key-ignored = { $unit } rectified { $rectified } of { $n } due findings of { $kind } ({ $rate } %); the other units { $others } %.
pair = { $a } · { $b }
rebound-no-closed = No closed case of this period names a place: rebound cannot be seen.
rebound-none = Nothing that was closed in this period came back within { $days } days.
rebound-top = { $where }: { $rate } % came back ({ $n } cases; the city { $city } %)
rebound-settled = { $say }.
rebound-watching = { $say }; { $n } more were closed less than { $days } days ago, so the rate can still rise.
chains-none = Nothing came back in this period.
chains-top = { $chains ->
    [one] One chain
   *[other] { $chains } chains
} of rebound; the longest is { $kind } at { $place }, which came back { $returns } times.
not-fixed-no-data = What was rectified in this period has not been re-checked or visited again.
not-fixed-none = All { $judged } problems that were re-checked or visited again were fixed.
not-fixed = Of { $judged } problems re-checked or visited again, { $n } were not fixed ({ $failed } failed the re-check, the other { $refound } were found again); { $unit } has most.
column-unknown = The facts have no column "{ $name }" to group by.
