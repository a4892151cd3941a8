"""What units report every week (周报送): counts, who is silent, what does not fit earlier weeks."""
