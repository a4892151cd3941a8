page-imports = Import
profile-broken-notice = { $n } import profile(s) cannot be used; all others work:
import-title = Import data
import-what = Drop the CSV and Excel files as the platforms export them; where every row went is listed.
import-drop = Files
import-hidden-sheets = Read hidden sheets
import-start = Import { $n ->
    [one] one file
   *[other] { $n } files
}
import-running = Importing
import-done = Imported: { $rows ->
    [one] one row
   *[other] { NUMBER($rows, useGrouping: "true") } rows
} of { $files ->
    [one] one file
   *[other] { $files } files
}.
import-account = Row account
import-account-hint = read = stored + updated + duplicates + rejected + set aside
import-file = File
import-sheet = Sheet
import-profile = Layout
import-stored = Stored
import-updated = Updated
import-duplicates = Duplicates
import-rejected = Rejected
import-set-aside = Set aside
import-total = Total
import-reasons = Reasons
import-failed = Files that could not be read
import-unknown = Unknown units
import-unknown-hint = Kept as written, never guessed; register an alias in the units table and they resolve.
import-rejects = Download rows not stored
import-batches = Imported batches
import-batches-none = No file has been imported yet.
import-batch = Batch
import-when = Imported
import-undo-yes = Undo it
import-undo-no = Keep it
sample-no-files = The sample city takes no files
sample-no-files-why = All data here are invented. Your files go into your own workspace, and the two never mix; below are the sample city's imports and the review of its names.
sample-go-own = Import files into my own workspace
sample-remove = Remove the sample city
sample-remove-what = All data and photos of the sample city go, with what was written in it; your own data stay as they are. It can be loaded again.
sample-remove-yes = Remove
sample-not-removed = The sample city was not removed:
import-sample-write = Writing the sample city's exports
import-sample-read = Importing the sample city · { $file }
import-rows-read = Read
import-more-reasons = { $n ->
    [one] and one more reason
   *[other] and { $n } more reasons
}
import-known = Layouts that are recognised: { $names }
import-batches-more = The page lists the latest { $shown } of { $n } batches; the downloads hold them all.

# An import under way, and the decision on it
import-privacy = Uploaded files stay in a temporary folder of the server, for this import alone: they are deleted once stored or discarded or the page is closed, after 8 hours at the latest. Import files beyond 1 GB on the server: python -m data import FILE
import-beginning = Getting ready …
import-progress-file = File { $number } of { $n } · { $file }
import-progress = File { $number } of { $n } · { $file } · { $rows } rows
import-progress-of = File { $number } of { $n } · { $file } · { $rows } of about { $expected } rows
doing-deriving = All files are read; computing columns
doing-checking = Checking the row accounts and shares
doing-comparing = Comparing ended periods before and after
stage-opening = Open
stage-reading = Read
stage-storing = Store
stage-deriving = Compute
stage-checking = Check
stage-comparing = Compare
import-stop = Cancel the import
import-stop-hint = You can cancel at any moment; the store stays as it is. Other pages work as usual meanwhile: look at them and come back.
import-cut-off = The import begun at { $since } was cut off (the server stopped, or the page was closed): { $files }. Nothing was written and the uploaded files are gone; please import them again.
import-cut-off-seen = Understood
import-stopped = The import was cancelled; nothing was written.
import-tried = Tried, not stored yet: { $rows ->
    [one] one row
   *[other] { NUMBER($rows, useGrouping: "true") } rows
} of { $files ->
    [one] one file
   *[other] { $files } files
}.
import-none-read = { $files ->
    [one] The file could not be read.
   *[other] None of the { $files } files could be read.
}
import-unchanged = Nothing new in { $rows ->
    [one] one row
   *[other] { NUMBER($rows, useGrouping: "true") } rows
} of { $files ->
    [one] one file
   *[other] { $files } files
}; the store has not changed.
import-nothing-stored = Nothing could be stored of { $rows ->
    [one] one row
   *[other] { NUMBER($rows, useGrouping: "true") } rows
} of { $files ->
    [one] one file
   *[other] { $files } files
}; the store has not changed, and the table below says why.
effect-late = Effect on ended periods
import-no-effect = Ended periods are not affected.
import-confirm = Store it
import-give-up = Discard
import-again = Import again
import-not-stored = Nothing was stored
import-stale = The store has changed since; the files are being tried again on the new data. Please confirm once more.
import-unknown-layouts = { $n } tables have an unknown layout; map them one by one:
effect-hint = before the change all sources had reached { $time }; only periods that had ended by then
effect-unplaced = { $n ->
    [one] One of these rows no longer counts for any { $kind }: the unit that it names is blank, not known, or of another kind.
   *[other] { NUMBER($n, useGrouping: "true") } of these rows no longer count for any { $kind }: the units that they name are blank, not known, or of another kind.
}
effect-of = { $name }: { $text }
effect-published = { $period } (published)
effect-rows = Rows
effect-rows-signs = + added  ~ changed  − removed
effect-score-before = Score before
effect-score-after = Score after
effect-rank-before = Rank before
effect-rank-after = Rank after
effect-more-rows = { $shown } of { $n } lines are shown; the downloads have all.
effect-column-scheme = Scheme
effect-column-published = Published
effect-column-period = Period
effect-column-group = Group
effect-moved-group = { $before } → { $now }
effect-column-group-before = Group before
effect-column-unit = Unit
effect-column-added = Rows added
effect-column-changed = Rows changed
effect-column-removed = Rows removed
effect-column-score-before = Score before
effect-column-score-after = Score after
effect-column-change = Score change
effect-column-rank-before = Rank before
effect-column-rank-after = Rank after
effect-column-rank-change = Rank change
import-unknown-names = { $n ->
    [one] One unit name is not known and not guessed; once stored, decide on it on this page: { $names }
   *[other] { $n } unit names are not known and not guessed; once stored, decide on each on this page: { $names }
}
import-some-odd = Not read or of unknown layout: { $n }. Only the rest will be stored.
import-all-odd = Not read or of unknown layout: { $n }. There is nothing to store.
import-odd-to-map = {" "}An unknown layout can be mapped below first.
import-please-note = Please note
import-please-note-hint = does not stop the import; please check
import-warned-rows = {" "}({ $rows ->
    [one] one row
   *[other] { NUMBER($rows, useGrouping: "true") } rows
})
import-rejects-name = { $n ->
    [one] rows-not-stored-{ $file }
   *[other] rows-not-stored-{ $file }-and-others
}
import-total-of = { $n ->
    [one] Total of this batch
   *[other] Total of these { $n }
}
import-undecided = { $n ->
    [1] Columns must be decided about first; this file is not stored yet
   *[other] Columns of { $n } sheets must be decided about first; their files are not stored yet
}
import-undecided-what = Check them under "Columns to fields" below and save: the file is then tried again that way. You decide once; later files of this layout follow.
import-as-is = None of these columns is wanted: import as it is
import-more-questions = { $n } more columns
import-doubtful = { $n ->
    [one] The dates of { $n } sheet look changed by a spreadsheet program; nothing of it is stored before you decide
   *[other] The dates of { $n } sheets look changed by a spreadsheet program; nothing of them is stored before you decide
 }
import-dates-fitting = Import with the dates changed back
import-dates-as-written = The dates are right: import as written
import-as-of-ask = { $n ->
    [one] The as-of of { $n } sheet above is only taken from its last event.
   *[other] The as-of of { $n } sheets above is only taken from their last events.
 } It decides whether what is open is overdue: please enter it if you know it.
import-as-of-field = As-of of these files
import-as-of-use = Import again as of this time
import-order-ask = { $n ->
    [one] Dates of { $n } sheet do not tell month from day (no number above 12 decides). Please say:
   *[other] Dates of { $n } sheets do not tell month from day (no number above 12 decides). Please say:
 }
import-order-month = Month first (month/day)
import-order-day = Day first (day/month)

# after an import
next-title = What next
next-ranking = See the ranking ({ $kind })
next-register = Register { $n } names of units
next-scheme = Write a scheme
next-analysis = Ask questions of one's own
next-draft = Save this as a draft and see the ranking
next-enact = Change or put in force: { $name } (draft)
next-no-draft = The draft was not saved:

# The watched folder
import-folder-waits = { $n } files wait in the watched folder
import-folder-take = Take these { $n } files in here
import-folder-broken = The settings of the watched folder (watch.yaml) cannot be used
