# 汇入另一考核办法的得分
composed = “{ $zh }”为《{ $of_zh }》（第 { $versions } 版）{ $periods } 共 { $n } 期得分的平均。
composed-nothing = 《{ $of_zh }》在本期内还没有一期已结束且有得分，“{ $zh }”无数据。
composed-missing = “{ $zh }”缺 { $periods }：没有一个单位有得分，未计入平均。
composed-unfinished = “{ $zh }”未含 { $periods }：尚未结束。
composed-units = “{ $zh }”中{ $units }不是每期都有得分，按有得分的各期平均。
