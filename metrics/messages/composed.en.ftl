# Scores of another scheme as a component
composed = "{ $en }" is the mean of the scores of "{ $of_en }" (version { $versions }) in { $periods }, { $n ->
    [one] one period
   *[other] { $n } periods
 }.
composed-nothing = No period of "{ $of_en }" inside this one is over and has scores yet: "{ $en }" has no data.
composed-missing = "{ $en }" lacks { $periods }: nobody has a score there, and it is not in the mean.
composed-unfinished = "{ $en }" is without { $periods }, not over yet.
composed-units = In "{ $en }", { $units } have no score in some of the periods: the mean is of those that they have.
