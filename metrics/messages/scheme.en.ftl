# Reading and checking scheme files
scheme-none = There is no scheme "{ $id }"; there are: { $ids }.
scheme-id-twice = the id "{ $id }" is used twice.
scheme-id-reserved = "{ $id }" is the name of a figure of the ranking and cannot be the id of a component; choose another.
scheme-floor-over-full = the floor is not below the full marks of { $full }.
scheme-component-unknown = there is no component "{ $id }".
scheme-dates-reversed = ends before it begins ({ $start }).
scheme-ceiling-below-floor = the ceiling must be above the floor { $floor }.
scheme-longer-needs-months = mean_of_months needs a scheme that scores months (grain: month).
scheme-grades-order = grades go from high to low, each start once.
scheme-ladder-empty = cannot be empty: a step orders something, a ladder has a step.
scheme-ladder-never = a year has only { $most } periods: there is no time { $times }.
scheme-ladder-deposit = deposit (how much is kept) and deposit_kept among the orders go together.
scheme-ladder-twice = the same condition (time { $times }) stands twice.
scheme-ladder-order = steps go from the mildest on: time { $times } stands after a higher one.
scheme-statement-times = times cannot be more than within.
scheme-object-type = kind: object needs a type: the id or a word of a kind of objects, e.g. toilet.
scheme-groups-register = roads and objects are grouped by objects.class, objects.district or objects.street, units by units.group or units.parent.
scheme-groups-form = give either by: units.group or units.parent (with order if wanted) or of (group: list of units), or write none.
scheme-group-unit-twice = the unit "{ $unit }" stands in several groups.
scheme-group-unknown = the group "{ $group }", which has an English name, is none of those under `of`.
scheme-group-name-twice = several groups are called "{ $name }" in English: nobody could tell them apart.
scheme-weights-sum = the weights sum to { $sum }, not to { $full }.
scheme-node-with-leaf-field = the component "{ $id }" has components below it and cannot have this field.
scheme-leaf-incomplete = the component "{ $id }" has no components below it and needs an indicator and a rule.
scheme-measured-alone = the rule as_measured ranks by the indicator itself; there can be no other component.
scheme-missing-unsaid = the component "{ $id }" does not say what happens without data (missing), nor does what holds it.
scheme-task-misplaced = task belongs to the indicator task_completion alone.
scheme-figure-misplaced = the indicator own_figure needs a figure (its name), other indicators have none.
scheme-figure-places = an own figure cannot give rank_points: it does not say whether more or less is better; use linear, threshold, target or bands.
scheme-figure-n = own figures and scores of another scheme cannot be the sample: write n (e.g. checks).
scheme-rule-indicator = the rule { $rule } fits only: { $indicators }.
scheme-linear-flat = full_at and zero_at must differ.
scheme-points-over-full = more points than the full marks { $full }.
scheme-indicator-unknown = there is no indicator "{ $indicator }".
scheme-item-misplaced = the indicator given_score needs an item, other indicators have none.
scheme-bands-start = the first band must start at 0 or null.
scheme-bands-end = the last band must end with null (no upper end).
scheme-band-empty = a band must start below its end.
scheme-bands-gap = a gap or an overlap: this band must start at { $end }, where the last one ends.
scheme-over-misplaced = over takes a count (such as filed or due) and belongs to a rate.
scheme-filter-unknown = there is no column "{ $name }" to filter by; there are: { $allowed }.
scheme-filter-empty = no value is given, so that no row counts: choose some, or drop the filter.
scheme-fines-scored = "{ $name_en }" is for information and must not be scored: how much was fined has nothing to do with merit. Score numbers, quality or execution instead.
scheme-big-by-fine = where big cases are told by their fine (big_case.fine) they must not be scored; tell them by the amount at stake (big_case.amount) or by the flag of the file.
scheme-takes-circle = The schemes take each other's scores, in a circle: { $circle }.
scheme-takes-unknown = There is no scheme "{ $id }" that can be read. There are: { $ids }
scheme-takes-others = The scheme "{ $id }" scores another kind of unit ({ $kind }), this one scores { $own }: its scores cannot be taken.
scheme-takes-longer = The periods of the scheme "{ $id }" are longer than those of this one: no whole one lies inside.
scheme-takes-misplaced = The indicator scheme_score needs `scheme` (the id of another scheme); no other indicator has it.
scheme-takes-whole = The scores of another scheme are taken as they are: `filters` and `over` have no place here.

# Saving an office's own schemes and putting them in force
scheme-busy = somebody else is saving a scheme; please try again in a moment.
scheme-save-no-draft = version { $version } of “{ $id }” does not say status: draft. Only drafts are saved; to put it in force use “Put in force”.
scheme-save-settled = version { $version } of “{ $id }” is in force or was, and stays as it is; make the next version.
scheme-save-example = “{ $id }” is an example that comes with the program; please choose another id.
scheme-save-other = the id “{ $id }” belongs to the scheme “{ $name_en }” for other units; please choose another id.
scheme-save-file-taken = there is a file { $file } that cannot be read; mend it or move it away first.
scheme-force-no-draft = version { $version } of “{ $id }” is no saved draft and cannot be put in force.
scheme-force-too-early = version { $other } is in force from { $day }; version { $version } must begin after that day.
scheme-delete-no-draft = version { $version } of “{ $id }” is no draft and cannot be deleted: versions that were used are kept.

# A scheme proposed from the store
proposal-name = Assessment by { $kind }
proposal-part = { $en } { $weight }
proposal-sentence = The store can score by { $kind }: { $parts }. { $n ->
    [1] It has
   *[other] All { $n } have
} values { $months ->
    [1] in { $since }
   *[other] in every month since { $since }
}.
