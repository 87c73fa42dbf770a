"""A film with two questions on its timeline, published to the second branch."""

from __future__ import annotations

import json
import time
from pathlib import Path

from django.utils import timezone

from courses import services
from media.models import Asset
from media.services import prepare_asset, store_file
from quizzes.services.authoring import create_bank, create_question
from quizzes.services.timeline_editing import place_question
from school.organisation.models import Member, Organisation
from tests.browser.planting import plant_people_quietly


def plant_timeline(path: str) -> None:
    """A required question at second 4 and an offered one at second 8; prints public ids as JSON."""
    ids = plant_people_quietly()
    economics, second = (Organisation.objects.get(public_id=ids[name]) for name in ("economics", "second"))
    instructor = Member.objects.get(public_id=ids["instructor"])
    now = timezone.now()
    asset = store_file(organisation=economics, member=instructor, title="录像", path=Path(path), at=now)
    # The school's own worker may have been faster.
    while Asset.objects.get(pk=asset.pk).state != "ready":
        prepare_asset(asset_id=asset.pk)
        time.sleep(0.5)
    course = services.create_course(organisation=economics, member=instructor, title="带题的课", at=now)
    chapter = services.add_chapter(course=course, title="第一章", at=now)
    asset.refresh_from_db()
    lecture = services.add_lecture(chapter=chapter, kind="video", title="带题的录像", asset=asset, at=now)
    bank = create_bank(organisation=economics, title="时间轴题库")
    for at_ms, required, retry, stem in (
        (4_000, True, "until_right", "预备期是一年。"),
        (8_000, False, "once", "党章是党的根本大法。"),
    ):
        question = create_question(
            bank=bank,
            kind="true_false",
            stem=stem,
            content={"right": True},
            explanation="见党章。",
            by=instructor,
            at=now,
        )
        place_question(lecture=lecture, question=question, at_ms=at_ms, required=required, retry=retry, at=now)
    services.publish_course(course=course, member=instructor, audiences=[second], at=now)
    print(
        json.dumps(ids | {"timeline": lecture.public_id, "timeline_course": course.public_id, "bank": bank.public_id})
    )
