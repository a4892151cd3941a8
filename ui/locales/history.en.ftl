import-changed-fields = Fields that changed: { $fields }
undo-choose = Take batches back
undo-placeholder = Choose the batches to take back; later ones can stay
undo-whole = With the { $n } other batches of the same import (the whole import)
undo-by = Taken back by
undo-reason = Reason
undo-see = See what changes
undo-running = Trying what the undo changes
undo-progress = Merging the other batches again: { $done } of { $of }
undo-comparing = Comparing scores and ranks
undo-ask = { $rest ->
    [0] Take batch { $batches } back?
   *[other] Take { $n } batches back: { $batches } and { $rest } more?
}
undo-changes = What the undo changes
undo-noted = Goes into the record: by { $by }, reason: { $reason }
undo-not = Not taken back
undone-title = Batches taken back
undone-hint = An undo leaves its own record; importing the file again brings it back.
undone-at = Taken back
undone-removed = Records removed
undone-changed = Records fallen back
conflicts-title = Exports that disagree
conflicts-count = { $n } in all; in { $open } the one imported later stands
conflicts-what = Two exports speak of the same time and say different things of one record. Ask where they came from, then take the wrong batch back; an export of a later time settles it by itself.
conflict-record = Record
conflict-table = Table
conflict-field = Field
conflict-as-of = As of
conflict-earlier = Imported first
conflict-later = Imported later
conflict-stands = Now
conflict-stands-later = The later import stands; to be verified
conflict-stands-newer = Settled by an export of a later time
conflict-blank = (blank)
