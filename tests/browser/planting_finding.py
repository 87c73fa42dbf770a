"""A recording in which something is said at its twelfth second, put into a fresh school's database."""

from __future__ import annotations

import json
from pathlib import Path

from django.utils import timezone

from courses.services import add_chapter, add_lecture, create_course, publish_course
from media.services import caption_asset, prepare_asset, store_file
from school.organisation.models import Member, Organisation
from tests.browser.planting import plant_people_quietly

SPOKEN = """WEBVTT

00:00:02.000 --> 00:00:06.000
先说组织关系为什么要接转。

00:00:12.000 --> 00:00:16.000
再说三会一课怎样记录。
"""


def plant_finding(film: str) -> None:
    """The people of the journey and two lectures, one of them spoken; prints public ids as JSON."""
    ids, at = plant_people_quietly(), timezone.now()
    instructor, branch = Member.objects.get(number="instructor"), Organisation.objects.get(public_id=ids["second"])
    asset = store_file(organisation=branch, member=instructor, title="支部工作", path=Path(film), at=at)
    prepare_asset(asset_id=asset.pk)
    asset.refresh_from_db()
    caption_asset(asset=asset, language="zh-hans", data=SPOKEN.encode(), at=at)
    course = create_course(organisation=branch, member=instructor, title="支部工作", summary="", at=at)
    chapter = add_chapter(course=course, title="第一章", at=at)
    add_lecture(chapter=chapter, kind="article", title="手册", body="## 记录\n\n另有一份手册。", at=at)
    lecture = add_lecture(chapter=chapter, kind="video", title="怎样记录", asset=asset, at=at)
    publish_course(course=course, member=instructor, audiences=[branch], at=at)
    print(json.dumps(ids | {"film": lecture.public_id}))
