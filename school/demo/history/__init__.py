"""The year before the demo day, written in bulk: facts of record, then what follows from them by the same rules."""
