# Reasons and notes of a ranking
rank-below-minimum = { $en } { $n }, fewer than the { $minimum } needed to be ranked: shown, not ranked.
rank-no-data = No data in this period: not ranked.
rank-own-alone = Not ranked; why is shown to the unit and the office alone.
rank-not-participating = Does not take part in this period.
rank-component-missing = No data or no entry for { $en }: no total is formed.
rank-too-much-missing = Components worth { $missing } % of the full marks have no data: no total is formed.
rank-note-shorter = The scheme names its lists by { $grain }: this period is shorter and names nobody.
rank-note-not-in-force = This scheme is in force from { $start } to { $end }; the period is not wholly inside.
rank-note-adjustment = The adjustment of { $points } ({ $component }) for { $unit } has no place in this scheme and is not counted.
rank-note-reweighted = The change of { $units } since { $than ->
    [year] the year before
   *[before] the earlier period
 } is not between the same components: "{ $en }" has no data in { $when ->
    [now] this period
    [year] the year before
   *[before] the earlier one
 }, and the others took over its weight.
rank-note-reweighted-months = The change of { $units } since { $than ->
    [year] the year before
   *[before] the earlier period
 } is not between the same components: its months do not all have data of the same ones.
rank-note-beyond-full = { $n ->
    [one] One score of "{ $item }" lies
   *[other] { $n } scores of "{ $item }" lie
 } outside 0–{ $full } and { $n ->
    [one] is
   *[other] are
 } not counted: { $scores } ({ $file }, row { $row }). Please check the file and import it again.
rank-note-unregistered = { $n ->
    [one] One name is
   *[other] { $n } names are
 } not registered and left out of this ranking; { $rows ->
    [one] one record
   *[other] { $rows } records
 } of the period { $rows ->
    [one] names
   *[other] name
 } { $n ->
    [one] it
   *[other] them
 }: { $names }.
