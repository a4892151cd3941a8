# Several tables in one sheet, rows that contradict each other, figures out of range
account-table = table from row { $row }
import-negative = { $name } is { $value }, and cannot be negative: stored as written, please check
import-out-of-range = { $name } is { $value }, which is outside { $range }: stored as written, please check
import-score-beyond = { $name } is { $value }, which is outside { $range }: stored as written; where the scheme states full marks, a score beyond them is not ranked. Please check
