page-editions = 已发通报
editions-none = 还没有发布过通报。
editions-none-how = 在“通报”页生成草稿并发布，或用命令 shirong editions publish；发布后的一期不再改变。
editions-count = 已发布 { $n } 期{ $drafts ->
    [0] {""}
   *[other] ，另有草稿 { $drafts } 份
}
editions-where = 每一期连同办法全文、得分与数据行保存在数据目录的 { $folder } 下，导入、撤销、改办法都不影响它；打开时逐个文件核对。
editions-damaged = 有一期已损坏，不予显示
editions-not-shown = { $id } 不能显示
editions-all = 全部已发通报
editions-comparing = 正在与现有数据比对……
editions-not-compared = 打开后比对
editions-column-name = 通报
editions-column-period = 周期
editions-column-scheme = 办法
editions-column-state = 状态
editions-column-who = 发布人
editions-column-when = 时间
editions-column-today = 与现有数据
editions-state-draft = 草稿
editions-state-published = 已发布
editions-state-corrected = 已更正
editions-corrected-by = 由 { $id } 更正
editions-corrects = 更正 { $id }
editions-content = 发布内容
editions-difference = 与现有数据的出入
editions-frozen-stays = 左为发布时所记，右为按现有数据和办法重算；已发布的内容不变，更正另发一期。
editions-cut = 共 { $n } 行，此处列前 { $shown } 行；全部见下载文件。
editions-kept = 一并保存的依据
editions-kept-schemes = 考核办法及指纹
editions-kept-rows = 数据行
editions-rows = { $n } 条，逐条带来源文件、工作表和行号
editions-kept-hash = 本期指纹
