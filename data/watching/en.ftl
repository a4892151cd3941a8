# The watched folder
watch-none = No folder is watched. Make { $file } with the line folder: PATH OF THE FOLDER
watch-folder = The watched folder { $folder } cannot be used: { $why }. See that it is there and can be written to; no file was imported.
watch-another = Another shirong watch is running; this one was not started
watch-nothing = No file has arrived
watch-cannot-open = Cannot be opened now, or there is no room for a copy ({ $why }); it is tried again
watch-nothing-read = Nothing was read
watch-twice = The same content was imported before; it was not imported again
watch-unchanged = Nothing new; the store is as it was
watch-all-rejected = No row could be stored; the account says why
watch-asks = Something is for a person to decide (layout, columns, dates, names, or rows that contradict each other): see the import page
watch-late = It would change periods that have ended: confirm it on the import page
watch-done = { $rows } rows imported, store version { $version }
watch-answered = Decided and stored on the import page
