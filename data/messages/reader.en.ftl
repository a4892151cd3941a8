reader-missing = The file "{ $file }" does not exist; please check the path.
reader-os-error = The file "{ $file }" cannot be opened: { $detail }. Please make sure that no other program holds it and that the disk can be read, then import it again.
reader-empty = The file "{ $file }" is empty; please export it again.
reader-empty-workbook = All sheets of the workbook "{ $file }" are empty; please check what was selected for export.
reader-damaged = The file "{ $file }" is damaged or incomplete (a broken download or copy); please export it again, or open it in Excel or WPS and save it as .xlsx.
reader-used-range = The used range of the workbook "{ $file }" is too large to read (a stray cell far outside the table, most likely); please delete the blank rows and columns beyond the data, save and import again.
reader-too-wide = Row { $row } of the file "{ $file }" has { NUMBER($columns, useGrouping: "true") } filled cells, more than { NUMBER($most, useGrouping: "true") } columns: no exported table looks like this; please check the separator and the way of exporting, and export again.
reader-long-line = Row { $row } of the file "{ $file }" is longer than { NUMBER($most, useGrouping: "true") } characters: no row of a table looks like this (a quote that is never closed, most likely, or no table at all); please export again.
reader-lone-cells = From row { $row } of the file "{ $file }" on more than { NUMBER($most, useGrouping: "true") } rows have a single cell each: no table looks like this (a quote before them that is never closed, most likely); please export again.
reader-password = The workbook "{ $file }" is protected by a password; please remove the password in Excel or WPS and import it again.
reader-zip-bomb = The file "{ $file }" unpacks to more than { $size } MB, out of all proportion to its size, and was not read for safety; please export it again.
reader-xml-bomb = The file "{ $file }" declares XML entities, which no workbook does, and was not read for safety; please save it anew in Excel or WPS.
reader-archive = The file "{ $file }" is an archive ({ $kind }); please unpack it and import the table files inside.
reader-foreign = The file "{ $file }" holds { $kind } and not a table; please export it as .xlsx or .csv.
reader-not-a-table = The file "{ $file }" is neither a text table nor a workbook; please export it as .xlsx or .csv.
reader-no-table = The page "{ $file }" holds no table with data; please export it again.
reader-no-rows = There are no rows under the header.
reader-hidden-sheet = The sheet "{ $sheet }" is hidden; it was read as asked.
reader-hidden-left = Hidden sheets were not read: { $sheets }. If they are wanted, tick "Read hidden sheets" (command line: --hidden-sheets).
reader-only-hidden = Only hidden sheets of the workbook "{ $file }" hold data ({ $sheets }); they were not read. Please show them, or tick "Read hidden sheets" (command line: --hidden-sheets).
reader-hidden-rows = { $count } rows are hidden (by a filter, an outline or no height) and were read all the same: rows { $rows }.
reader-hidden-columns = Hidden columns were read all the same: { $columns }.
reader-formula-errors = Sheet "{ $sheet }": { $count } cells hold formula errors (#N/A, #REF! ...) and count as no data: { $cells }.
reader-no-result = Sheet "{ $sheet }": { $count } formula cells hold no value and count as no data: { $cells }. Please open the file in Excel or WPS, save it and import it again.
reader-formats-unread = Of this format (.xlsb, .ods) only the values are read: how cells are shown (percent, months), hidden rows and columns and formulas without a result are not seen. Check the figures, or save as .xlsx and import again.
reader-export-limit = Exactly { NUMBER($rows, useGrouping: "true") } rows of data: was the export capped? Please compare with the total on the platform.
reader-row-limit = { $rows ->
    [65536] The table has exactly 65536 rows, the limit of .xls; the export was probably cut off. Please export as .xlsx or .csv and check the total.
   *[1048576] The table has exactly 1048576 rows, the limit of .xlsx; the export was probably cut off. Please export as .csv or in several files and check the total.
}
reader-mixed-encoding = The file mixes encodings or holds broken characters; it was decoded line by line. Please check the text.
reader-guessed-encoding = The encoding of the file is not certain; it was read as { $encoding }. Please check the text.
reader-nul-bytes = The file contained NUL characters; they were taken out.
reader-undecoded = { $count } rows hold characters that could not be decoded (lines { $rows } of the file); they were replaced by "�".
reader-quotes-mended = { $count } rows have unbalanced quotes and were cut anew by the number of columns; please check rows { $rows }.
reader-separators-mended = { $count } rows have separators too many (an unquoted comma in a text, for instance) and were aligned anew by what the columns hold; please check rows { $rows }.
reader-cut-off = The last row (row { $row }) is incomplete; the file may have been cut off. Please check the total.
reader-ids-number = Column "{ $column }": { $count } long ids are held as numbers and have lost all digits after the 15th; left as they are, rows { $rows }. Please format the column as text and export again.
reader-ids-scientific = Column "{ $column }": { $count } ids have become scientific notation (E+) and lost their digits; left as they are, rows { $rows }. Please format the column as text and export again.
reader-ids-zeros = Column "{ $column }": { $count } long ids end in zeros and were probably damaged by Excel; left as they are, rows { $rows }. Please format the column as text and export again.

# Of accounts that earlier versions of the program have written.
reader-error-cells = { $count } cells of the workbook hold formula errors (#N/A, #REF! ...) and were read as blank: { $cells }.
