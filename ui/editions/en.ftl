page-editions = Editions
editions-none = No notice has been published yet.
editions-none-how = Draft and publish one on the page Bulletins, or by the command shirong editions publish; what is published never changes.
editions-count = { $n ->
    [one] 1 edition published
   *[other] { $n } editions published
}{ $drafts ->
    [0] {""}
    [one] , and 1 draft
   *[other] , and { $drafts } drafts
}
editions-where = Each edition is kept under { $folder } in the store's folder with the scheme's text, the scores and the rows; imports, undo and other schemes do not touch it, and every file is verified when it is opened.
editions-damaged = An edition is damaged and is not shown
editions-not-shown = { $id } cannot be shown
editions-all = All editions
editions-comparing = Comparing with today's data …
editions-not-compared = compared when opened
editions-column-name = Notice
editions-column-period = Period
editions-column-scheme = Scheme
editions-column-state = State
editions-column-who = By
editions-column-when = When
editions-column-today = Today's data
editions-state-draft = draft
editions-state-published = published
editions-state-corrected = corrected
editions-corrected-by = corrected by { $id }
editions-corrects = corrects { $id }
editions-content = As published
editions-difference = Difference to today
editions-frozen-stays = What was published stands beside what today's data and scheme give; the edition does not change, a correction is an edition of its own.
editions-cut = { $n } rows, of which the first { $shown } stand here; the files have all.
editions-kept = What is kept with it
editions-kept-schemes = Schemes and fingerprints
editions-kept-rows = Rows
editions-rows = { $n }, each with its file, sheet and row
editions-kept-hash = Fingerprint of the edition
