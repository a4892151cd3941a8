# After an import: what can be computed now, what a ranking still lacks
computable-text = { $en }
computable-none = No record names a unit: nothing can be ranked yet
computable-can = { $kind } ({ $period }): there are values of { $names }
computable-cannot = { $kind } ({ $period }): no indicator has a value yet
computable-missing = Without a value ({ $kind }): { $gaps }
computable-gap = { $reason } ({ $names }{ $n ->
    [1] {""}
    [2] {""}
    [3] {""}
   *[other] {" "}and others, { $n } in all
})
computable-lacking = To rank by "{ $scheme }" ({ $kind }), still missing: { $names }
computable-ranked = All that "{ $scheme }" needs is there: { $kind } can be ranked
computable-no-table = no { $table }
computable-no-kind = { $table } do not name the { $kind }
computable-no-field = no "{ $fields }"
computable-nothing = no record of the month that can be judged
