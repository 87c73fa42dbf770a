"""Publishing: the draft becomes an immutable revision, all kinds in one transaction, and its audience sees that."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from courses.changes import classify
from courses.errors import NotReadyToPublish
from courses.events import CoursePublished
from courses.freezing import FrozenDraft, freeze_draft
from courses.invitations import Invitation, invitations
from courses.lineage import trace_outgrown
from courses.models import Course, CourseRevision, CourseState, LectureRevision
from courses.pictures import REVISION_USE
from courses.services.caring import freshly_published
from courses.services.drafting import lock_draft
from courses.services.inviting import set_audience
from courses.services.pictures import hold_published_pictures
from courses.services.reviewing import require_reviewed
from courses.shapes import saved_shape, shape_of
from media.services import use_asset
from school.audit.recording import record
from school.events.announcing import announce
from school.organisation.acting import Act
from school.organisation.models import Member, Organisation


@transaction.atomic
def publish_course(
    *,
    course: Course,
    member: Member,
    audiences: Sequence[Organisation | Invitation],
    at: datetime,
    office_id: int | None = None,
) -> CourseRevision:
    """Freeze the draft and show it to those invited, instead of any before.

    `office_id` is the office in which `member` acts.

    Raises:
        NotReadyToPublish: carrying every problem at once.
        NotReviewed: the owner's rule asks for a review that this draft has not passed.
    """
    draft = lock_draft(course_id=course.pk, at=at)
    require_reviewed(course=draft, at=at)
    frozen = freeze_draft(course=draft, member=member, at=at)
    problems = frozen.problems if audiences else (*frozen.problems, _("Choose at least one organisation."))
    if problems:
        raise NotReadyToPublish(problems)
    invited = invitations(audiences)
    _note(frozen, before=draft.published_revision, invited=invited)
    _save(frozen)
    set_audience(course=draft, invited=invited)
    draft.published_revision, draft.state = frozen.revision, CourseState.PUBLISHED
    draft.save(update_fields=["published_revision", "state"])
    paths = tuple(sorted({one.organisation.path for one in invited}))
    freshly_published(course=draft, act=Act(member=member, at=at, office_id=office_id))
    record(
        actor=member,
        action="course.published",
        subject_kind="course",
        subject_id=draft.public_id,
        organisation_path=draft.organisation.path,
        office_id=office_id,
        details={"revision": frozen.revision.number, "audience": list(paths)},
        at=at,
    )
    announce(
        CoursePublished(
            course_id=draft.pk,
            revision_id=frozen.revision.pk,
            number=frozen.revision.number,
            published_by_id=member.pk,
            organisation_paths=paths,
            at=at,
        )
    )
    return frozen.revision


def _note(frozen: FrozenDraft, *, before: CourseRevision | None, invited: Sequence[Invitation]) -> None:
    """What the act was: whom it is for, and what it changes."""
    revision = frozen.revision
    revision.audience = [
        {"organisation": one.organisation.public_id, "name": str(one), "stage": one.stage, "role": one.role}
        for one in invited
    ]
    if before is None:
        return
    ids = {
        row.lecture_id: row.lecture.public_id for row in (*before.lectures.select_related("lecture"), *frozen.lectures)
    }
    audience = [tuple(sorted(one.items())) for one in revision.audience]
    changes = classify(saved_shape(before), shape_of(revision, frozen.lectures, audience=audience))
    revision.changes = [
        {"kind": change.kind, "lecture": ids.get(change.lecture_id or 0, ""), "title": change.title}
        for change in changes.items
    ]


def _save(frozen: FrozenDraft) -> None:
    trace_outgrown(frozen.revision, frozen.lectures)
    frozen.revision.save()
    for row in LectureRevision.objects.bulk_create(frozen.lectures):
        for asset in (row.asset, row.deck):
            if asset is not None:
                use_asset(asset=asset, user_kind=REVISION_USE, user_id=str(row.pk))
        hold_published_pictures(row=row)
