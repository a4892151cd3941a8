"""Who may see and do what: settings, accounts, sessions, rights, what a version shows to whom."""
