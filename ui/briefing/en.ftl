page-briefing = Briefing
briefing-before = ◀ Back
briefing-after = Next ▶
briefing-print = Print
briefing-out = Leave
briefing-record = + action
briefing-more = { $n } more rows stand in the notice.
