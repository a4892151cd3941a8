# Navigation and shell
language = Language
group-meeting = Meeting
group-ranking = Ranking
group-rules = Rules
group-data = Data

# The header line
facts-as-of = as of { $time }
facts-as-of-apart = as of { $time } ({ $others })
facts-state-at = as it stood at the end of { $day } (data as of { $time })
facts-as-of-source = { $sources }: { $time }
as-of-grid = grid
as-of-complaints = complaints
as-of-inspections = checks
as-of-findings = findings
as-of-enforcement = enforcement
facts-checks = { $n } checks
facts-filed = { $n } cases
facts-scheme = scheme v{ $version }
facts-draft = draft v{ $version }
draft-shown = Ranked by a draft, which is not in force: not for publication.
draft-edit = Change it or put it in force
facts-scheme-alone = by v{ $version } alone
facts-hash = Hash of the scheme: { $hash }
scheme-single = One indicator · { $name }
facts-single = one indicator, no scheme
scheme-one-version = Version { $n } alone · { $name }
facts-store = store v{ $version }
certain-switch = Certainty
filter-period = Period
filter-group = Group
filter-scheme = Scheme
filter-kind = Whom
filter-all-groups = All groups
group-none = No group

# Notes in downloads
about-period = Period
about-as-of = As of
about-scheme = Scheme
about-hash = Scheme hash
about-store = Store version
about-group = Group
download-csv = Download CSV
download-xlsx = Download Excel
download-sheet = Data
download-about = About
leaf = { $first }–{ $last } of { $n }
download-cut = Cut
download-cut-text = { $n ->
    [one] { $n } cell held
   *[other] { $n } cells held
 } more than the 32,767 characters of an Excel cell and keep their beginning; the CSV has all of it.
download-failed = A file could not be made
download-failed-one = { $file } was not made; the data is not affected. Try again; if it fails again, give the reference { $reference } to whoever maintains the dashboard.
download-failed-short = Not made, see the top of the page

# Who is assessed
kind-road = Roads
kind-object = Objects
kind-district = Districts
kind-street = Streets
kind-team = Teams
kind-contractor = Contractors
kind-department = Departments

# Ranking
word-up = clear rise
word-down = clear fall
word-flat = not clear
was = was { $score }
was-same-days = was { $score } by then
column-version = Version of the scheme
published = published
comparable = comparable
was-comparable = comparable { $score }
column-comparable-previous-score = Comparable score before
column-comparable-change = Comparable change
column-comparable-rank-change = Comparable rank change
column-version-before = Version of the scheme before
word-below-minimum-n = sample too small
word-no-data = no data
word-not-participating = not taking part
measure-in-unit = { $name } ({ $unit })
measure-title = { $name } and interval
ranking-title-plain = Scores
ranking-title = Scores
key-now = now
before = Before
before-same-days = Same days before
key-before = last period
key-comparable = last period (comparable)
key-same-days = same days before ({ $days })
key-interval = 95 % interval
table-13 = 13 periods
column-rank = Rank
column-unit = Unit
column-group = Group
total-row = Total (recomputed from rows)
column-score = Score
column-rank-change = Rank change
column-grade = Grade
column-change = Change
column-state = State
column-reason = Reason
column-low = 95 % low
column-high = 95 % high
column-previous = Previous score
column-previous-same-days = Score, same days before
component-heading = { $name } { $weight }
weights-note = no data for { $names }: the others share its weight
weights-note-months = the months have data for different components: full marks are their mean
weights-of = { $units }: { $why }; full marks of this unit stand after the stroke
list-separator = {", "}
ranking-alt = { $title }: { $rows }
ranking-alt-row = { $unit } { $score }

# Overview
lists-ordered = By the scheme. { $lists }
problems-title = Top problems

# Import
import-browse = Choose files
import-limit = or drop them here; up to 1 GB each

# the workspace
workspace = Workspace
workspace-own = Own data
workspace-sample = Sample city
workspace-invented = The sample city: units, names of people and figures are all invented.
workspace-back = Back to your own data

# When a page cannot show what it is for
state-empty-title = No data yet
state-empty-what = The dashboard computes scores and ranks from exported tables. There are two ways to begin:
state-empty-how = Load the invented sample city, nine districts and thirteen months, in about a minute, and see the finished article. It lies in a place of its own, never mixes with your own data and can be removed at any time.
state-empty-there = The sample city is loaded: nine invented districts, thirteen months, to see the finished article. It lies in a place of its own and never mixes with your own data.
state-empty-own = Drop exports of inspections, cases or complaints, as messy as they are. They are tried first, every row is accounted for, and you are told which indicators and ranks can be computed now.
state-empty-sample = Load the sample city
state-empty-enter = Enter the sample city
state-empty-import = Import own files
state-no-match-title = Nothing matches
state-no-match-reset = Show the latest period
address-set-aside = Not understood in the address; the page shows its default instead:
no-such-scheme = There is no scheme "{ $scheme }".
scheme-broken-choice = ⚠ { $file } (broken)
no-scheme = There is no scheme for this kind of unit. Put a scheme file into the schemes folder.
no-period = Nothing can be scored in { $period }; the latest period with data is { $latest }.
no-period-at-all = The store holds nothing that this scheme can score. Choose another scheme, or import the files it needs.
no-group = The ranking of this period has no group “{ $group }”.
state-wording-title = The office's wording of notices has faults
state-wording-text = Correct this in the folder wording/ of the store and reload the page; or take the file out of it, and the standard wording is used. The data and the editions are not affected.
state-scheme-title = A scheme file has faults
state-scheme-text = Correct the following and reload the page; the data is not affected.
state-foreseen-title = This cannot be shown now
state-unexpected-title = Something went wrong
state-unexpected-text = The data is not affected. Please give the reference { $reference } to whoever maintains the dashboard; the log has the details.

clause-separator = {"; "}
sentence-end = .
figure-mean-score = Mean score
figure-mean-score-definition = mean of the scores of all ranked units
unit-points = points
unit-cases = cases
change-from = vs last { $change } ({ $before })
change-from-same-days = vs same days { $change } ({ $before })
spark-title = the last { $n } periods, the dot is this one; rings are beyond its own variation
spark-word = { $n } periods
overdue-definition = cases past their deadline and not done, at the end of the period
menu-system = Auto
menu-light = Light
menu-dark = Dark
menu-print = Print
facts-made = built { $time }
list-red = Red list: { $units }
list-black = Black list: { $units }
list-statement = Statement: { $units }
menu-stop = Stop

# Sentences of several pages
caption-history = Since { $since }, { $up } rose most (+{ $rise }), { $down } fell most (−{ $fall }).
caption-history-rise = Since { $since }, no unit fell; { $up } rose most (+{ $rise }).
caption-history-fall = Since { $since }, no unit rose; { $down } fell most (−{ $fall }).
series-since = { $period } (scheme v{ $now })

# Sentences of several pages
fairness-signal-high = above the upper limit
fairness-signal-low = below the lower limit
fairness-signal-above = 7 in a row above the mean
fairness-signal-below = 7 in a row below the mean
fairness-signal-rising = 7 in a row rising
fairness-signal-falling = 7 in a row falling
fairness-signal-near-high = 2 of 3 near the upper limit
fairness-signal-near-low = 2 of 3 near the lower limit

# Choices, sources, methods and channels of several pages
satisfaction-very-satisfied = very satisfied
satisfaction-satisfied = satisfied
satisfaction-neutral = neutral
satisfaction-dissatisfied = dissatisfied
satisfaction-very-dissatisfied = very dissatisfied
source-all = All items
choice-part = Part
choice-source = Source of problems
choice-unit = District
choice-state = Choice
choice-all-districts = All districts
no-unit = The ranking of this period has no “{ $unit }”.
others-held-back = Your account is shown { $units } and what lies below; other units have their places and scores in rankings alone, and are one row “Other units” elsewhere. Totals of the city are of all units; of targets, own figures, weekly returns and consequences your own are listed alone.
table-of-chart = Table and downloads
sheet-more = The first { $shown } of { $n } rows; the files hold all.
sheet-held-back = { $n } more rows are other units' and not yours to see: they count in the figures and are not listed.
source-findings = Inspections
source-cases = All cases
source-complaints = Complaints
per-findings = problems per 100 checks
per-cases = of 100 cases
per-complaints = of 100 complaints
channel-collector = Collectors
channel-video = Video
channel-patrol = Patrols
channel-inspection = Assessment
channel-12345 = Hotline 12345
channel-hotline = Other hotlines
channel-petition = Petitions
channel-grid = Community grid
channel-proposal = Proposals
channel-media = Media
channel-network = Network
channel-leader = Leadership
channel-other = Other
method-open = Open
method-covert = Covert
method-third-party = Third party
method-legal = Legal
method-leadership = By leaders
method-surprise = Surprise
method-random = Random
method-special = Special
method-holiday = Holiday
method-video = Video
weekday-1 = Mon
weekday-2 = Tue
weekday-3 = Wed
weekday-4 = Thu
weekday-5 = Fri
weekday-6 = Sat
weekday-7 = Sun
column-file = File
column-sheet = Sheet
column-row = Row
word-unstated = not stated
word-other = other ({ $written })
