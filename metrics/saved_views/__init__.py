"""Saved views: a page with what it is asked for, under a name, as files beside the store."""
