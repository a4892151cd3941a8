# On reviews of files
review-level-team = weekly (team)
review-level-section = half-monthly (section)
review-level-legal = monthly (legal office)
unreviewed-none = Review { $level }: all closed cases were reviewed.
unreviewed = Review { $level }: { $n } closed cases were not reviewed, { $late } of them past their time when the file was exported.
