map-title = Columns to fields: { $file }
map-counts = { $n ->
    [one] { $n } column
   *[other] { NUMBER($n, useGrouping: "true") } columns
}: { $stored } stored, { $dropped } dropped as personal, { $unused } not stored
map-open = { $n ->
    [one] { $n } word
   *[other] { NUMBER($n, useGrouping: "true") } words
} undecided
map-working = Reading the table
map-unreadable = { $file } cannot be read
map-table = One row is
map-table-cases = a case or an order
map-table-inspections = a visit to a point
map-table-findings = a finding
map-table-enforcement-cases = a penalty case
map-table-points = an assessed point
map-table-score-entries = a score
map-table-adjustments = a bonus or penalty
map-table-tasks = a target
map-table-weekly-returns = a count of a weekly return
map-table-own-figures = a value of an own figure
map-table-measures = a measure of the register
map-table-superior-ranks = a place in the superior's ranking
map-table-campaigns = a campaign
map-table-leaders = the leaders in charge of a unit
map-table-check-plans = a line of the plan of checks
map-table-check-quotas = an inspector's quota
map-table-key-problems = a key problem of the library
map-table-units = a unit
map-header = Header
map-header-row = Row { $row }: { $text }
map-header-none = No header
map-as-read = The table as read (first rows)
map-measures = A wide sheet: every column marked as an item becomes one, and every unit gets a score for each.
map-column-name = Column
map-column-number = Column { $n }
map-column-samples = Samples
map-column-field = Field
map-column-why = Why
map-hidden = not shown
map-sure = Sure:
map-likely = Likely:
map-perhaps = Please check:
map-values = Words and their meaning
map-values-hint = what the words in the file stand for
map-words-open = { $field } ({ $column }): { $n ->
    [one] { $n } word
   *[other] { NUMBER($n, useGrouping: "true") } words
}, { $open } undecided
map-words-done = { $field } ({ $column }): { $n ->
    [one] { $n } word
   *[other] { NUMBER($n, useGrouping: "true") } words
}
map-words-known = All words are known: { $names }
map-rows = { $n ->
    [one] { $n } row
   *[other] { NUMBER($n, useGrouping: "true") } rows
}
map-undecided = undecided
map-blank = blank (as if not filled in)
map-account = Trial
map-missing = Cannot be imported yet
map-no-fit = The table does not fit the fields that were chosen
map-usable = Usable
map-reason = { $text }: { $n }
map-unknown-units = { $n ->
    [one] 1 name of a unit is
   *[other] { $n } names of units are
} not registered: { $names }
map-tried-all = All rows were tried; nothing is stored yet.
map-tried-part = { $n ->
    [one] The first row was tried
   *[other] The first { NUMBER($n, useGrouping: "true") } rows were tried
}; nothing is stored yet.
map-constant = { $field } of the whole file
map-constant-none = not given
map-save-title = Save as import profile
map-name-zh = Chinese name
map-name-en = English name
map-id = Id
map-replace = Replace { $id }, which ships with the program
map-save = Save and try again
map-save-hint = Once saved, files of this layout are recognised.
map-value-statement = statement
map-value-talk = talk
map-value-supervision = supervision letter
map-value-admonition = admonition
map-value-criticism = public criticism
map-value-warning = warning
map-value-yellow-card = yellow card
map-value-dismissal = dismissal
map-value-no-honours = out of the year's honours
map-value-deposit-paid = deposit paid
map-value-deposit-kept = deposit kept
map-value-deposit-returned = deposit returned
map-value-reward = reward
map-value-commendation = commendation
map-value-bonus = bonus points
map-value-penalty = penalty points
map-value-dry = dry
map-value-rain = rain
map-value-snow = snow
map-value-at-least = at least
map-value-at-most = at most
map-value-equal = equal to
map-value-rank = a rank
map-value-zero = none at all
map-value-unclear = direction not clear
map-value-mean = their mean
map-value-sum = their sum
map-value-last = the last one
map-value-national = national
map-value-provincial = provincial
map-value-day = a day
map-value-week = a week
map-value-month = a month
map-value-quarter = a quarter
map-value-year = a year
map-value-point = at each point
map-value-total = in all
map-value-visits = visits
map-value-points = points
map-value-findings = findings
map-value-true = yes
map-value-false = no
map-value-collector = collector
map-value-video = video
map-value-patrol = patrol
map-value-inspection = inspection
map-value-12345 = 12345 hotline
map-value-hotline = other hotline
map-value-petition = petition
map-value-legal = legal
map-value-surprise = surprise
map-value-random = random
map-value-grid = community grid
map-value-proposal = proposals
map-value-media = media
map-value-network = network
map-value-leader = leaders
map-value-leadership = by leaders
map-value-other = other
map-value-filed = filed
map-value-dispatched = dispatched
map-value-disposing = being handled
map-value-disposed = handled
map-value-checking = being checked
map-value-closed = closed
map-value-voided = voided
map-value-held = on hold
map-value-open = open
map-value-covert = covert
map-value-third-party = third party
map-value-special = special
map-value-holiday = holiday
map-value-city = city
map-value-district = district
map-value-bureau = bureau
map-value-very-satisfied = very satisfied
map-value-satisfied = satisfied
map-value-neutral = neutral
map-value-dissatisfied = dissatisfied
map-value-very-dissatisfied = very dissatisfied
map-value-simple = simple procedure
map-value-general = general procedure
map-value-passed = passed
map-value-failed = failed
map-value-value = has a value
map-value-no-data = no data
map-value-not-participating = does not take part
map-value-street = street
map-value-team = team
map-value-contractor = contractor
map-value-department = department
map-by-layout = { $n } more columns, as the known layout reads them (can be changed)
