"""Keeping an uploaded picture, so that a policy can name it."""

from __future__ import annotations

from django.db import transaction

from school.policies.models import PolicyPicture
from school.policies.pictures import clean_picture


@transaction.atomic
def keep_picture(*, content: bytes) -> PolicyPicture:
    """The picture as it is kept; the same picture is kept once.

    Raises:
        PictureRefused: when it is not a picture, too large, or a drawing that could carry programs.
    """
    clean = clean_picture(content)
    picture, _created = PolicyPicture.objects.get_or_create(
        digest=clean.digest, defaults={"content": clean.content, "width": clean.width, "height": clean.height}
    )
    return picture
