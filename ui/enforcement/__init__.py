"""The page on enforcement (执法办案): penalty cases, their reviews, causes, tasks and fines."""
