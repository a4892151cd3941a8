# Checks of what is computed

check-ids-channels = One matter, several channels
check-ids-channels-rule = Cases of one kind at one place of a district, reported within three days through different channels, are shown as a group.
check-ids-channels-advice = Each counts on its own, none is merged: dispatch them together to save a second visit.
check-values-scores = Scores within full marks
check-values-scores-rule = Given scores are not negative, nor beyond the full marks that a scheme names (100 where none does).
check-values-scores-advice = Check value and full marks on the score sheet, correct and import again.
check-schemes-valid = Schemes can be used
check-schemes-valid-rule = Every scheme file passes its validation.
check-schemes-valid-advice = Mend the file at that line and field; until then the scheme cannot score.
check-schemes-sums = Sums of weights
check-schemes-sums-rule = The weights of components add to the declared full marks at every level (added up again from the files).
check-schemes-sums-advice = Correct the weights so that they add to the full marks.
check-schemes-figures = Own figures usable
check-schemes-figures-rule = Every own figure that a scheme names was imported, and comes in one measure for the units that it ranks (not asked before any figure was imported).
check-schemes-figures-advice = Correct the name in the scheme, or the measure in the files and import them again.
check-schemes-perfect = Full marks can be had
check-schemes-perfect-rule = A unit that does everything as well as can be is scored anew by every scheme and gets full marks.
check-schemes-perfect-advice = Look at the rule of the component: its direction, threshold or bands may be wrong.
check-ranks-sums = Scores are sums of their parts
check-ranks-sums-rule = Every score of every period is the sum of components, adjustments, limits and rounding.
check-ranks-sums-advice = The computation is at fault: publish nothing and tell whoever maintains the program.
check-ranks-order = Ranks follow scores
check-ranks-order-rule = Ranks of every period, worked out again by other means, are those shown (groups, ties, minimum n).
check-ranks-order-advice = The computation is at fault: publish nothing and tell whoever maintains the program.
check-ranks-everybody = Whoever has records is in the ranking
check-ranks-everybody-rule = A registered unit with records in a period is in that period's ranking, with a rank or with the reason why not.
check-ranks-everybody-advice = By the register the unit did not exist then: correct its first or last day, or make its name an alias of the unit that carries it on.

check-reason-leaf-short = The component falls short
check-reason-total-off = The total is not the full marks
check-reason-rank-missing = A rank is missing
check-reason-rank-wrong = The rank is another
check-named = { $en }
