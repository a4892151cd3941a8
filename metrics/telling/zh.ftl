# 告知：文件与设置
tell-kind-rank-down = 下降
tell-kind-early-warning = 预警
tell-kind-overdue = 逾期
tell-kind-action-due = 整改到期
tell-kind-promise-missed = 承诺未兑现
tell-kind-edition = 通报
tell-title = 市容考评告知
tell-to = { $name }：
tell-subject = 市容考评告知（{ $n } 项）
tell-more = 另有 { $n } 项，见告知文件。
tell-source = 依据：{ $sources }；数据版本 { $version }。期末之后补报的数据可能改变以上内容，变化时另行更正。
tell-source-none = 行动台账、通报
tell-column-what = 事项
tell-column-text = 内容

# telling.yaml
tell-name-twice = 接收人“{ $name }”写了两次
tell-no-delivery = 没有名为“{ $name }”的投递方式；有：{ $known }
tell-no-address = 用“{ $name }”投递要写邮箱 address
tell-login-alone = login 与 password_from 要一起写
tell-login-open = 不加密（security: none）时不发送口令：去掉 login，或改用 starttls、tls
tell-body = form: own 要写 body；其他 form 不写
tell-unknown-unit = 接收人“{ $name }”的单位“{ $unit }”不在名录里，请核对写法
tell-no-variable = 环境变量 { $name } 没有设置
tell-bad-url = 环境变量 { $name } 里不是 http:// 或 https:// 网址
tell-none = 没有设置告知：库文件夹里没有 telling.yaml
tell-busy = 另一次告知正在进行
tell-no-parcel = 没有待定的投递“{ $id }”

# 投递结果
tell-why-unreachable = 连不上 { $host }：{ $why }
tell-why-refused = { $host } 拒收：{ $why }
tell-why-unsure = 发出后没有得到 { $host } 的答复（{ $why }）
tell-why-crashed = 上次发送时中断
tell-why-folder = 写不进 { $host }：{ $why }

tell-state-arrived = 已送达
tell-state-failed = 未送达
tell-state-unsure = 不知是否送达
tell-state-again = 待重发

head-recipient = 接收人
head-delivery = 投递方式
head-matter = 事项
head-told-at = 时间
head-outcome = 结果
head-matters = 项数
head-tries = 尝试次数
head-parcel = 投递编号
head-why = 原因
cli-tell-nothing = 没有新的事项要告知。
cli-tell-log-none = 还没有告知过。
