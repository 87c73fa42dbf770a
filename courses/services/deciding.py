"""The reviewers' side: approving a level, or returning the draft with reasons."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse

from courses.errors import DraftChanged, NotByTheSamePerson, ReasonsMissing, ReviewOver
from courses.models import Course, Opinion, ReviewDecision, ReviewRound, RoundState
from courses.news import COURSE_APPROVED, COURSE_RETURNED
from courses.services.asking_reviewers import ask_author, ask_level, nobody_asked
from courses.services.hands import hands_in
from courses.services.reviewing import end_round, is_unchanged
from school.notices.services.notifying import notify
from school.organisation.acting import Act


def may_decide(*, submitted: ReviewRound, records: tuple[int, ...]) -> bool:
    """Whether the person with these records has had no hand in it yet."""
    return submitted.is_open and not hands_in(submitted=submitted) & set(records)


@transaction.atomic
def approve(*, submitted: ReviewRound, level: int, text: str, act: Act) -> ReviewRound:
    """Pass the level that the reviewer saw waiting; the next is asked, or the course may be published.

    Raises:
        ReviewOver: that level does not wait any more.
        NotByTheSamePerson: she wrote in it or has decided before.
        DraftChanged: it is not the draft that was submitted.
    """
    current = _decided(submitted, level, Opinion.APPROVED, text, act)
    if level < current.levels:
        current.level = level + 1
        current.save(update_fields=["level"])
        nobody_asked(submitted=current, act=act)
        ask_level(submitted=current, at=act.at)
    else:
        end_round(submitted=current, state=RoundState.APPROVED, act=act)
        _tell_author(current, COURSE_APPROVED, text, act)
    return current


@transaction.atomic
def send_back(*, submitted: ReviewRound, level: int, text: str, act: Act) -> ReviewRound:
    """Return the draft with reasons; the author's office is asked to mend it.

    Raises:
        ReasonsMissing: without a word of why.
        ReviewOver, NotByTheSamePerson, DraftChanged: as `approve`.
    """
    if not text.strip():
        raise ReasonsMissing
    current = _decided(submitted, level, Opinion.RETURNED, text, act)
    end_round(submitted=current, state=RoundState.RETURNED, act=act)
    ask_author(submitted=current, at=act.at)
    _tell_author(current, COURSE_RETURNED, text, act)
    return current


def _decided(submitted: ReviewRound, level: int, opinion: Opinion, text: str, act: Act) -> ReviewRound:
    """Judge under the lock of the course, note the opinion, and give the round as it stands."""
    Course.objects.select_for_update().get(pk=submitted.course_id)
    current = ReviewRound.objects.select_related(
        "course__organisation", "course__created_by", "course__published_revision"
    ).get(pk=submitted.pk)
    if not current.is_open or current.level != level or act.member is None:
        raise ReviewOver
    if not may_decide(submitted=current, records=tuple(act.member.records().values_list("pk", flat=True))):
        raise NotByTheSamePerson
    if not is_unchanged(submitted=current, at=act.at):
        raise DraftChanged
    ReviewDecision.objects.create(
        round=current,
        level=level,
        opinion=opinion,
        text=text.strip(),
        reviewer=act.member,
        office_id=act.office_id,
        decided_at=act.at,
    )
    act.record(
        "course.review_approved" if opinion == Opinion.APPROVED else "course.review_returned",
        subject_kind="course",
        subject_id=current.course.public_id,
        organisation_path=current.course.organisation.path,
        details={"round": current.number, "level": level},
    )
    return current


def _tell_author(submitted: ReviewRound, kind: str, text: str, act: Act) -> None:
    notify(
        kind=kind,
        object_kind="review_round",
        object_id=submitted.public_id,
        facts={"title": submitted.course.title, "text": text.strip()},
        url=reverse("courses:review", args=[submitted.course.public_id]),
        member_ids=[submitted.submitted_by_id],
        at=act.at,
    )
