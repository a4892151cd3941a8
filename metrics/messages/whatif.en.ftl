# Trying a scheme
whatif-move = { $unit } from { $before } to { $after }
whatif-gained = { $unit } gains a rank
whatif-lost = { $unit } loses its rank
whatif-moves = Under the trial { $n } of { $of } units { $n ->
    [one] changes
   *[other] change
} rank: { $moves }.
whatif-moves-more = Under the trial { $n } of { $of } units change rank, among them: { $moves }.
whatif-no-moves = Under the trial no rank changes; the score that moves most is that of { $unit } ({ $change }).
whatif-same = Under the trial all scores and ranks are those of the compared scheme.
whatif-periods-none = In { $n } periods the trial changes no rank.
whatif-periods = In { $periods } of { $n } periods the trial changes ranks, { $moves } in all; no unit's mean rank differs.
whatif-periods-most = In { $periods } of { $n } periods the trial changes ranks, { $moves } in all; the mean rank that moves most is that of { $unit } ({ $official } → { $trial }).
