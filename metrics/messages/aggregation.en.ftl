column-unknown = The facts have no column "{ $name }" to group by.
