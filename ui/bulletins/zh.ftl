page-bulletins = 通报
bulletin-heading = { $n ->
    [1] 一
    [2] 二
    [3] 三
    [4] 四
    [5] 五
    [6] 六
    [7] 七
    [8] 八
    [9] 九
    [10] 十
    [11] 十一
    [12] 十二
    [13] 十三
    [14] 十四
    [15] 十五
    [16] 十六
    [17] 十七
    [18] 十八
    [19] 十九
   *[other] { $n }
}、{ $title }
bulletin-docx = Word（待签发）
bulletin-xlsx = Excel（数表与图）
bulletin-pptx = PowerPoint（会议）
bulletin-publish = 发布…
bulletin-publish-what = 按本页内容发布为正式一期：编号，连同数据、办法和计分的每一行一并存档，此后不再改变。有误只能另发更正。
bulletin-publish-now = 发布
bulletin-correct = 发布更正…
bulletin-correct-what = 本期已经发布。按今天的数据另发一期更正；已发布的一期保持原样，注明已被更正。
bulletin-correct-now = 发布更正
bulletin-published-now = 已发布：{ $name }
bulletin-stands = 已发布：{ $name }，{ $at }，{ $by }
bulletin-nobody = 未署名
bulletin-unfinished = 本期未结束，还不能发布。
bulletin-provenance = 数据来源
