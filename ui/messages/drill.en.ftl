# Tables of charts, clicks that lead further, and the rows behind figures
table-button = Table
click-hint = click a row
behind-hour = { $weekday } { $hour }:00
rows-counted = { $unit }, { $name }: { $n } rows
column-judged = Judged
column-not-fixed = Not fixed
column-hours = Hours
column-still-open = Still open %
choice-band = Days overdue
choice-task = Task
rows-left-out = { $unit }, { $name }: { $n } rows set aside: { $reason }
