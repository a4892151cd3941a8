page-briefing = Briefing
briefing-before = ◀ Back
briefing-after = Next ▶
briefing-print = Print
briefing-out = Leave
briefing-more = { $n } more rows stand in the notice.
