# Who may come in, see and do what
access-no-address = “{ $value }” is no IP address and no network
access-no-proxy = To log in by the header of a reverse proxy (accounts: header), name the proxy's address under from
access-open-door = Not started: listening at { $address } would let other computers open the dashboard, and there are no accounts, so that anybody could import, undo and read every case. Make accounts first: write the line accounts: local in { $file }, then run shirong accounts add NAME --role administrator; to use it on this machine alone, listen at localhost.
access-open-page = The dashboard has no accounts and opens on its own machine (localhost) alone. Its administrator can write the line accounts: local in { $file } in the store's folder, then make accounts with shirong accounts add.
access-broken-settings = The settings of the accounts (access.yaml) are wrong, and nobody can enter until they are mended. The server's log, or shirong accounts list, names the line.
access-not-proxy = Please open the dashboard through the common login. Nobody is let in who asks this server directly.
access-no-name = The common login did not say who you are. Please log in again; if that does not help, ask your administrator.
access-no-account = You are logged in, but the dashboard has no account for you (or it is locked). Please ask your administrator.
access-no-right = Your account may not { $what }; please ask your administrator.

right-import = import data
right-decide = decide on names and take batches back
right-scheme = change schemes
right-publish = publish notices
right-send = send messages
right-note = record actions and notes
right-others = see more of other units than their places and scores
right-view = save views
right-texts = read the texts of cases
right-inspectors = see the names of inspectors
right-audit = read the audit

account-name = The name of an account is neither empty nor longer than 64 characters, and has no spaces
account-units = The role unit needs its units (--unit); the other roles take none
account-taken = There is an account “{ $name }” already
account-none = There is no account “{ $name }”
password-weak = A password has at least { $n } characters (200 at most) and does not contain the account's name
password-same = The new password is the old one; please choose another
password-differs = The two new passwords differ

login-wrong = The name or the password is not right
login-wait = Too many wrong passwords; please try again after { $until }
login-locked = This account is locked; please ask your administrator
login-ended = Your login has ended; please log in again

audit-unreadable = Line { $line } of the audit cannot be read: it was changed or damaged
audit-gap = Line { $line } of the audit has the number { $number } and not { $expected } (or does not follow the line before it): entries between were taken out or replaced
audit-edited = Line { $line } of the audit (number { $number }) was changed after it was written
audit-cut = The end of the audit was cut off: the file ends with number { $number }, while { $head } was written last
audit-no-head = The mark of the audit's end (audit.head) is gone: whether the end is whole is not known

cli-password = Password:{" "}
cli-accounts-off = Accounts are not in use yet: write the line accounts: local in access.yaml in the store's folder
account-state-open = open
account-state-first = has to change its password
account-state-locked = locked
account-state-waits = too many wrong passwords, closed until { $until }
