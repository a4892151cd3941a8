"""The folder of the store: its versions, what is derived in them, room and integrity."""
