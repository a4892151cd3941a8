page-bulletins = Notices
bulletin-heading = { $n }. { $title }
bulletin-nothing-here = None in this period.
bulletin-provenance = Where the figures come from
