reader-no-header-row = { $file }: row { $row } cannot be the header (it is blank, or not among the first rows of the table)
