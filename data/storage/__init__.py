"""Inside the store: its versions, the rows that come in, what is derived, room and integrity."""
