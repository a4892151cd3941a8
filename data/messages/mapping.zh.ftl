reader-no-header-row = { $file }：第 { $row } 行不能作表头（空行，或不在表格开头的几十行里）
