# 与上年同期相比
year-no-data = { $period }（上年同期）没有可比的得分，不作同比。
year-not-compared = 与{ $period }（上年同期）天数不同，不作同比。
year-not-compared-because = { $period }数据不完整（{ $why }），与上年同期不作比较。
year-reform = { $period }（上年同期）按第 { $before } 版办法发布，本期按第 { $now } 版：同比为上年同期按本期版次重算（可比）之后的升降。
