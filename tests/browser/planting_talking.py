"""A short recording to talk about and somebody who moderates, planted from within a school's own shell."""

from __future__ import annotations

import json
from pathlib import Path

from django.utils import timezone

from courses.services import add_chapter, add_lecture, create_course, publish_course
from media.services import prepare_asset, store_file
from school.accounts.services.acknowledging import acknowledge_for
from school.organisation.models import Member, Organisation, Role
from school.organisation.services.joining import affiliate, appoint
from tests.browser.planting import plant_people_quietly
from tests.contracts.world import FOUNDED
from tests.operations.people import PASSWORD

TEXT = "## 誓词\n\n我志愿加入中国共产党。\n"


def plant_talking(film: str) -> None:
    """Two lectures of a course for the second branch; prints public ids as JSON."""
    ids, at = plant_people_quietly(), timezone.now()
    instructor, branch = Member.objects.get(number="instructor"), Organisation.objects.get(public_id=ids["second"])
    moderator = Member.objects.create_user("moderator", PASSWORD, name="吴敏", stage="full")
    affiliate(member=moderator, organisation=branch, on=FOUNDED)
    appoint(member=moderator, organisation=branch, role=Role.MODERATOR, on=FOUNDED, by=None)
    acknowledge_for(member_ids=[moderator.pk], at=at)
    asset = store_file(organisation=branch, member=instructor, title="誓词", path=Path(film), at=at)
    prepare_asset(asset_id=asset.pk)
    asset.refresh_from_db()
    course = create_course(organisation=branch, member=instructor, title="誓词", summary="", required=True, at=at)
    chapter = add_chapter(course=course, title="第一章", at=at)
    lecture = add_lecture(chapter=chapter, kind="video", title="誓词里的每一句话", asset=asset, at=at)
    add_lecture(chapter=chapter, kind="article", title="誓词的来历", body=TEXT, at=at)
    publish_course(course=course, member=instructor, audiences=[branch], at=at)
    print(json.dumps(ids | {"film": lecture.public_id, "film_course": course.public_id}))
