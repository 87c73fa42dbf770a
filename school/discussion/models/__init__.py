from school.discussion.models.moderation_step import ModerationStep, StepAction
from school.discussion.models.post import Post, PostVersion
from school.discussion.models.posting_block import PostingBlock
from school.discussion.models.report import Report, ReportReason, ReportState
from school.discussion.models.state import PostState
from school.discussion.models.thread import Thread
from school.discussion.models.word_list_entry import WordAction, WordListEntry

__all__ = [
    "ModerationStep",
    "Post",
    "PostState",
    "PostVersion",
    "PostingBlock",
    "Report",
    "ReportReason",
    "ReportState",
    "StepAction",
    "Thread",
    "WordAction",
    "WordListEntry",
]
