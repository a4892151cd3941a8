tell-rank-down = { $period_en }: { $unit_en } { $moved } by { $points }, beyond chance; rank { $rank } in { $group }, { $places ->
    [0] as in the period before
    [one] 1 place lower than in the period before
   *[other] { $places } places lower than in the period before
}, with { $score }.
tell-early-warning = { $period_en }: { $unit_en } got { $share }% of the full marks of “{ $en }”, below the scheme's warning line of { $limit }%.
tell-overdue = { $period_en }: at the end of { $day } { $unit_en } had { $n } overdue open cases, more than { $over }; at the end of the period before { $before }, not more.
tell-overdue-within = { $period_en }: at the end of { $day } there were { $n } overdue open cases in { $unit_en }, whoever handles them, more than { $over }; at the end of the period before { $before }, not more.
tell-action-due = { $unit_en }: action { $id } is due on { $due }; target { $target } for { $en }.
tell-promise-missed = { $unit_en }: action { $id } (due { $due }) did not reach its target: { $en } { $after }, target { $target }; when recorded { $before }, a change beyond chance.
tell-promise-missed-close = { $unit_en }: action { $id } (due { $due }) did not reach its target: { $en } { $after }, target { $target }; when recorded { $before }, a change that cannot be told from chance.
tell-promise-kept = { $unit_en }: action { $id } (due { $due }), of which it was told that it did not reach its target, has reached it by the data as they are now: { $en } { $after }, target { $target }; when recorded { $before }.
tell-edition-out = { $name } ({ $period }) was published on { $day }.
tell-edition-replaced = { $name } ({ $period }) was corrected; the corrected one holds.
tell-edition-replaced-by = { $name } ({ $period }) was corrected: { $by }, published on { $day }, holds.
# Logs from before 0.12 are understood by these two; they are said no more
tell-edition-published = Bulletin { $number } ({ $period }) was published on { $day }.
tell-edition-corrected = Bulletin { $number } ({ $period }) was corrected ({ $day }); the corrected one holds.
tell-withdrawn = Correction: { $period_en }, { $unit_en }: what was told of “{ $about }” no longer holds by the data and the rules as they are now.
tell-correction = Correction, this holds: { $what }
