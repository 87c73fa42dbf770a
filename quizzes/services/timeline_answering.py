"""Answering a question on a timeline: a step of its own like any answer, judged at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from courses.models import Lecture, LectureRevision
from courses.services.opening import require_open
from quizzes.answers import from_payload
from quizzes.errors import AnswerInvalid, QuestionSettled
from quizzes.events import TimelineQuestionSettled
from quizzes.grading import grade, share_of
from quizzes.models import Attempt, AttemptItem, AttemptStep, StepKind
from quizzes.reading import Wire
from quizzes.services.answering import SavedAnswer, save_answer
from quizzes.timeline_rules import MAX_MARK, Marker, markers_of, settles
from quizzes.timelines import Timeline, seed_for, settled_items, timeline_of
from school.errors import NotFound
from school.events.announcing import announce
from school.organisation.authority import Authority
from school.organisation.models import Member


@dataclass(frozen=True)
class Judged:
    """What was saved, and the timeline as it stands now."""

    saved: SavedAnswer
    timeline: Timeline


@transaction.atomic
def answer_on_timeline(
    *, member: Member, authority: Authority, lecture: Lecture, item: str, client_seq: int, answer: Wire, at: datetime
) -> Judged:
    """Save the answer and judge it; idempotent by (member, question, client_seq).

    Nobody asks whether the recording has been played that far: see decision 0035.

    Raises:
        NotFound, GateClosed: when the lecture is not open to the member, or asks no such question now.
        QuestionSettled: when no further answer is asked for.
        AnswerInvalid, AnswerConflict: as `save_answer`; a blank is no answer.
    """
    shown = require_open(member=member, authority=authority, lecture=lecture, at=at)
    marker = next((one for one in markers_of(shown.content) if one.item == item), None)
    if marker is None:
        raise NotFound
    attempt = _begun(member, shown, at)
    if item in settled_items(member=member, lecture_id=shown.lecture_id, besides=attempt):
        raise QuestionSettled
    saved = save_answer(attempt=attempt, item=item, client_seq=client_seq, answer=answer, at=at)
    if saved.answer is None:
        raise AnswerInvalid(reason=_("Please answer first."))
    _judge(attempt, marker, at)
    return Judged(saved=saved, timeline=timeline_of(shown, member=member))


def _begun(member: Member, shown: LectureRevision, at: datetime) -> Attempt:
    """The attempt that holds the answers to this revision's questions, made with the first of them."""
    own = Attempt.objects.of(member).filter(lecture_revision=shown, on_timeline=True).order_by("pk")
    begun = own.first()
    if begun is not None:
        return begun
    try:
        with transaction.atomic():
            return _begin(member, shown, at)
    except IntegrityError:
        # Another device answered in this very moment: its attempt is the one.
        begun = own.first()
        if begun is None:
            raise
        return begun


def _begin(member: Member, shown: LectureRevision, at: datetime) -> Attempt:
    markers = markers_of(shown.content)
    last = Attempt.objects.filter(member=member, lecture=shown.lecture).aggregate(last=Max("number"))["last"] or 0
    attempt = Attempt.objects.create(
        member=member,
        lecture=shown.lecture,
        lecture_revision=shown,
        on_timeline=True,
        number=last + 1,
        seed=seed_for(member, shown),
        started_at=at,
        max_mark=MAX_MARK * len(markers),
    )
    AttemptItem.objects.bulk_create(
        AttemptItem(
            attempt=attempt,
            position=position,
            item_id=marker.item,
            question_version_id=marker.question_version,
            max_mark=MAX_MARK,
        )
        for position, marker in enumerate(markers, start=1)
    )
    AttemptStep.objects.create(attempt=attempt, number=1, kind=StepKind.STARTED, at=at)
    return attempt


def _judge(attempt: Attempt, marker: Marker, at: datetime) -> None:
    """Mark the first answer for the statistics, and settle the question when its rule is met."""
    item = AttemptItem.objects.select_related("question_version__question").get(attempt=attempt, item_id=marker.item)
    if item.settled_at is not None:
        return
    step = item.steps.order_by("number").last()
    content = item.question_version.typed_content()
    given = from_payload(item.question_version.question.kind, step.payload if step else None)
    if item.mark is None:
        item.mark = Decimal(grade(content, given, max_mark=item.max_mark).mark)
    settled = settles(marker.retry, share_of(content, given))
    item.settled_at = at if settled else None
    item.save(update_fields=["mark", "settled_at"])
    if settled:
        announce(
            TimelineQuestionSettled(
                member_id=attempt.member_id,
                lecture_id=attempt.lecture_id,
                lecture_revision_id=attempt.lecture_revision_id,
                item=marker.item,
                at=at,
            )
        )
