# The page on targets
page-targets = Targets
targets-tasks = Tasks
targets-goals = Rank goals
all-tasks = All tasks
tasks-chart = Work done and time gone
tasks-hint = bars that end before the mark are behind; click a row for the unit
time-gone = { $share }% of the time
tasks-table = Tasks and targets
tasks-table-hint = gap: work done less time gone, in percent
column-task = Task
column-measure = Measure
column-target = Target
column-done = Done
column-completion = Met %
column-gap = Gap
column-projected = Projected %
column-standing = Standing
column-due-on = Due on
column-time-gone = Time gone %
column-share-done = Of whole %
task-share = { $share } % of target
about-target = where every period states a target of its own: the plan up to this period; else the whole task
about-share-done = percent of the whole target of this task; where the target is the plan up to this period: met % times the time gone
column-line = Asked for by now
task-done = ✓ done
task-ahead = ▲ ahead
task-behind = ▼ behind
task-missed = ✗ missed
task-no-data = not reported
column-direction = Direction
direction-at-least = at least
direction-at-most = at most
direction-equal = exactly
direction-rank = rank
direction-zero = zero
direction-unclear = unclear
task-held = ✓ held so far
task-over = ✗ not met
task-undated = as-of unknown
task-unclear = direction unclear
goals-table = First { $top } of each group
goals-hint = ● reached, ○ not; oldest first
column-goal-times = Times
column-goal-periods = Periods
column-streak = On end
column-longest = Longest
column-best = Best rank
column-last-reached = Last reached
column-behind-goal = Points to place { $top }

# Captions
targets-none = No task of this period has reported its progress.
targets-on-pace = All { $n } tasks are on or ahead of the half-time line.
targets-behind = { $behind } of { $n } tasks are behind the half-time line; furthest behind is { $task } of { $units }: { $gone } % of the time is gone, { $done } % of its whole target done.
targets-behind-among = { $behind } of { $n } tasks are behind the half-time line; among those furthest behind is { $task } of { $units }: { $gone } % of the time is gone, { $done } % of its whole target done.
targets-undated = The tasks do not say of what day they speak: how much of the time is gone is unknown, and their pace is not judged.
targets-both = { $first } { $second }
targets-unjudged = { $n } more are not judged: their direction or as-of is unknown.
targets-limits-kept = All { $n } limits, places and zero targets hold.
targets-limits = Of { $n } limits, places and zero targets { $broken } are not met, { $task } of { $unit } among them.
goals-none = No unit is among the first { $top }.
goals = { $unit } has been among the first { $top } for { $streak ->
    [one] one period
   *[other] { $streak } periods on end
}.
goals-fell = { $unit } has been among the first { $top } for { $streak ->
    [one] one period
   *[other] { $streak } periods on end
}; { $fell }, there { $times ->
    [one] once
   *[other] { $times } times
} before, is not this time.
