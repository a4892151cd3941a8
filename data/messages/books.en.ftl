cli-changed-fields = Fields that changed: { $fields }
cli-batch-undone = taken back on { $at } by { $by } (version { $version }, reason: { $reason })
cli-batches-undone = { $count ->
    [one] { $count } more batch was
   *[other] { $count } more batches were
} taken back; --all lists them.
cli-batches-none = No batches
cli-note = Note: { $text }{ $count ->
    [1] {""}
   *[other] {" "}({ NUMBER($count, useGrouping: "true") } rows)
}
cli-undone = Taken back; store version { $version }
cli-undo-which = Name the batches to take back (python -m data batches lists them all). Without a batch, undo only steps back over a damaged version.
cli-lost-batches = These batches are not in the version that is current now; import their files again: { $batches }
cli-stepped-back = The current version is damaged; back to version { $version }
cli-undo-dry = This was a trial; the store is unchanged.
cli-conflict = { $table_name } { $record_key }, { $field } (as of { $as_of }): "{ $earlier }" ({ $earlier_file } row { $earlier_row }, batch { $earlier_batch }) against "{ $later }" ({ $source_file } row { $source_row }, batch { $batch_id }); { $stands ->
    [newer] an export of a later time has spoken since
   *[later] the one imported later stands
}
cli-conflicts-none = No exports disagree.
cli-no-batch = There is no batch { $batch }
undo-not-kept = Batch { $batch } cannot be taken back: batch { $lost } was imported by an earlier program, which kept nothing that could be merged again. Take later batches back instead, or import the files you need into a new store.
undo-damaged = What batch { $batch } brought ({ $file }) is damaged or missing and cannot be merged again. Restore the file from a backup. Detail: { $detail }
undo-moved = The store has just got a new version; please undo again.
undo-effect = { $removed ->
    [one] 1 record is
   *[other] { NUMBER($removed, useGrouping: "true") } records are
} removed; { $changed ->
    [one] 1 falls
   *[other] { NUMBER($changed, useGrouping: "true") } fall
} back to what other exports said.
undo-fields = Fields that fall back: { $fields }
undo-recounted = Batches whose account changes with it: { $batches }
