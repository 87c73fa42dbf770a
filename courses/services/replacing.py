"""What the author says of a recording that took the place of another."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from courses.carrying import LONGEST_SECONDS
from courses.errors import NotReplaced
from courses.models import Lecture, LectureRevision, MediaReplacement
from courses.services.drafting import lock_draft
from media.models import Asset
from school.organisation.models import Member


def replaced_recordings(*, lecture: Lecture) -> list[Asset]:
    """The recordings that members were shown in this lecture and that the draft has no more, the latest first."""
    shown = LectureRevision.objects.filter(lecture=lecture, asset__isnull=False).exclude(asset=lecture.asset_id)
    rows = shown.select_related("asset").defer("body", "content").order_by("-revision__number")
    return list(dict.fromkeys(row.asset for row in rows if row.asset is not None))


@transaction.atomic
def state_replacement(
    *, lecture: Lecture, before: Asset, offset_seconds: int | None, member: Member, at: datetime
) -> MediaReplacement:
    """Say that the draft's recording is the film `before`, so many seconds later (negative: so much was cut off its
    beginning); None says that it is another film. Counts from the next publication on.

    Raises:
        NotReplaced: members were never shown that recording here, the draft has it or none, or the offset is absurd.
    """
    lock_draft(course_id=lecture.chapter.course_id, at=at)
    lecture.refresh_from_db(fields=["asset"])
    if lecture.asset is None or before not in replaced_recordings(lecture=lecture):
        raise NotReplaced
    if offset_seconds is not None and abs(offset_seconds) > LONGEST_SECONDS:
        raise NotReplaced
    return MediaReplacement.objects.create(
        lecture=lecture, before=before, after=lecture.asset, offset_seconds=offset_seconds, stated_by=member, at=at
    )
