"""How sure a ranking is: what it would be on other days of the same quality.

`contributions` reads what each visit and case adds, `drawing` weighs them at random, `pushing`
sends the sums through the scheme's rules, `judging` says what the draws let one say.
"""
