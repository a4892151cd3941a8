# 与上年同期相比（同比）
column-year-score = 上年同期得分
column-year-change = 同比变化
column-year-rank = 上年同期名次
column-year-rank-change = 同比名次升降
column-comparable-year-score = 可比上年同期得分
column-comparable-year-change = 可比同比变化
column-comparable-year-rank = 可比上年同期名次
column-comparable-year-rank-change = 可比同比名次升降
