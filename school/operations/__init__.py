"""Running the school: serving, health, back-ups, and what is left unfinished."""
