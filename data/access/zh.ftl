# 谁能进来、能看什么、能做什么
access-no-address = “{ $value }”不是 IP 地址或网段
access-no-proxy = 用反向代理的请求头登录（accounts: header）时，须在 from 里写明代理的地址
access-open-door = 没有启动：监听 { $address } 会让其他电脑也能打开看板，而现在没有账号，谁都能导入、撤销和查看全部案卷。请先建账号：在 { $file } 中写一行 accounts: local，再运行 shirong accounts add 名字 --role administrator；只在本机使用时，请监听 localhost。
access-open-page = 看板没有设账号，只有在本机（localhost）才能打开。请管理员在数据仓库文件夹的 { $file } 中写一行 accounts: local，再用 shirong accounts add 建立账号。
access-broken-settings = 账号设置（access.yaml）有误，在改正之前谁也不能进入。错在哪一行，见服务器日志，或运行 shirong accounts list。
access-not-proxy = 请通过统一登录的入口打开看板。直接访问本服务器不被接受。
access-no-name = 统一登录没有告知您是谁，请重新登录；仍然如此时请联系管理员。
access-no-account = 您已登录，但看板里没有您的账号（或账号已停用），请联系管理员。
access-no-right = 您的账号没有“{ $what }”的权限，请联系管理员。

right-import = 导入数据
right-decide = 核对名称、撤销批次
right-scheme = 修改考核办法
right-publish = 发布通报
right-send = 发送告知
right-note = 登记整改措施和说明
right-others = 查看其他单位排名以外的数据
right-view = 保存视图
right-texts = 查看案卷文字
right-inspectors = 查看检查人姓名
right-audit = 查看操作记录

account-name = 账号名不能为空、不能有空格，最长 64 个字符
account-units = 角色 unit 须用 --unit 写明所属单位；其他角色不写
account-taken = 账号“{ $name }”已经存在
account-none = 没有账号“{ $name }”
password-weak = 密码至少 { $n } 个字符（最长 200），且不能包含账号名
password-same = 新密码与原密码相同，请另设一个
password-differs = 两次输入的新密码不一致

login-wrong = 账号或密码不正确
login-wait = 密码错误次数过多，请在 { $until } 之后再试
login-locked = 账号已停用，请联系管理员
login-ended = 登录已过期，请重新登录

audit-unreadable = 操作记录第 { $line } 行无法读取：该行被改动或损坏
audit-gap = 操作记录第 { $line } 行的序号是 { $number }，应为 { $expected }（或与上一行不相连）：中间有记录被删除或替换
audit-edited = 操作记录第 { $line } 行（序号 { $number }）写入之后被改动过
audit-cut = 操作记录的末尾被删：文件到序号 { $number } 为止，而最后写入的是 { $head }
audit-no-head = 操作记录的末尾标记（audit.head）不见了：末尾是否完整无法确认

cli-password = 密码：
cli-accounts-off = 账号尚未启用：请在数据仓库文件夹的 access.yaml 中写一行 accounts: local
account-state-open = 正常
account-state-first = 首次登录须改密码
account-state-locked = 已停用
account-state-waits = 密码错误过多，{ $until } 后可再试
