"""What progress does when something happened elsewhere. Every listener may be called again with the same event."""

from __future__ import annotations

from django.contrib.sessions.models import Session
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.urls import reverse
from django.utils import timezone

from courses.events import CorrectionPublished
from courses.models import Correction
from courses.news import COURSE_CORRECTED
from progress.events import CoverageReached
from progress.learners import learners_of
from progress.models import ClosingReason, DecidingFact, ViewingSession
from progress.services.closing import close_viewing
from progress.services.completing import complete_lecture
from progress.services.watching import complete_checked, complete_watched
from quizzes.events import AttemptSubmitted, TimelineQuestionSettled
from quizzes.models import Attempt
from school.events.announcing import listens_to
from school.notices.services.notifying import notify


@listens_to(CorrectionPublished)
def tell_learners_of_correction(event: CorrectionPublished) -> None:
    """Whoever may have read what was wrong learns what is right; a second notice about it joins the first."""
    correction = Correction.objects.select_related("course__published_revision", "lecture").get(pk=event.correction_id)
    learners = learners_of(course_id=event.course_id, lecture_id=event.lecture_id)
    if not learners:
        return
    shown = correction.course.published_revision
    notify(
        kind=COURSE_CORRECTED,
        object_kind="correction",
        object_id=correction.public_id,
        facts={
            "title": shown.title if shown else correction.course.title,
            "wrong": correction.wrong,
            "right": correction.right,
        },
        url=f"{reverse('courses:course', args=[correction.course.public_id])}#corrections",
        member_ids=learners,
        except_ids=[event.published_by_id],
        at=event.at,
    )


@listens_to(CoverageReached)
def complete_watched_lectures(event: CoverageReached) -> None:
    """All required parts of the recording were watched: in the lecture at hand, and in others that show it too."""
    reached = ViewingSession.objects.get(pk=event.viewing_session_id)
    complete_watched(member_id=reached.member_id, asset_id=reached.asset_id, at=event.at)


@listens_to(TimelineQuestionSettled)
def complete_checked_lecture(event: TimelineQuestionSettled) -> None:
    """The last required question may have been answered after the recording was watched."""
    complete_checked(member_id=event.member_id, lecture_id=event.lecture_id, at=event.at)


@listens_to(AttemptSubmitted)
def complete_passed_quiz(event: AttemptSubmitted) -> None:
    """A passed attempt completes its lecture; one that was not passed changes nothing."""
    if not event.passed:
        return
    attempt = Attempt.objects.get(pk=event.attempt_id)
    complete_lecture(
        member_id=event.member_id,
        lecture_id=event.lecture_id,
        lecture_revision_id=event.lecture_revision_id,
        deciding_fact=DecidingFact.ATTEMPT,
        deciding_id=attempt.public_id,
        at=event.at,
    )


@receiver(post_delete, sender=Session)
def close_viewing_of_ended_sign_in(instance: Session, **kwargs: object) -> None:
    """A sign-out or a revoked sign-in ends its viewing sessions at that moment; Django offers no other hook for it."""
    ended_at = min(timezone.now(), instance.expire_date)
    close_viewing(
        sessions=ViewingSession.objects.filter(sign_in=instance.session_key),
        reason=ClosingReason.SIGNED_OUT,
        at=ended_at,
    )
