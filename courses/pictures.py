"""The pictures of articles: which of those that a text names it may show, and what stands in the way of it."""

from __future__ import annotations

from typing import Any, Final

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from courses.models import Lecture, LectureRevision
from courses.richtext import images_in, wrong_formulas
from media.models import Asset, AssetKind, AssetQuerySet, AssetState, AssetUse

PICTURE_USE: Final = "lecture_picture"
"""A draft's text shows it; the id is that of the lecture."""
REVISION_USE: Final = "lecture_revision"
"""A published revision shows it; the id is the key of the lecture's row in it."""


def named_in(body: str) -> set[str]:
    """Public ids of the pictures that a text names."""
    return {image.asset for image in images_in(body)} if body else set()


def held_pictures(lecture: Lecture) -> AssetQuerySet:
    """The pictures of the draft's text that it may show: those it holds and that are ready."""
    held = AssetUse.objects.filter(asset=OuterRef("pk"), user_kind=PICTURE_USE, user_id=lecture.public_id)
    ready = Asset.objects.filter(kind=AssetKind.IMAGE, state=AssetState.READY)
    return ready.filter(Exists(held), public_id__in=named_in(lecture.body))


def picture_facts(lecture: Lecture) -> dict[str, dict[str, Any]]:
    """Sides and widths of the pictures that the draft may show, by public id. No query for a text without any."""
    if not named_in(lecture.body):
        return {}
    return dict(held_pictures(lecture).order_by("public_id").values_list("public_id", "facts"))


def shows_picture(lecture: Lecture, asset: Asset, *, draft: bool) -> bool:
    """Whether a revision of the lecture shows it, ever; or, with `draft`, its draft."""
    if asset.kind != AssetKind.IMAGE:
        return False
    rows = [str(pk) for pk in LectureRevision.objects.filter(lecture=lecture).values_list("pk", flat=True)]
    shown = Q(user_kind=REVISION_USE, user_id__in=rows)
    if draft:
        shown |= Q(user_kind=PICTURE_USE, user_id=lecture.public_id)
    return asset.uses.filter(shown).exists()


def text_problems(lecture: Lecture) -> list[str]:
    """What keeps the text from being published, as whole sentences: pictures without words or gone, bad formulae."""
    named = {"title": lecture.title}
    problems = []
    if named_in(lecture.body) - picture_facts(lecture).keys():
        problems.append(
            _("A picture in “%(title)s” cannot be shown any more. Please remove it or upload it again.") % named
        )
    if any(image.alt is None for image in images_in(lecture.body)):
        problems.append(
            _("A picture in “%(title)s” is not described yet. Please describe it or say that it is decoration.") % named
        )
    for source, complaint in wrong_formulas(lecture.body):
        words = named | {"formula": source[:60], "reason": complaint}
        problems.append(_("The formula “%(formula)s” in “%(title)s” cannot be set. %(reason)s") % words)
    return problems
