"""A lecture with captions in two languages, put into a fresh school's database from within its own shell."""

from __future__ import annotations

import json
from pathlib import Path

from django.utils import timezone

from courses.services import add_chapter, add_lecture, create_course, publish_course
from media.services import caption_asset, prepare_asset, store_file
from school.organisation.models import Member, Organisation
from tests.browser.planting import plant_people_quietly
from tests.browser.planting_pages import SPOKEN


def plant_captions(film: str) -> None:
    """The people of the journey and one lecture for them; prints public ids as JSON."""
    ids, at = plant_people_quietly(), timezone.now()
    instructor, branch = Member.objects.get(number="instructor"), Organisation.objects.get(public_id=ids["second"])
    asset = store_file(organisation=branch, member=instructor, title="誓词", path=Path(film), at=at)
    prepare_asset(asset_id=asset.pk)
    asset.refresh_from_db()
    for language in ("zh-hans", "en"):
        caption_asset(asset=asset, language=language, data=SPOKEN.encode(), at=at)
    course = create_course(organisation=branch, member=instructor, title="誓词", summary="", required=True, at=at)
    chapter = add_chapter(course=course, title="第一章", at=at)
    lecture = add_lecture(chapter=chapter, kind="video", title="誓词里的每一句话", asset=asset, at=at)
    publish_course(course=course, member=instructor, audiences=[branch], at=at)
    print(json.dumps(ids | {"film": lecture.public_id, "film_asset": asset.public_id}))
