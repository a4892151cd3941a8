page-briefing = 会议模式
briefing-before = ◀ 上一页
briefing-after = 下一页 ▶
briefing-print = 打印
briefing-out = 退出
briefing-record = ＋ 措施
briefing-more = 另有 { $n } 行，见通报。
