# Photos of before and after
photos-rows = Of the rows listed { $n } name photos: { $told }
photos-and = { $first }; { $second }
photos-both = { $n } of before and after
photos-only-before = { $n } of before alone
photos-only-after = { $n } of after alone
photos-missing = { $n } whose picture is not in the folder
photos-alike = { $n } whose name several pictures of the folder have
photos-same-rows = { $n } with the same picture before and after ({ $numbers })
photos-same-rows-more = { $n } with the same picture before and after ({ $numbers } and others)
photos-none = No finding and no case of the period names a photo
