"""Writing questions. What was once asked stays as it was: an edit is a new version."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from quizzes.content import Content, ContentMalformed, parse_content
from quizzes.errors import QuestionInvalid
from quizzes.models import Question, QuestionBank, QuestionVersion
from school.organisation.models import Member, Organisation


@transaction.atomic
def create_bank(*, organisation: Organisation, title: str) -> QuestionBank:
    """The bank of that title; made when the organisation has none."""
    return QuestionBank.objects.get_or_create(organisation=organisation, title=title)[0]


@transaction.atomic
def create_question(
    *,
    bank: QuestionBank,
    kind: str,
    stem: str,
    content: Mapping[str, Any],
    by: Member | None,
    at: datetime,
    explanation: str = "",
    source: str = "",
) -> Question:
    """A new question with its first version; `content` as in `quizzes.content`, `by` None for an import.

    Raises:
        QuestionInvalid: with every problem at once.
    """
    checked = _checked(kind, stem, content)
    question = Question.objects.create(bank=bank, kind=kind)
    _write_version(question, 1, stem, checked, explanation=explanation, source=source, by=by, at=at)
    return question


@transaction.atomic
def revise_question(
    *,
    question: Question,
    stem: str,
    content: Mapping[str, Any],
    by: Member | None,
    at: datetime,
    explanation: str = "",
    source: str = "",
) -> QuestionVersion:
    """A new version, asked from the next publication on; running and past attempts keep theirs.

    Saving what stands already makes no version and returns the latest.

    Raises:
        QuestionInvalid: with every problem at once.
    """
    checked = _checked(question.kind, stem, content)
    locked = Question.objects.select_for_update().get(pk=question.pk)
    latest = locked.latest
    before = (latest.stem, latest.typed_content(), latest.explanation, latest.source)
    if before == (stem.strip(), checked, explanation.strip(), source.strip()):
        return latest
    return _write_version(
        locked, latest.number + 1, stem, checked, explanation=explanation, source=source, by=by, at=at
    )


@transaction.atomic
def retire_question(*, question: Question, at: datetime) -> Question:
    """Offer it no more. Where it is asked it stays, with all answers."""
    question.retired_at = question.retired_at or at
    question.save(update_fields=["retired_at"])
    return question


@transaction.atomic
def offer_question(*, question: Question) -> Question:
    """Offer a retired question again."""
    question.retired_at = None
    question.save(update_fields=["retired_at"])
    return question


def _checked(kind: str, stem: str, content: Mapping[str, Any]) -> Content:
    try:
        typed = parse_content(kind, content)
    except ContentMalformed as error:
        raise QuestionInvalid([_("It cannot be read. Please write it again.")]) from error
    problems = typed.problems()
    if not stem.strip():
        problems.insert(0, _("The question has no text."))
    if problems:
        raise QuestionInvalid(problems)
    return typed


def _write_version(
    question: Question,
    number: int,
    stem: str,
    content: Content,
    *,
    explanation: str,
    source: str,
    by: Member | None,
    at: datetime,
) -> QuestionVersion:
    return QuestionVersion.objects.create(
        question=question,
        number=number,
        stem=stem.strip(),
        content=content.model_dump(mode="json"),
        explanation=explanation.strip(),
        source=source.strip(),
        created_by=by,
        created_at=at,
    )
