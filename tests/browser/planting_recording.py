"""A published lecture with a recording, put into a fresh school from within its own shell."""

from __future__ import annotations

import json
import time
from pathlib import Path

from django.utils import timezone

from courses import services
from media.models import Asset
from media.services import prepare_asset, store_file
from school.organisation.models import Member, Organisation
from tests.browser.planting import plant_people_quietly


def plant_recording(path: str) -> None:
    """The people, and a lecture of this file for the second branch; prints public ids as JSON."""
    ids = plant_people_quietly()
    economics, second = (Organisation.objects.get(public_id=ids[name]) for name in ("economics", "second"))
    instructor = Member.objects.get(public_id=ids["instructor"])
    now = timezone.now()
    asset = store_file(organisation=economics, member=instructor, title="录像", path=Path(path), at=now)
    # The school's own worker may have been faster.
    while Asset.objects.get(pk=asset.pk).state != "ready":
        prepare_asset(asset_id=asset.pk)
        time.sleep(0.5)
    course = services.create_course(organisation=economics, member=instructor, title="放映", summary="录像。", at=now)
    chapter = services.add_chapter(course=course, title="第一章", at=now)
    asset.refresh_from_db()
    lecture = services.add_lecture(chapter=chapter, kind="video", title="录像", asset=asset, at=now)
    services.publish_course(course=course, member=instructor, audiences=[second], at=now)
    print(json.dumps(ids | {"lecture": lecture.public_id, "asset": asset.public_id, "edition": asset.edition}))
