"""Editions: notices as they were published, frozen with all that stands behind them.

`freezing` makes the files of one out of a period's facts; `edition` opens and verifies it;
`edition_folder` keeps them beside the store; `publishing` gives the number and enters the book;
`difference` says how one differs from what is known today.
"""
