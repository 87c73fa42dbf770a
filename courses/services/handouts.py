"""The file that a draft hands out."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from courses.errors import NotADocument
from courses.models import Lecture, StepKind
from courses.services.drafting import lock_draft
from courses.services.history import recorded_lecture
from courses.services.step_files import DRAFT_USE
from media.models import Asset, AssetKind
from media.services import release_asset, use_asset
from school.organisation.models import Member


@transaction.atomic
def attach_document(*, lecture: Lecture, asset: Asset, at: datetime, by: Member | None = None) -> Lecture:
    """Give the draft this file. The one before is let go, unless a revision still holds it.

    Raises:
        NotADocument: it was not uploaded to be handed out.
    """
    if asset.kind != AssetKind.DOCUMENT:
        raise NotADocument
    with recorded_lecture(lecture=lecture, by=by, what=StepKind.FILE_ATTACHED, at=at):
        lock_draft(course_id=lecture.chapter.course_id, at=at)
        before = lecture.deck
        use_asset(asset=asset, user_kind=DRAFT_USE, user_id=lecture.public_id)
        lecture.deck = asset
        lecture.save(update_fields=["deck"])
        if before is not None and before.pk != asset.pk:
            release_asset(asset=before, user_kind=DRAFT_USE, user_id=lecture.public_id, at=at)
    return lecture
