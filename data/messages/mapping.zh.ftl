reader-no-header-row = { $file }：第 { $row } 行不能作表头（空行，或不在表格开头的几十行里）

# 为什么这样建议
map-why-same-name = 就叫“{ $name }”
map-why-like-name = 意思同“{ $field }”
map-why-name-hint = 略似“{ $name }”
map-why-date = { $share }% 是日期
map-why-first-date = 第一个尚未对应的日期列
map-why-filled-though-open = 每行都填了，但有未结的案卷：结束时间应当留空
map-why-number = { $share }% 是数字
map-why-flag = { $share }% 是“是/否”
map-why-period = { $share }% 是考核周期
map-why-id = { $share }% 像编号，且不重复
map-why-words = { $share }% 是认得的取值
map-why-registered = { $share }% 是名录中的单位
map-why-ending = { $share }% 的名称像这类单位
map-why-unit-kind = { $share }% 是单位类别
map-why-coordinates = { $share }% 像坐标
map-why-category = { $share }% 是标准大类
map-why-subcategory = { $share }% 是标准小类
map-why-place = { $share }% 像地址
map-why-photo = { $share }% 是照片的文件名或网址
map-why-long = 内容是长文字
map-why-personal = { $share }% 是电话、证件号或邮箱
map-why-personal-name = 列名“{ $name }”属于个人信息
map-why-person = { $share }% 像人名
map-why-unused-name = 列名“{ $name }”不说明记录本身
map-why-blank = 整列为空
map-why-nothing = 没有找到对应的字段
map-why-measure = 数字列：每列成为一个评分项目
map-why-chosen = 已由您指定

# 还缺什么
map-missing-field = 还没有哪一列是“{ $field }”
map-missing-period = 还没有哪一列是“{ $field }”；也可以写在标题、工作表名或文件名里，如“2025年10月”
map-missing-key = 还缺“{ $field }”：没有它，无法确定两行是不是同一条记录
map-no-number = 没有{ $field }：内容相同的行算作一条，以后导出的更新会成为新记录
map-two-columns = “{ $field }”只能来自一列，现在选了：{ $columns }

map-target-unit = 单位（不限类别）
map-target-unit-kind = 单位类别
map-target-measure = 评分项目（列名即项目）
map-target-unused = 不入库
map-target-personal = 个人信息，丢弃

map-yaml-head = 由 { $file } 生成的导入配置。注释说明每一列为什么这样猜、有几分把握；改好后放进数据仓库的 profiles/ 文件夹。
map-yaml-left = { $why }；例：{ $samples }
map-yaml-why = { $why }（把握 { $sure }%）；例：{ $samples }
map-id-taken = 编号 { $id } 是随程序提供的配置；换一个编号，或确认替换它
map-id-wrong = 编号 { $id } 不能用：只能是小写字母、数字和连字符，以字母或数字开头
map-unfinished = 建议还不能用：{ $problem }
map-no-table = 没有数据表 { $table }。可选：{ $known }
map-cli-table = 建议：{ $file }{ $sheet } 第 { $row } 行是表头，每行是一条“{ $table }”
map-cli-account = 按此试算{ $rows } 行：入库 { $stored }、更新 { $updated }、重复 { $duplicates }、拒收 { $rejected }、非记录 { $set_aside }
map-cli-written = 已写入 { $path }
map-why-ahead = 按时间看像时限：晚于上报，未办结的也有
map-why-pair = { $share }% 是坐标对：拆为经度和纬度
map-why-pair-known = { $share }% 是坐标对：已有单独的坐标列
map-target-coordinates = 经纬度（一格两数）
map-no-unit = 没有任何列指明考核单位：存入后，其中的数据都无法排名
map-unit-perhaps = 可能指明单位的列：{ $columns }。若是，请选为检查人、队伍或其他单位
map-outlines = 有坐标而没有单位：可在本页导入各区边界（GeoJSON），在图上按区查看；记录仍需有单位列才能排名
map-why-layout = 按已知版式
map-yaml-extends = 在已知版式“{ $layout }”上，按 { $file } 中各列的决定补充而成。有说明的行是新加的
