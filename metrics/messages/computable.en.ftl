# After an import: what can be computed now, what a ranking still lacks
computable-text = { $en }
computable-none = No record names a unit: nothing can be ranked yet
computable-of = What can be computed now ({ $period })
computable-kind = { $kind }: { $said }
computable-counts = { $can ->
    [0] no indicator has a value yet
    [one] { $can } indicator has values
   *[other] { $can } indicators have values
}{ $lacking ->
    [0] {""}
   *[other] {", "}{ $lacking } lack data
}
computable-can = With values: { $names }
computable-gap = { $reason }: { $names }
computable-unregistered = No unit of the kind "{ $kind }" is registered: every name that the data give is taken for one, please register them
computable-no-scheme = No scheme scores units of the kind "{ $kind }" from these data: there is no ranking of them yet
computable-lacking = To rank by "{ $scheme }", still missing: { $names }
computable-ranked = Can be ranked by "{ $scheme }": all that it needs is there
computable-no-table = no { $table }
computable-no-kind = { $table } do not name the { $kind }
computable-no-field = no "{ $fields }"
computable-nothing = no record of the month that can be judged
computable-named = Units named in the data, of the kind "{ $kind }": { $units } ({ $first } to { $last }; records: { NUMBER($rows, useGrouping: "true") })
computable-by-one = No scheme scores units of the kind "{ $kind }" from these data; they can be ranked by single indicators
