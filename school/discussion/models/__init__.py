from school.discussion.models.word_list_entry import WordAction, WordListEntry

__all__ = ["WordAction", "WordListEntry"]
