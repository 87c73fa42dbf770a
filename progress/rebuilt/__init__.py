"""Progress worked out again from the facts of record, by another path than the one that wrote it (DESIGN §2.5)."""
