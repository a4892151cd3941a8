# 考核办法在时段之间或时段之内换了版次
reform-within = 本期各月分别按当时有效的第 { $versions } 版办法计分。
reform-since = 对比期 { $period } 按第 { $before } 版办法发布，本期按第 { $now } 版：“上期”为发布时的得分与名次；“可比”为对比期按本期版次重算，升降是否明显按可比判断。
reform-unit = { $period } 按第 { $version } 版办法发布为 { $score } 分、第 { $rank }；以下与按本期版次重算的（可比）{ $comparable } 分、第 { $comparable_rank } 比较。
headline-reform = 办法已换为第 { $now } 版，升降按可比口径（{ $period } 按新版重算）
series-reform = { $period } 起按第 { $now } 版办法计分，与此前不能直接相比
series-reform-and = { $one }；{ $other }
reform-alone = 各期都按第 { $version } 版办法计分；本期发布用的就是这一版，其他各期不一定。
reform-alone-other = 本期按第 { $version } 版办法重算，不是发布的得分与名次（发布按第 { $published } 版）；其他各期也都按第 { $version } 版。
