import-required-blank = Required field is blank: { $name }
import-refused-text = Required field is not understood: { $name } "{ $value }". { $hint }
import-refused-month = { $name } "{ $value }" may be January or October (the number 2025.10 loses its last zero). Please write 2025-01 or 2025-10 and import again
import-hint-date = Please write it like 2025-10-01 08:30 and import again
import-hint-period = Please write it like 2025-10 (a month), 2025-Q3, 2025-H1, 2025-W41 or 2025 and import again
import-hint-number = Please write digits only ("." as the decimal point) and import again
import-hint-word = Please say in the mapping what this word means, or write a usual one, and import again
import-hint-text = Please check and import again
import-error-texts = Column "{ $column }" holds formula errors (such as #N/A), which count as no data: rows { $rows }
import-unknown-case = The store holds no case of this number
import-blank-line = Blank line inside the table
import-repeated-header = Header repeated as a row
import-total-line = Total, subtotal or average line
import-title-line = Title or note
import-same-content = Stored already with the same content
import-rewritten = Number occurs again in the file with other content; the later row counts
import-conflict = Differs from stored content of the same as-of time; this import counts
import-older-export = The stored content comes from a later export and is kept
import-repeated-row = Row repeated inside the file
import-not-understood = { $name }: "{ $value }" is not understood and left blank
import-word-kept = { $name }: "{ $value }" is not understood; it is kept as written and waits among the names to be settled
import-unknown-word = { $name }: "{ $value }" is no known word and counts as "{ $taken }"; say in the mapping what it means
import-value-other = other
import-value-false = no
import-value-true = yes
import-value-value = a value
import-value-0 = 0
import-control-characters = Control characters that nobody sees were taken out of column { $column }; the rest of the text is as written
import-longer-rows = Rows with more cells than the header; the extra cells are not used
import-refused-id = Number damaged by a spreadsheet program (scientific notation): { $name } "{ $value }". Please format the column as text and export again
import-texts-not-kept = Texts older than they are kept, or removed by request, were not stored
import-damaged-keys = Numbers damaged by a spreadsheet program (zeros from the 16th digit on); rows are told apart by content, nothing is repaired
import-unused-columns = Columns not used: { $columns }
import-no-profile = { $row ->
    [0] No import profile fits: there is no header (columns: { $names }). Check the file, or map its columns to fields on the import page (command line: python -m data map)
   *[other] No import profile fits: the header at row { $row } ({ $names }) is that of no known layout. Check the file, or map its columns to fields on the import page (command line: python -m data map)
}
import-nearest-profile = No import profile fits. The nearest is { $id }; missing: { $missing }
import-no-such-profile = There is no import profile { $id }. Known: { $known }

profile-broken = A broken import profile is left out: { $fault }
profile-unknown-table = there is no table { $value }
profile-unknown-field = table { $table } has no field { $value }
profile-unknown-vocabulary = there is no value map { $value }
profile-unknown-value = field { $field } cannot be { $value }
profile-unit-kind = wrong or repeated kind of unit: { $value }
profile-key-field = nothing fills the key field { $value }

rejects-sheet = Not stored
rejects-source-file = File
rejects-source-sheet = Sheet
rejects-source-row = Row
rejects-outcome = Outcome
rejects-reason = Reason
rejects-field = Field
rejects-value = Value
rejects-outcome-rejected = rejected
rejects-outcome-set-aside = set aside

cli-summary = { $file }{ $sheet }: { $rows_read ->
    [one] { $rows_read } row
   *[other] { $rows_read } rows
} read, { $stored } stored, { $updated } updated, { $duplicates ->
    [one] { $duplicates } duplicate
   *[other] { $duplicates } duplicates
}, { $rejected } rejected, { $set_aside } set aside (profile { $profile })
cli-unknown-units = Units not registered: { $names }
cli-unchanged = Nothing new; the store is unchanged.
cli-nothing-stored = Nothing could be stored ({ $rejected } rows rejected); the store is unchanged.
cli-version = Store version { $version }
cli-no-sheet = There is no sheet { $sheet }. Known: { $known }
cli-read = encoding { $encoding }, sheet { $sheet }, header in row { $header_row }
cli-sample = Wrote { $count ->
    [one] { $count } file
   *[other] { $count } files
} to { $folder }
cli-run-sample = No data yet: loading the sample city (in a place of its own, apart from your data)

import-unit-converted = Column "{ $column }" is in { $unit }; converted to { $own }
import-unit-unknown = Column "{ $column }": the unit "{ $unit }" cannot be converted; figures are read as they stand, please check
import-units-mixed = Column "{ $column }" mixes units; converted to { $own }
import-unit-assumed = Column "{ $column }" names no unit and is read in { $unit }, as column "{ $other }"; please check
import-unit-of-row = "{ $value }" in column "{ $column }" names no unit and is read in the one that column "{ $other }" names in the same row; please check
import-unit-doubted = "{ $value }" in column "{ $column }" names no unit and lies far from "{ $other }" of the same row: read as it stands; please check
import-year-of-title = Periods without a year are read in { $year }, the year of the title, the sheet or the file; please check
import-share-bare = Column "{ $column }" has a percent sign in some cells and none in others (as "{ $value }"): those are read as they stand; if "0.95" means 95%, write them alike and import again
import-units-differ = Columns "{ $column }" and "{ $other }" have units of different kinds and cannot be compared; please check
import-comma-decimal = Column "{ $column }": a comma is read as the decimal point (such as "{ $value }")
import-comma-open = Column "{ $column }": a comma is read as grouping thousands (such as "{ $value }"); no figure in it tells. If it is a decimal point, please write "." and import again
import-comma-small = Column "{ $column }": a comma is read as the decimal point (such as "{ $value }"); no figure in it tells. If it groups thousands, please take it out and import again
unit-any = single ones
unit-each = the basic unit of each
unit-count = single ones (persons, pieces)
unit-points = points
unit-share = per cent
unit-time = hours
unit-area = square metres
unit-length = metres
unit-money = yuan
unit-mass = tonnes
import-judged-otherwise = { $n ->
    [one] { $n } row judged otherwise by its source
   *[other] { $n } rows judged otherwise by their source
}: { $reason } (the dates count)

# Of accounts that earlier versions of the program have written.
import-required-bad = Required field is not understood: { $name }
import-damaged-id = Number damaged by a spreadsheet program (scientific notation): { $name }
import-direction-unclear = The direction of the task "{ $task }" is unclear: nothing tells whether more or less is better, so its progress is not judged. Add a column 目标方向 with ≥, ≤, =, rank or zero, and import again
