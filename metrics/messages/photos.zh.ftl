# 整改前后的照片
photos-rows = 所列的行中 { $n } 条写有照片：{ $told }
photos-and = { $first }；{ $second }
photos-both = 前后都有 { $n } 条
photos-only-before = 只有整改前 { $n } 条
photos-only-after = 只有整改后 { $n } 条
photos-missing = 文件夹里找不到的 { $n } 条
photos-alike = 文件夹里有几张同名照片、认不准的 { $n } 条
photos-same-rows = 前后是同一张照片的 { $n } 条（{ $numbers }）
photos-same-rows-more = 前后是同一张照片的 { $n } 条（{ $numbers } 等）
photos-none = 本期没有写有照片的问题或案卷
