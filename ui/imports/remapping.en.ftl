# A stored batch mapped again
remap-choose = Map a batch again (its file is not needed)
remap-placeholder = Choose a batch to say anew what its columns are
remap-what = From what was kept at its import: nothing personal was kept, other texts are masked. After saving, what it changes in ended periods is shown before you decide.
remap-running = Trying the new mapping …
remap-ask = Store batch { $batch } ({ $file }) by the new mapping?
remap-yes = Store it by the new mapping
remap-not = Not mapped again
remap-done = Batch { $batch } ({ $file }) is stored by the new mapping.
