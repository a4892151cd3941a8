"""Objects of assessment (考核对象): ranked, rated, taken apart; which registrations expire."""
