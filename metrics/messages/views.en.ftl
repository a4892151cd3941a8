# Saved views
view-no-question = A view of the analysis page needs a question (measure, rows, where, days ...).
view-question-elsewhere = Only the analysis page (page: analysis) has a question; what “{ $page }” is asked for stands in fields.
view-fields-beside = What the analysis page is asked for stands in question, not in fields.
view-none = There is no view named “{ $name }”. There are: { $names }.
view-taken = A view named “{ $name }” is there already.
view-twice = { $file }: the name “{ $name }” is that of { $other } already; change one of them.
view-busy = Somebody else is writing the files of views; try again in a moment.
head-view = View
head-page = Page
head-days = Days
head-asked = What is asked
head-saved-by = Saved by
head-saved-at = Saved at
cli-views-none = No view has been saved yet.
cli-views-start = Start page: { $name }
cli-views-fixed = fixed: { $days }
cli-views-rolling = moves on
cli-view-no-analysis = The view “{ $name }” is of the page “{ $page }”, not of the analysis page: ask cannot answer it; open it in the dashboard.
cli-ask-what = Write MEASURE, or --view and the name of a view, or --words and a sentence (one of the three).
view-list-times = { " × " }
view-list-or = { ", " }
view-except = except { $values }
view-by = by { $by }
view-beside-previous = beside the period before
view-beside-year = beside the same days last year
view-beside-group-mean = beside the mean of the group
view-beside-unit = beside { $unit }
view-top = first { $n }
view-all-days = all days
view-last-day = last { $n } { $n ->
    [one] day
   *[other] days
}
view-last-week = last { $n } { $n ->
    [one] week
   *[other] weeks
}
view-last-month = last { $n } { $n ->
    [one] month
   *[other] months
}
view-last-quarter = last { $n } { $n ->
    [one] quarter
   *[other] quarters
}
view-last-year = last { $n } { $n ->
    [one] year
   *[other] years
}
view-page-unknown = There is no page “{ $page }”. There are: { $pages }.
view-field-unknown = An address has no field “{ $name }”; write the names as the browser's address has them.
view-code-unknown = “{ $name }” cannot be “{ $code }”.
