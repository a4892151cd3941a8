print-pdf = 本页 PDF（图与表，全部行）
print-png = 本页图片 PNG
print-chart = 主图 PNG
print-no-browser = 服务器上没有浏览器（Chromium、Chrome 或 Edge），不能把页面存为 PDF 或图片；通报的 Word、Excel、PowerPoint 不受影响。
