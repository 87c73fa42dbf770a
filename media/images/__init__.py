"""Still pictures: drawn by a process of its own, served in a few widths."""
