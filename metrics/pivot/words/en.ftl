# Questions in words: what each word was understood as
reading-filler = says nothing for the question
reading-blank = blank
reading-unknown = not understood
reading-measure = Measure: { $name }
reading-row = Rows: { $name }
reading-column = Columns: { $name }
reading-filter = Where: { $name } = { $value }
reading-except = Except: { $name } = { $value }
reading-days = Days: { $days }
reading-period = { $en }
reading-all-days = all days
reading-last-day = { $n ->
    [one] the last day
   *[other] last { $n } days
}
reading-last-week = { $n ->
    [one] last week (finished)
   *[other] last { $n } weeks (finished)
}
reading-last-month = { $n ->
    [one] last month (finished)
   *[other] last { $n } months (finished)
}
reading-last-quarter = { $n ->
    [one] last quarter (finished)
   *[other] last { $n } quarters (finished)
}
reading-last-year = { $n ->
    [one] last year (finished)
   *[other] last { $n } years (finished)
}
reading-compare-year = Compared with: a year before
reading-compare-previous = Compared with: the period before
reading-compare-group-mean = Compared with: mean of the group
reading-compare-unit = Compared with: { $unit }
reading-top = First { $n }
reading-sort-value = Order: largest first
reading-sort-value-up = Order: smallest first
reading-sort-change = Order: largest change first
reading-sort-change-up = Order: smallest change first
reading-sort-name = Order: names, last first
reading-sort-name-up = Order: names
reading-sort-n = Order: largest n first
reading-sort-n-up = Order: smallest n first
reading-sort-compared = Order: largest compared value first
reading-sort-compared-up = Order: smallest compared value first
reading-sort-best = Order: best first
reading-sort-worst = Order: worst first
reading-assumed = not said: taken to be so
reading-guessed = not said in full, taken to be so
reading-others = may also be { $others }
reading-near = like { $near }
reading-second-measure = one measure at a time
reading-second-days = one stretch of days at a time
reading-second-compare = one comparison at a time
reading-no-dimension = this measure is not told by it
reading-left-out = nothing that can be left out
reading-left-out-filtered = a condition narrows it already: nothing to leave out
reading-no-better = this measure has no better side: say most or least
reading-order-of-nothing = there are no rows to order: say by what
saying-end = { "; " }
saying-top = top { $n }
saying-last-day = last { $n } days
saying-last-week = last { $n } weeks
saying-last-month = last { $n } months
saying-last-quarter = last { $n } quarters
saying-last-year = last { $n } years
