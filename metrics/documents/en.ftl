# Fixed texts of files (.docx, .xlsx, .pptx). What a notice says lies in metrics/bulletin.
document-number = No. { $number } of { $year }
document-number-blank = No. ____ of { $year }
document-date = { $year }-{ $month }-{ $day }
document-date-blank = Date: ____________
document-section = { $number }. { $title }
document-table = ({ $number }) { $title }
document-signer = Signed: { $name }
document-attachment = Attachment: where the figures come from
document-first-sheet = Notice
document-tables = Tables
document-back = ← back
document-zoomed = The axis does not begin at zero
document-continued = {" "}(continued)
