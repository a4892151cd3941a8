review-title = Names to review
review-hint = These names mean no known unit or class. Once decided, stored records follow at once; nothing is imported again.
review-is = { $name } ({ $likeness })
review-no-suggestion = No similar name
review-other = Other…
review-rows = Records: { $n }
review-files = { $n } files
review-days = { $first } to { $last }
review-all = List all { $n } names
review-level-category = Class
review-level-subcategory = Sub-class

review-way = What it is
review-way-known = A registered unit
review-way-new = A new unit
review-way-none = Not assessed
review-way-standard = A standard class
review-way-own = A class of its own
review-none = It is not assessed
review-none-hint = Its records stay as they are; the name is no longer listed.
review-own-hint = The name is kept, as a class of its own.
review-unit = Unit
review-class = Standard class
review-from = From (optional)
review-to = To (optional)
review-name = Name of the unit
review-kind = Kind of unit
review-parent = Unit above it
review-group = Group
review-choose = Choose
review-yes = Confirm

review-unregistered = { $kind }: none is registered; the data name { $n } ({ $rows } records): { $names }
review-register = Register all { $n } as units

review-deciding = Sorting records anew and comparing scores and ranks of ended periods
review-moved = Records sorted anew: { $n } (store version { $version }).
review-not = Nothing was changed

review-handled = Decided names ({ $n })
review-back = Take back
review-said-means = { $written } = { $name }
review-said-days = { " " }({ $first } to { $last })
review-said-other = { $written }: not assessed
review-said-own = { $written }: a class of its own
review-said-resting = { " " }(without effect: the unit is not registered, or the name is a unit itself)

review-what = "{ $name }" is
review-begin = Assessed from
review-group-needed = Choose a group: units of this kind are ranked in groups; one without a group is not ranked.
review-ask = Confirm "{ $about }"?
review-ask-yes = Confirm
review-ask-no = Leave it
review-did = Confirmed: { $about }
review-said-new = new unit { $name }
review-said-new-of = new unit { $name } (written { $written })
review-said-back = taken back: { $what }
