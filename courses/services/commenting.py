"""Comments of reviewers on places of a draft, and the talk about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.urls import reverse

from courses.errors import ReviewOver
from courses.models import Lecture, ReviewComment, ReviewRound
from courses.news import COMMENT_ANSWERED
from school.errors import Conflict, Invalid
from school.notices.services.notifying import notify
from school.organisation.models import Member


@dataclass(frozen=True)
class Spot:
    """What a comment is about: a lecture (None: the course), and in it a part by its anchor, words of it, or a second
    of the recording."""

    lecture: Lecture | None = None
    anchor: str = ""
    quote: str = ""
    second: int | None = None


@transaction.atomic
def comment(*, submitted: ReviewRound, author: Member, spot: Spot, text: str, at: datetime) -> ReviewComment:
    """Open a thread at a place of the draft under review.

    Raises:
        ReviewOver: the round has ended; what was said in it stays to be read.
        Invalid: the lecture is not one of this course's draft, or nothing is said.
    """
    if not ReviewRound.objects.select_for_update().get(pk=submitted.pk).is_open:
        raise ReviewOver
    lecture = spot.lecture
    if lecture is not None and lecture.chapter.course_id != submitted.course_id:
        raise Invalid
    return ReviewComment.objects.create(
        course=submitted.course,
        round=submitted,
        lecture=lecture,
        anchor=spot.anchor if lecture else "",
        quote=" ".join(spot.quote.split())[:300] if lecture else "",
        second=spot.second if lecture else None,
        text=_said(text),
        author=author,
        written_at=at,
    )


@transaction.atomic
def answer(*, thread: ReviewComment, author: Member, text: str, at: datetime) -> ReviewComment:
    """Answer in a thread; who opened it or took part in it is told, except whoever speaks.

    Raises:
        Conflict: `thread` is an answer itself.
    """
    if thread.parent_id is not None:
        raise Conflict
    said = ReviewComment.objects.create(
        course=thread.course, round=thread.round, parent=thread, text=_said(text), author=author, written_at=at
    )
    notify(
        kind=COMMENT_ANSWERED,
        object_kind="review_comment",
        object_id=thread.public_id,
        facts={"title": thread.course.title, "name": author.name},
        url=f"{reverse('courses:review_round', args=[thread.round.public_id])}#comment-{thread.public_id}",
        member_ids={thread.author_id, *thread.answers.values_list("author", flat=True)} - {author.pk},
        at=at,
    )
    return said


@transaction.atomic
def resolve(*, thread: ReviewComment, member: Member, at: datetime) -> ReviewComment:
    """What was asked is done. Resolving twice changes nothing."""
    current = ReviewComment.objects.select_for_update().get(pk=thread.pk)
    if current.resolved_at is None and current.parent_id is None:
        current.resolved_at, current.resolved_by = at, member
        current.save(update_fields=["resolved_at", "resolved_by"])
    return current


@transaction.atomic
def reopen(*, thread: ReviewComment) -> ReviewComment:
    """It is not done after all."""
    current = ReviewComment.objects.select_for_update().get(pk=thread.pk)
    current.resolved_at, current.resolved_by = None, None
    current.save(update_fields=["resolved_at", "resolved_by"])
    return current


def _said(text: str) -> str:
    said = text.strip()
    if not said:
        raise Invalid
    return said
