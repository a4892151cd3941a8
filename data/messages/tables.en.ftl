# Several tables in one sheet, rows that contradict each other, figures out of range
account-table = table from row { $row }
