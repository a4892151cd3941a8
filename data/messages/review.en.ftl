review-why-same = the same spelling: a person must say which unit, on which days
review-why-office = the same without words for the office
review-why-stem = the same without words such as 镇, 街道, 区
review-why-shared = both have “{ $characters }”
review-why-district = its records are in { $district }
review-why-vocabulary = standard class
review-why-in-use = another name in the data

review-register-file = units_registered_in_review_{ $day }.csv

review-no-name = The name or the kind of unit is missing.
review-own-parent = "{ $name }" cannot be its own parent
review-no-unit = The register has no “{ $name }”.
review-is-unit = “{ $name }” is itself a unit of the register and cannot be another name.
review-unit-exists = The register has “{ $name }” already.
review-no-days = The first day lies after the last.
review-class-known = “{ $name }” is a standard class, or another name of one: there is nothing to decide.
review-no-class = Neither the standard classes nor the data have “{ $name }”.
review-same-name = “{ $name }” is the same name as the one written.
review-not-decided = There is no such decision to take back.

review-note-means = name decided: { $written } = { $name }
review-note-other = name decided: { $written } is not assessed
review-note-own = name decided: { $written } is a class of its own
review-note-unit = unit registered: { $name }
review-note-back = taken back ({ $what })
review-note-more = { $n } more

review-level-category = class
review-level-subcategory = sub-class
review-line = { $kind }  { $name }  { $rows ->
    [one] { $rows } record
   *[other] { $rows } records
} ({ $files })  suggested: { $near }
review-unregistered = No { $kind } is registered; the data name { $n } ({ $rows ->
    [one] { $rows } record
   *[other] { $rows } records
})
review-nothing = No name waits for a decision.
review-class = class of problems
review-decided = decided  { $kind }  { $written }: { $means ->
    [other] not assessed
    [own] a class of its own
   *[unit] { $name }
}{ $days ->
    [some] {" "}(from { $from } to { $to })
   *[all] {""}
}{ $resting ->
    [yes] , has no effect now
   *[no] {""}
}
review-placed = { $units ->
    [one] { $units } unit registered
   *[other] { $units } units registered
}; { $records ->
    [0] no record names it yet.
    [one] { $records } record under it.
   *[other] { $records } records in all.
}
review-moved = { $records ->
    [0] No record changes its unit or class.
    [one] { $records } record understood anew.
   *[other] { $records } records understood anew.
}
review-version = Store version { $version }.

review-renamed = Number { $id } ({ $kind }) was “{ $former }” and is “{ $name }” in this register: the number being the same, it is taken for one unit that was renamed, its history whole. Please say from which day.
review-renamed-since = Number { $id } ({ $kind }) was renamed from “{ $former }” to “{ $name }” on { $since } (by the register); its history is whole.
review-number-twice = Number { $id } ({ $kind }) stands for both “{ $former }” and “{ $name }”: the number is in doubt, and these are taken for two units.
review-day = DAY
review-answer-same =   one unit:  { $command }
review-answer-apart =   two units: { $command }
review-decided-rename = decided  { $kind }  { $former } → { $name }: { $joined ->
    [yes] one unit, renamed from { $since } on
   *[no] two units
}{ $resting ->
    [yes] , without effect now
   *[no] {""}
}
review-note-renamed = renamed: { $former } → { $name }
review-note-apart = two units: { $former }, { $name }

review-alike =   alike in writing, perhaps one unit: { $names }
review-why-alike = differs in writing only (case, blanks, punctuation, the way a number is written)
register-kind = kind
register-written = written in files
register-rows = records
register-seen = where
register-alike = perhaps
register-name = name of the unit
register-group = group
register-parent = belongs to
register-valid-from = from
register-out = { $n } names written to { $file }. Fill in the names of units (what is left blank is not registered) and run python -m data register { $file }.
register-no-column = { $file } lacks columns: { $names }.
register-bad-kind = { $file }, row { $row }: the kind “{ $value }” is not known, or the name as written is missing.
register-bad-day = { $file }, row { $row }: “{ $value }” is no day; write it as 2025-10-01.
register-no-group = Units without a group, which are ranked in none: { $names }.
register-nothing = The table has no name to register.
register-say-yes = Ranks of ended periods would change; nothing was registered. Add --yes to do it.

review-no-field = “{ $name }” is no field with a closed list of values, or nothing written was named.
review-no-value = There is no value “{ $name }”; it can only be: { $values }
review-note-word = Names: { $field } “{ $written }” = { $name }
review-decided-word = decided  { $field }  { $written }: { $name }
