# Components that take the scores of another scheme
taken-value = counts
taken-zero = counts (0 points)
taken-below-minimum-n = counts (sample too small to be ranked then)
taken-no-data = no data, does not count
taken-not-participating = does not take part, does not count
taken-missing = nobody has a score, does not count
taken-unfinished = not over yet, does not count
