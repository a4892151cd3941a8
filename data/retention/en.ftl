# How long texts are kept (retention.yaml), and their removal by request
erased-list-damaged = Line { $line } of the list of removed texts { $file } cannot be read. Texts of the cases on it must not be stored again, so nothing was written; restore the file from a backup.
erase-unknown = The store has no record under { $numbers }; nothing was removed. Look the numbers up with shirong traces.
retention-until = Texts of cases are kept for { $months } months: those before { $before } are not.
retention-forever = There is no limit (no months in { $file }): texts are kept as long as the store.
retention-nothing = There are no texts to remove.
retention-found = To be removed: { $records } records with texts, { $contradictions } contradictions about texts, { $rejected } rows that were not stored, in { $batches } batches; { $versions } earlier versions go with them and cannot be gone back to. Add --apply to do it.
retention-done = Removed: { $records } records with texts, { $contradictions } contradictions about texts, { $rejected } rows that were not stored, in { $batches } batches; { $versions } earlier versions went with them. Backups still hold them: back up once more.
traces-row = { $table } { $record } ({ $day }) { $place }: { $text } { $photo_before } { $photo_after } [{ $file } { $sheet } row { $row }]
traces-rejected = Row that was not stored [{ $file } { $sheet } row { $row }]: { $text }
traces-none = Nothing was found.
