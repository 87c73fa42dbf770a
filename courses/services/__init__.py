"""What can be done with courses. Callers have asked `courses.permissions` or fetched in scope before."""

from courses.services.chapters import add_chapter, edit_chapter
from courses.services.creating import create_course, edit_course
from courses.services.deleting import delete_course, put_back_course
from courses.services.duplicating import duplicate_chapter, duplicate_course, duplicate_lecture
from courses.services.handouts import attach_document
from courses.services.history import redo_step, undo_step
from courses.services.lectures import add_lecture, attach_asset, edit_lecture
from courses.services.opening import Visit, require_open, visit_lecture
from courses.services.ordering import move_chapter, move_lecture, place_chapter, place_lecture
from courses.services.publishing import publish_course
from courses.services.removing import put_back, remove_chapter, remove_lecture
from courses.services.saving import retitle, save_lecture
from courses.services.sending import copy_chapter_to, copy_lecture_to, move_chapter_to, move_lecture_to
from courses.services.slides import attach_deck, release_narration, set_page_times
from courses.services.withdrawing import withdraw_course

__all__ = [
    "Visit",
    "add_chapter",
    "add_lecture",
    "attach_asset",
    "attach_deck",
    "attach_document",
    "copy_chapter_to",
    "copy_lecture_to",
    "create_course",
    "delete_course",
    "duplicate_chapter",
    "duplicate_course",
    "duplicate_lecture",
    "edit_chapter",
    "edit_course",
    "edit_lecture",
    "move_chapter",
    "move_chapter_to",
    "move_lecture",
    "move_lecture_to",
    "place_chapter",
    "place_lecture",
    "publish_course",
    "put_back",
    "put_back_course",
    "redo_step",
    "release_narration",
    "remove_chapter",
    "remove_lecture",
    "require_open",
    "retitle",
    "save_lecture",
    "set_page_times",
    "undo_step",
    "visit_lecture",
    "withdraw_course",
]
