reader-missing = 找不到文件“{ $file }”，请检查路径。
reader-os-error = 无法打开文件“{ $file }”：{ $detail }。请确认文件没有被其他程序占用、磁盘可读，再重新导入。
reader-empty = 文件“{ $file }”是空的，没有任何数据，请重新导出。
reader-empty-workbook = 工作簿“{ $file }”的所有工作表都是空的，请确认导出时已选中数据。
reader-damaged = 文件“{ $file }”已损坏或不完整（可能是下载或拷贝中断），请重新导出，或用 Excel / WPS 打开后另存为 .xlsx。
reader-used-range = 工作簿“{ $file }”的已用区域大得无法读取（多半是在表格之外很远处误填了单元格），请删除数据右侧和下方的空行空列后另存再导入。
reader-too-wide = 文件“{ $file }”第 { $row } 行有 { NUMBER($columns, useGrouping: "true") } 个单元格有内容，超过 { NUMBER($most, useGrouping: "true") } 列，不像是导出的表格；请确认分隔符和导出方式后重新导出。
reader-long-line = 文件“{ $file }”第 { $row } 行超过 { NUMBER($most, useGrouping: "true") } 个字符，不像是表格的一行（多半是引号没有配对，或不是表格文件）；请重新导出。
reader-lone-cells = 文件“{ $file }”第 { $row } 行起，连续 { NUMBER($most, useGrouping: "true") } 多行都只有一格，不像是表格（多半是前面有引号没有配对）；请重新导出。
reader-password = 工作簿“{ $file }”设有打开密码，请在 Excel / WPS 中取消密码后再导入。
reader-zip-bomb = 文件“{ $file }”解压后超过 { $size } MB，与其大小极不相称，为安全起见不予读取，请重新导出。
reader-xml-bomb = 文件“{ $file }”内含 XML 实体定义，正常的工作簿不会有，为安全起见不予读取，请用 Excel / WPS 另存后再导入。
reader-archive = 文件“{ $file }”是压缩包（{ $kind }），请先解压，再导入其中的表格文件。
reader-foreign = 文件“{ $file }”的内容是 { $kind }，不是表格，请导出为 .xlsx 或 .csv。
reader-not-a-table = 文件“{ $file }”不是文本表格，也不是工作簿，请导出为 .xlsx 或 .csv。
reader-no-table = 网页文件“{ $file }”中没有表格数据，请重新导出。
reader-no-rows = 表头之下没有数据行。
reader-hidden-sheet = 工作表“{ $sheet }”是隐藏的，按要求已读取。
reader-hidden-left = 隐藏的工作表未读取：{ $sheets }。确需读取时，请勾选“读取隐藏的工作表”（命令行：--hidden-sheets）。
reader-only-hidden = 工作簿“{ $file }”只有隐藏的工作表有数据（{ $sheets }），未读取。请取消隐藏，或勾选“读取隐藏的工作表”（命令行：--hidden-sheets）。
reader-hidden-rows = 有 { $count } 行被隐藏（筛选、折叠或行高为零），仍已读取：第 { $rows } 行。
reader-hidden-columns = 有隐藏的列，仍已读取：{ $columns }。
reader-formula-errors = 工作表“{ $sheet }”有 { $count } 个单元格是公式错误（如 #N/A、#REF!），按无数据处理：{ $cells }。
reader-no-result = 工作表“{ $sheet }”有 { $count } 个公式单元格没有保存计算结果，按无数据处理：{ $cells }。请用 Excel / WPS 打开后保存，再重新导入。
reader-formats-unread = 这种格式（.xlsb、.ods）只读数值：单元格的显示格式（百分比、年月等）、隐藏的行列和没有结果的公式看不出来。请核对数值，或另存为 .xlsx 再导入。
reader-export-limit = 恰好 { NUMBER($rows, useGrouping: "true") } 行数据：导出是否有条数上限、被截断？请与平台上的总数核对。
reader-row-limit = { $rows ->
    [65536] 表格恰好有 65536 行，达到 .xls 格式的上限，导出很可能被截断，请改用 .xlsx 或 .csv 导出并核对总数。
   *[1048576] 表格恰好有 1048576 行，达到 .xlsx 格式的上限，导出很可能被截断，请改用 .csv 或分成几个文件导出并核对总数。
}
reader-mixed-encoding = 文件中混有不同的编码或残缺的字符，已逐行识别，请核对中文是否正确。
reader-guessed-encoding = 文件编码无法确定，按 { $encoding } 读取，请核对文字是否正确。
reader-nul-bytes = 文件中含有空字符（NUL），已去除。
reader-undecoded = 有 { $count } 行含无法识别的字符（文件第 { $rows } 行），已以“�”代替。
reader-quotes-mended = 有 { $count } 行的引号不成对，已按列数重新切分，请核对：第 { $rows } 行。
reader-separators-mended = 有 { $count } 行多出分隔符（例如文字中未加引号的逗号），已按各列内容重新对齐，请核对：第 { $rows } 行。
reader-cut-off = 最后一行（第 { $row } 行）不完整，文件可能被截断，请核对总数。
reader-ids-number = “{ $column }”列有 { $count } 个长号码被存成了数字，第 15 位以后的数字已丢失，未作修改：第 { $rows } 行。请将该列设为文本后重新导出。
reader-ids-scientific = “{ $column }”列有 { $count } 个号码变成了科学计数法（E+），原号码已丢失，未作修改：第 { $rows } 行。请将该列设为文本后重新导出。
reader-ids-zeros = “{ $column }”列有 { $count } 个长号码的尾部都是 0，很可能已被 Excel 改坏，未作修改：第 { $rows } 行。请将该列设为文本后重新导出。

# Of accounts that earlier versions of the program have written.
reader-error-cells = 工作簿中有 { $count } 个单元格是公式错误（如 #N/A、#REF!），按空白处理：{ $cells }。
