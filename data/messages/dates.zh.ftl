import-required-undecided = { $field }分不清月和日，如“{ $value }”：整列没有大于12的数可以判断，请在列映射中选定日期顺序（版式文件写 dates: month 或 day）
import-required-no-date = { $field }为占位值“{ $value }”，等于没有日期
import-undecided-date = { $field }：“{ $value }”分不清月和日，按空值处理；请在列映射中选定日期顺序（版式文件写 dates: month 或 day）
import-no-date = { $field }：“{ $value }”是系统的占位值，按没有日期处理
timezone-unknown = SHIRONG_TIMEZONE 写的“{ $name }”不是时区名，请改为 Asia/Shanghai 一类的名称
