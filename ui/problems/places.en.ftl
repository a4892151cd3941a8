# Places on the page on problems: the map and the table
places-table = Where problems pile up
places-hint = spellings of one place count together
places-chart = Position
places-chart-hint = numbers as in the table; plain coordinates. With a file of outlines (GeoJSON) imported, districts are drawn
places-no-coordinates = These places have no coordinates; the table lists them.
choice-category = Kind of problem
choice-all-kinds = All kinds
map-per-checks = Problems per 100 checks
map-per-cases = Of 100 cases
map-per-complaints = Of 100 complaints
map-per-people = Cases per 10,000 people
map-per-nothing = Cases (no population on record)
map-no-data = no data
map-hint = Dots are the places with most problems, numbered as in the table, larger for more, moved apart where they overlap. A click on an area shows its inside, one on its name the unit.
map-outside = { $n ->
    [one] One more place lies outside the outlines and is not drawn.
   *[other] { $n } more places lie outside the outlines and are not drawn.
}

no-rows-findings = There were no checks in this period: whether there are problems is not known.
no-rows-cases = There are no cases in this period: no data.
no-rows-complaints = There are no cases in this period: no data.

heat-more = { $shown } of { $n } units are drawn: those clearly high first, then those with most; the table below holds all.
heat-more-plain = The { $shown } of { $n } units with most are drawn; the table below holds all.
hours-whole-day = whole day
goals-not-ranked = No unit was ranked in these 13 periods: there are no rank goals to compare with.
