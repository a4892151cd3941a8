# Several tables in one sheet, rows that contradict each other, figures out of range
account-table = table from row { $row }
import-negative = { $name } is { $value }, and cannot be negative: stored as written, please check
import-out-of-range = { $name } is { $value }, which is outside { $range }: stored as written, please check
import-score-beyond = { $name } is { $value }, which is outside { $range }: stored as written; where the scheme states full marks, a score beyond them is not ranked. Please check
cli-contradiction = { $table_name } { $record_key }, { $field }: "{ $earlier }" ({ $earlier_place } row { $earlier_row }) against "{ $later }" ({ $source_place } row { $source_row })
cli-contradictions = { $count ->
    [one] One record of this import contradicts
   *[other] { $count } records of this import contradict
 } another row. Please check and correct the file; where the later row is right, import again with --later-wins: `conflicts` then lists both sides.
cli-contradicted = Rows contradict each other; nothing was stored
import-contradiction = Differs from another row of the same import; the later row counts
map-why-time-of = the time of day to "{ $name }", joined with it when read
map-why-month = named by a month: each becomes a row of its own
map-months-no-year = The columns name months, and no title, sheet or file names the year: { $columns }. Please write it, as in 2025年考核得分
profile-measure-of = Each entry of measures has either headers (names of columns) or months: true (every column of a month)
profile-no-key = names no key
