"""A course with one recording of two sizes and two languages, put into a fresh school's database from its own shell."""

from __future__ import annotations

import json
from pathlib import Path

from django.utils import timezone

from courses.services import add_chapter, add_lecture, create_course, publish_course
from media.models import Caption, CaptionSource, CaptionState
from media.services import prepare_asset, store_file
from school.organisation.models import Member, Organisation
from tests.browser.planting import plant_people_quietly

LINES = {"zh-hans": "我志愿加入", "en": "I volunteer"}


def plant_film(film: str) -> None:
    """The people of the journey and one lecture for them; prints public ids as JSON."""
    ids, at = plant_people_quietly(), timezone.now()
    instructor, branch = Member.objects.get(number="instructor"), Organisation.objects.get(public_id=ids["second"])
    asset = store_file(organisation=branch, member=instructor, title="誓词", path=Path(film), at=at)
    prepare_asset(asset_id=asset.pk)
    for language, words in LINES.items():
        text = f"WEBVTT\n\n00:00.000 --> 00:59.000\n{words} <b>!</b>\n"
        Caption.objects.create(
            asset=asset,
            language=language,
            label=language,
            text=text,
            published_text=text,
            published_version=1,
            cues=1,
            state=CaptionState.PUBLISHED,
            source=CaptionSource.TYPED,
            updated_at=at,
        )
    course = create_course(organisation=branch, member=instructor, title="誓词", summary="", required=True, at=at)
    chapter = add_chapter(course=course, title="第一章", at=at)
    lecture = add_lecture(chapter=chapter, kind="video", title="誓词里的每一句话", asset=asset, at=at)
    publish_course(course=course, member=instructor, audiences=[branch], at=at)
    print(json.dumps(ids | {"film": lecture.public_id}))
