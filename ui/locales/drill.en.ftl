# Tables of charts, clicks that lead further, and the rows behind figures
table-button = Table
click-hint = click a row for details
behind-hour = { $weekday } { $hour }:00
rows-counted = { $unit }, { $name }: { $n } rows
show-all = all
column-judged = Judged
column-not-fixed = Not fixed
