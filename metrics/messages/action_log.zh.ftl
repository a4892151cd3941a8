# 措施台账、情况说明
record-busy = 别人正在写这个文件夹，请稍后再试。
record-none = 没有编号为“{ $id }”的记录。
record-taken = 编号“{ $id }”已被使用，或不能作文件名（小写字母、数字、汉字、-），请换一个。
action-log-score = 得分
action-log-measure = “{ $measure }”不能作为衡量的指标：请写 score（得分），或一个有好坏方向的指标的编号（见指标目录）；考核得分写 given_score:项目。
action-log-no-reason = 撤回的措施要写明原因（reason）。
action-log-withdrawn-before = 措施“{ $id }”已经撤回。
note-when = 要写 day（某一天）或 period（某一期），二者写一个。
note-whose = 单位的说明（explanation）要写明是哪个单位（unit）。
