reader-no-header-row = { $file }: row { $row } cannot be the header (it is blank, or not among the first rows of the table)

# Why it is proposed
map-why-same-name = is named "{ $name }"
map-why-like-name = its name means "{ $field }"
map-why-name-hint = its name is a little like "{ $field }"
map-why-date = { $share }% are dates
map-why-first-date = the first column of dates that no field takes yet
map-why-filled-though-open = filled in every row though some cases are open, whose end would be blank
map-why-number = { $share }% are numbers
map-why-flag = { $share }% are yes or no
map-why-period = { $share }% are periods
map-why-id = { $share }% look like numbers of records, none repeated
map-why-words = { $share }% are words with a known meaning
map-why-registered = { $share }% are registered units
map-why-ending = { $share }% are named like such units
map-why-unit-kind = { $share }% are kinds of unit
map-why-coordinates = { $share }% look like coordinates
map-why-category = { $share }% are classes of the standard
map-why-subcategory = { $share }% are sub-classes of the standard
map-why-place = { $share }% look like addresses
map-why-photo = { $share }% name pictures or addresses
map-why-long = long texts
map-why-personal = { $share }% are telephone numbers, identity numbers or e-mail addresses
map-why-personal-name = a column named "{ $name }" is personal
map-why-person = { $share }% look like names of people
map-why-unused-name = a column named "{ $name }" says nothing of the record
map-why-blank = the whole column is blank
map-why-nothing = no field found for it
map-why-measure = numbers: each such column becomes an item of the scores
map-why-chosen = Set by you

# What is missing
map-missing-field = No column is "{ $name }" yet
map-missing-period = No column is "{ $name }" yet; a title, the sheet or the file may name it instead, as 2025-10
map-missing-key = "{ $name }" is missing: without it nobody can tell whether two rows are the same record
map-no-number = No column for { $name }: identical rows count as one, and later updates become new records
map-two-columns = "{ $name }" can come from one column only; chosen are: { $columns }

map-target-unit = unit (of any kind)
map-target-unit-kind = kind of unit
map-target-measure = item of the scores (named by the column)
map-target-unused = not stored
map-target-personal = personal, dropped

map-yaml-head = An import profile made from { $file }. The comments say why each column was taken for what, and how sure that is; once it is right, put it into the folder profiles/ of the store.
map-yaml-left = { $why }; e.g. { $samples }
map-yaml-why = { $why } ({ $sure }% sure); e.g. { $samples }
map-id-taken = The id { $id } is that of a profile which ships with the program; choose another, or say that it is to be replaced
map-id-wrong = The id { $id } cannot be used: small letters, digits and hyphens only, beginning with a letter or a digit
map-unfinished = The proposal cannot be used yet: { $problem }
map-no-table = There is no table { $table }. Known: { $known }
map-cli-table = Proposed: { $file }{ $sheet }, header in row { $row }, each row is one of "{ $table }"
map-cli-account = Tried on { $rows ->
    [one] { $rows } row
   *[other] { $rows } rows
}: { $stored } stored, { $updated } updated, { $duplicates ->
    [one] { $duplicates } duplicate
   *[other] { $duplicates } duplicates
}, { $rejected } rejected, { $set_aside } set aside
map-cli-written = Written to { $path }
map-why-ahead = looks like a deadline: later than the report, and open cases have one too
map-why-pair = { $share }% are pairs of coordinates: split into x and y
map-why-pair-known = { $share }% are pairs of coordinates, which other columns give
map-target-coordinates = both coordinates in one cell
map-no-unit = No column names a unit: nothing in this file can be ranked
map-unit-perhaps = May name a unit: { $columns }. If so, choose inspector, team or another kind of unit
map-outlines = There are coordinates but no units: outlines of the districts (GeoJSON) can be imported on this page and show the records on the map; to be ranked, records still need a column of units
map-why-layout = as the known layout reads it
map-yaml-extends = The known layout "{ $layout }", extended by what was decided about the columns of { $file }. Lines with a comment are new
