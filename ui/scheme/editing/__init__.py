"""The editor of schemes: chosen or begun, changed, previewed, saved, put in force."""
