"""Decks of slides: from a PDF, PPTX or ODP to pictures of its pages with their words. No database in here."""
