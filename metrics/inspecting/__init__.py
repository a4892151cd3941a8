"""The work of the inspectors: what they visited, against which plan and quota, what became of what
collectors reported, whether it is 一个样 here and there, and which problems were key ones.

`visits` joins each visit with the list of points; `covered`, `planned`, `quotas` count, `accepted`
and `alike` compare, `holidays` knows workdays, `library` the key problems.
"""
