# Choosing a period, and periods that are not over
about-days = First and last day
period-so-far = { $period }; { $so_far }
period-unfinished = { $period } (running)
filter-days = Days
filter-days-help = Days, weeks and ranges of days
filter-days-day = One day
filter-days-calendar = First and last day
filter-days-week = Week
filter-days-choose = Choose a week
filter-last-weeks = Last 4 weeks
filter-last-months = Last 3 months
word-running = running
word-incomplete = not complete
