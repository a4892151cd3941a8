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
bulletin-nothing-here = 本期无。
bulletin-provenance = 数据来源
