remap-not-kept = Of batch { $batch } nothing is kept that could be mapped again: import the file anew
remap-no-header = The header of a stored batch cannot be changed: import the file anew
remap-no-fit = Profile { $id } does not fit this batch: a column that it needs is missing
remap-reason = mapped again by profile { $profile }
