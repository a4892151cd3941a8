page-telling = Telling
telling-none = Nothing is set up: nobody is told anything
telling-how = Put a { $file } into the folder of the store: who is told, and of which units. The shortest one:
telling-more = After each import those concerned, and nobody else, are told what happened in finished periods (falls in rank, early warnings, overdue cases, deadlines of actions, missed promises, published bulletins): a text and a Word file in the folder told of the store. For mail, WeCom, DingTalk and Feishu see docs/telling.md.
telling-broken = Nobody was told:
telling-look = Please look at the set-up:
telling-nothing = There is nothing new to tell
telling-count = { $n } { $n ->
    [one] matter
   *[other] matters
} to tell { $people } { $people ->
    [one] recipient
   *[other] recipients
}
telling-now = Tell now
telling-begun = Telling has begun in the background; the log below says how it ends (reload to see).
telling-not-begun = Telling could not be started in the background.
telling-who = Who is told
telling-log = Log
telling-log-none = Nothing was told yet.
telling-unsure = Nobody knows whether these arrived, and they are not sent again unasked. To send one again that did not:
telling-to = Recipient
telling-by = Delivery
telling-matter = Matter
telling-text = What is told
telling-units = Units (and what belongs to them)
telling-lang = Language
telling-lang-zh = Chinese
telling-lang-en = English
telling-folder = folder
telling-way-folder = folder ({ $name })
telling-way-smtp = mail ({ $name })
telling-way-webhook = robot ({ $name })
telling-at = Time
telling-state = Outcome
telling-matters = Matters
telling-tries = Tries
telling-why = Why
