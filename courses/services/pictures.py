"""Pictures come into the text of an article, and stay as long as a text shows them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Q, QuerySet

from courses.errors import PictureTooLarge
from courses.models import Lecture, LectureRevision
from courses.pictures import PICTURE_USE, REVISION_USE, named_in
from media.images.making import LARGEST
from media.models import Asset, AssetKind, AssetUse
from media.services import prepare_asset, release_asset, store_uploaded_file, use_asset
from school.organisation.models import Member


def add_picture(*, lecture: Lecture, member: Member, file: UploadedFile[Any], at: datetime) -> Asset:
    """Take a picture for the text of the lecture, for the course's owner, and draw it at once.

    Not one transaction: what has arrived stays, whatever becomes of the drawing. Where another worker was faster, the
    asset is not ready yet when this returns.

    Raises:
        PictureTooLarge, UploadTooLarge, QuotaExceeded.
    """
    if (file.size or 0) > LARGEST:
        raise PictureTooLarge
    asset = store_uploaded_file(organisation=lecture.chapter.course.organisation, member=member, file=file, at=at)
    prepare_asset(asset_id=asset.pk)
    asset.refresh_from_db()
    return asset


@transaction.atomic
def hold_pictures(*, lecture: Lecture, at: datetime) -> None:
    """The draft holds the pictures that its text names, and lets go of others.

    A text can name anything; it may show pictures of its course's owner and those it held before, and nobody else's.
    """
    named = named_in(lecture.body) if lecture.removed_at is None else set()
    held = {use.asset.public_id: use.asset for use in _uses(lecture).select_related("asset")}
    fresh = Asset.objects.filter(kind=AssetKind.IMAGE, public_id__in=named - held.keys())
    for asset in fresh.filter(_may_be_shown(lecture)).distinct() if named - held.keys() else ():
        use_asset(asset=asset, user_kind=PICTURE_USE, user_id=lecture.public_id)
    for public_id, asset in held.items():
        if public_id not in named:
            release_asset(asset=asset, user_kind=PICTURE_USE, user_id=lecture.public_id, at=at)


@transaction.atomic
def carry_pictures(*, lecture: Lecture, copy: Lecture) -> None:
    """A copy shows what its model shows, also where another organisation owns it."""
    for use in _uses(lecture).select_related("asset"):
        use_asset(asset=use.asset, user_kind=PICTURE_USE, user_id=copy.public_id)


def hold_published_pictures(*, row: LectureRevision) -> None:
    """What a revision shows is kept for ever, like the revision."""
    frozen = row.content.get("pictures", {})
    for asset in Asset.objects.filter(public_id__in=frozen) if frozen else ():
        use_asset(asset=asset, user_kind=REVISION_USE, user_id=str(row.pk))


def pictures_of(*, lecture: Lecture) -> list[Asset]:
    """The pictures that the draft's text holds, in the order in which they came."""
    return [use.asset for use in _uses(lecture).select_related("asset").order_by("asset_id")]


def _uses(lecture: Lecture) -> QuerySet[AssetUse]:
    return AssetUse.objects.filter(user_kind=PICTURE_USE, user_id=lecture.public_id)


def _may_be_shown(lecture: Lecture) -> Q:
    published = [str(pk) for pk in LectureRevision.objects.filter(lecture=lecture).values_list("pk", flat=True)]
    ever = Q(uses__user_kind=REVISION_USE, uses__user_id__in=published)
    return ever | Q(organisation=lecture.chapter.course.organisation_id)
