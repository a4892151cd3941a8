# 文件（.docx、.xlsx、.pptx）里的固定文字。通报的内容另在 metrics/bulletin。
document-number = 〔{ $year }〕第 { $number } 期
document-number-blank = 〔{ $year }〕第　　期
document-date = { $year }年{ $month }月{ $day }日
document-date-blank = 　　年　　月　　日
document-section = { $number }、{ $title }
document-table = （{ $number }）{ $title }
document-signer = 签发：{ $name }
document-attachment = 附件：数据来源
document-first-sheet = 通报
document-tables = 表
document-back = ← 返回
document-zoomed = 坐标轴不从零开始
document-continued = （续）
