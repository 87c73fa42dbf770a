"""Writes: one activity a file, keyword-only, atomic."""
