"""May she, on this question bank? The question has its twin in the querysets."""

from __future__ import annotations

from quizzes.models import QuestionBank
from school.organisation.authority import Authority, Right


def can_edit_bank(authority: Authority, bank: QuestionBank) -> bool:
    """An office to author courses reaches the bank's organisation. Twin of ``QuestionBank.objects.editable_by``."""
    return authority.covers(Right.AUTHOR_COURSES, bank.organisation.path)
