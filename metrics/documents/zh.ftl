# 文件（.docx、.xlsx、.pptx）里的固定文字。通报的内容另在 metrics/bulletin。
document-number = 〔{ $year }〕第 { $number } 期
document-number-blank = 〔{ $year }〕第　　期
document-date = { $year }年{ $month }月{ $day }日
document-date-blank = 　　年　　月　　日
document-section = { $number }、{ $title }
document-table = （{ $number }）{ $title }
document-signer = 签发：{ $name }
document-attachment = 附件：数据来源
document-source = 数据来源
