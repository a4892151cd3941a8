kind-no-parent = There is no kind "{ $parent }": the parent is the id of a kind that is known.
kind-name-taken = The name "{ $name }" is that of the kind { $kind }.
kind-twice = One id of a kind stands there twice.
kind-not-added = No kind "{ $kind }" was added. Kinds that ship cannot be removed; one that is added under the same id replaces it.
