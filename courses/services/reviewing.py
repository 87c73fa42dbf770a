"""Editorial review (三审三校, DOMAIN §3.4): submitting a draft, taking it back, and what publishing asks."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.draft_print import fingerprint_of
from courses.errors import FindingsOpen, NoReviewAsked, NotReadyToPublish, NotReviewed, ReviewOver, UnderReview
from courses.freezing import FrozenDraft, freeze_draft
from courses.models import Course, ReviewRound, ReviewRule, RoundState
from courses.policies import CHECKS_FIRST
from courses.proofreading.searching import findings_in, unexplained
from courses.services.asking_reviewers import ask_level, nobody_asked
from school.organisation.acting import Act
from school.policies.reading import policy


def levels_asked(*, course: Course, on: date) -> int:
    """How many levels of review this course needs on that day; 0 means none."""
    rule = ReviewRule.objects.asked_of(course.organisation.path, on=on)
    return rule.levels if rule else 0


def require_reviewed(*, course: Course, at: datetime) -> None:
    """Nothing, if the draft may be published as far as reviewing goes.

    Raises:
        NotReviewed: the rule of the owner asks for levels that this very draft has not passed.
    """
    needed = levels_asked(course=course, on=timezone.localdate(at))
    if not needed:
        return
    last = course.review_rounds.order_by("-number").first()
    if last is None:
        raise NotReviewed(reason=_("Nobody has submitted it for review yet."))
    if last.state != RoundState.APPROVED:
        raise NotReviewed(reason=_("The last review has not approved it."))
    if last.levels < needed:
        raise NotReviewed(reason=_("More levels are asked for now than it has passed."))
    if last.fingerprint != fingerprint_of(draft_of(course=course, at=at)):
        raise NotReviewed(reason=_("It was changed after it was approved, so it has to be submitted again."))


def draft_of(*, course: Course, at: datetime) -> FrozenDraft:
    """The draft as publishing would freeze it now; who publishes does not matter to what stands in it."""
    return freeze_draft(course=course, member=course.created_by, at=at)


def is_unchanged(*, submitted: ReviewRound, at: datetime) -> bool:
    """Whether the draft is still the one that was submitted."""
    return submitted.fingerprint == fingerprint_of(draft_of(course=submitted.course, at=at))


@transaction.atomic
def submit_for_review(*, course: Course, note: str, act: Act) -> ReviewRound:
    """Hand the draft as it stands to the reviewers of the first level. An open round of an older draft is given up.

    Raises:
        NoReviewAsked: nobody asks for a review here.
        UnderReview: this very draft waits already, or is approved.
        NotReadyToPublish: it could not be published anyway.
        FindingsOpen: the checks found something that is neither mended nor kept for a reason.
    """
    draft_course = _locked(course.pk)
    rule = ReviewRule.objects.asked_of(draft_course.organisation.path, on=act.today)
    if rule is None or not rule.levels or act.member is None:
        raise NoReviewAsked
    draft = draft_of(course=draft_course, at=act.at)
    if draft.problems:
        raise NotReadyToPublish(draft.problems)
    fingerprint = fingerprint_of(draft)
    _end_outdated(draft_course, fingerprint, levels=rule.levels, act=act)
    _require_explained(draft_course, draft)
    submitted = ReviewRound.objects.create(
        course=draft_course,
        number=(draft_course.review_rounds.aggregate(last=Max("number"))["last"] or 0) + 1,
        rule=rule,
        levels=rule.levels,
        fingerprint=fingerprint,
        note=note,
        submitted_by=act.member,
        submitted_in_office=act.office_id,
        submitted_at=act.at,
    )
    nobody_asked(submitted=submitted, act=act)
    ask_level(submitted=submitted, at=act.at)
    _record(submitted, "course.submitted", act)
    return submitted


@transaction.atomic
def take_back(*, submitted: ReviewRound, act: Act) -> ReviewRound:
    """The author wants it back before anybody has finished.

    Raises:
        ReviewOver: it does not wait any more.
    """
    _locked(submitted.course_id)
    current = ReviewRound.objects.select_related("course__organisation").get(pk=submitted.pk)
    if not current.is_open:
        raise ReviewOver
    end_round(submitted=current, state=RoundState.WITHDRAWN, act=act)
    _record(current, "course.submission_withdrawn", act)
    return current


def end_round(*, submitted: ReviewRound, state: RoundState, act: Act) -> None:
    """Nobody is asked any more; how it ended stands in the round."""
    submitted.state, submitted.ended_at = state, act.at
    submitted.save(update_fields=["state", "ended_at"])
    nobody_asked(submitted=submitted, act=act)


def _end_outdated(course: Course, fingerprint: str, *, levels: int, act: Act) -> None:
    last = course.review_rounds.select_related("course").order_by("-number").first()
    if last is None or last.state not in {RoundState.OPEN, RoundState.APPROVED}:
        return
    if last.fingerprint == fingerprint and last.levels >= levels:
        raise UnderReview
    if last.is_open:
        end_round(submitted=last, state=RoundState.OUTDATED, act=act)


def _require_explained(course: Course, draft: FrozenDraft) -> None:
    if not policy(CHECKS_FIRST):
        return
    left = unexplained(findings_in(draft), course=course)
    if left:
        raise FindingsOpen(count=len(left))


def _locked(course_id: int) -> Course:
    """Locked without a note that the draft changed: it did not."""
    locked = Course.objects.select_for_update(of=("self",))
    return locked.select_related("organisation", "created_by", "published_revision").get(pk=course_id)


def _record(submitted: ReviewRound, action: str, act: Act) -> None:
    act.record(
        action,
        subject_kind="course",
        subject_id=submitted.course.public_id,
        organisation_path=submitted.course.organisation.path,
        details={"round": submitted.number, "levels": submitted.levels},
    )
