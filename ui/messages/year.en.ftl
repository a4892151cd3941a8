# Against the same period a year before
column-year-score = Score a year before
column-year-change = Change on year
column-year-rank = Rank a year before
column-year-rank-change = Rank change on year
column-comparable-year-score = Comparable score a year before
column-comparable-year-change = Comparable change on year
column-comparable-year-rank = Comparable rank a year before
column-comparable-year-rank-change = Comparable rank change on year
