# Two units side by side
two-units-unknown = “{ $unit }” has no score of this period to compare.
