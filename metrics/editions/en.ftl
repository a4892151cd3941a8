edition-name = {$kind} {$number}
edition-draft-name = {$kind} {$period}, draft
edition-number = {$year} No. {$number} (No. {$total} in all)
edition-no-number = no number yet
edition-damaged = Edition {$id} is damaged: its file {$file} is not what was published. Restore the whole folder editions/{$id} from a backup; a damaged edition is not shown.
edition-gone = Edition {$id} was published, but its folder editions/{$id} is gone. Restore it from a backup.
edition-busy = Somebody else is drafting or publishing a notice. Try again in a moment.
edition-none = There is no edition {$id}. There are: {$ids}.
edition-delete-published = {$id} is published and cannot be deleted; publish a correction where it is wrong.
edition-published-before = {$id} is published already.
edition-unfinished = {$period} is not over, or a source has not told all of it: it cannot be published. Wait for the data and draft it again.
edition-draft-scheme = Scheme {$scheme} is a draft; nothing can be published by it. Put it in force first and draft the notice again.
edition-corrects-none = There is no {$id} to correct: it is not published, was corrected already, or is of another period or scheme.
edition-twice = This period is published already: {$number} ({$id}). Where the data have changed, publish a correction of it.
edition-none-differs = The same as today's data.
edition-summary = Not as in today's data and scheme: {$parts}.
edition-part-ranks = { $n ->
    [one] the rank of 1 unit
   *[other] the ranks of {$n} units
}
edition-part-scores = { $n ->
    [one] the score of 1 unit
   *[other] the scores of {$n} units
}
edition-part-others = { $n ->
    [one] other figures of 1 unit
   *[other] other figures of {$n} units
}
edition-part-components = { $n ->
    [one] 1 component figure
   *[other] {$n} component figures
}
edition-part-said = { $n ->
    [one] 1 text of the notice
   *[other] {$n} texts of the notice
}
edition-part-cells = { $n ->
    [one] 1 table cell
   *[other] {$n} table cells
}
edition-part-rows = { $n ->
    [one] 1 row
   *[other] {$n} rows
}
edition-part-lines = { $n ->
    [one] 1 line of the scheme
   *[other] {$n} lines of the scheme
}
edition-cut = {$all} rows, of which the first {$shown} stand here; all of them are on the page Editions.
edition-table-units = {$edition} ({$period}): ranks and scores that differ
edition-table-components = {$edition} ({$period}): components that differ
edition-table-said = {$edition} ({$period}): texts that differ
edition-table-cells = {$edition} ({$period}): figures of tables and charts that differ
edition-table-rows = {$edition} ({$period}): rows that differ
edition-table-scheme = {$edition} ({$period}): the scheme's text where it differs
edition-column-unit-name = Unit
edition-column-rank-then = Rank published
edition-column-rank-now = Rank now
edition-column-score-then = Score published
edition-column-score-now = Score now
edition-column-change = Change
edition-column-remark = Remark
edition-column-component = Component
edition-column-figure = Figure
edition-column-then = Published
edition-column-now = Now
edition-column-section = Section
edition-column-text-then = Published
edition-column-text-now = Today
edition-column-of-table = Table
edition-column-of-row = Row
edition-column-of-column = Column
edition-column-cell-then = Published
edition-column-cell-now = Today
edition-column-what = Change
edition-column-table = Table
edition-column-record = Key
edition-column-file = File
edition-column-sheet = Sheet
edition-column-line = Row
edition-column-fields = What changed
edition-column-counted = Counted in
edition-column-scheme = Scheme
edition-column-sign = Change
edition-column-text = Text
edition-renamed = now called {$unit}
edition-joined = has become part of {$unit}
edition-unit-came = was not among them when published
edition-unit-went = is not among them any more
edition-figure-group = group
edition-figure-state = state
edition-figure-n = sample
edition-figure-previous-rank = previous rank
edition-figure-previous-score = previous score
edition-figure-worth = full marks
edition-figure-points = points
edition-figure-value = value
edition-figure-numerator = numerator
edition-figure-denominator = denominator
edition-change = {$name}: {$then} → {$now}
edition-listed = {$all}
edition-counted = counted in
edition-sample = sample
edition-row-came = new
edition-row-went = gone
edition-row-changed = changed
edition-row-counted = counted otherwise
edition-part-numerator = {$component}, numerator
edition-part-denominator = {$component}, denominator
edition-part-left-out = {$component}, left out
edition-came = added
edition-went = removed
edition-version-now = the period is scored by this version now
edition-version-no = the period is not scored by this version any more, or it is gone
edition-state-value = scored
edition-state-zero = zero
edition-state-below-minimum-n = sample too small
edition-state-no-data = no data
edition-state-not-participating = not taking part
head-edition = id
head-numbered = number
head-edition-state = state
head-published-by = by
head-at = when
cli-editions-none = No notice has been published yet.
cli-edition-draft = draft
cli-edition-published = published
cli-edition-corrected = corrected
