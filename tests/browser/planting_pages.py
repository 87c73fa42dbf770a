"""One object of every kind for the pages, put into a fresh school's database from within its own shell."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

from django.utils import timezone

from courses.models import Course, Lecture
from courses.services import add_chapter, add_lecture, create_course, publish_course
from media.models import Asset
from media.services import caption_asset, prepare_asset, store_file
from realtime.models import Standing, StudySession
from realtime.services.attendance import confirm_register, prepare_register
from realtime.services.closing import close_session
from realtime.services.opening import open_session
from realtime.services.scheduling import Plan, schedule_session
from school.accounts.services.acknowledging import acknowledge_for
from school.accounts.services.tokens import issue_token
from school.organisation.authority import authority_of
from school.organisation.models import Member, Organisation
from school.policies.services.setting import set_policy
from tests.browser.planting import require_hours
from tests.browser.planting_slides import plant_slides
from tests.contracts.world import build_world

TEXT = """## 誓词从哪里来

入党誓词写在党章第六条里，一共八十个字。预备党员必须面向党旗宣誓。

## 怎样读

1. 先读“志愿”两个字。
2. 再读“义务”两个字。

> 我志愿加入中国共产党，拥护党的纲领，遵守党的章程。

| 句子 | 说的是什么 |
|---|---|
| 保守党的秘密 | 纪律 |
| 永不叛党 | 忠诚 |
"""

SPOKEN = """WEBVTT

00:00:00.000 --> 00:00:00.800
我志愿加入中国共产党，

00:00:00.800 --> 00:00:01.900
拥护党的纲领，遵守党的章程。
"""


def plant_pages(film: str) -> None:
    """The world of the permission matrix, with a recording that plays and sessions that are over; prints the ids."""
    world, at = build_world(), timezone.now()
    acknowledge_for(member_ids=[member.pk for member in world.people.values()], at=at)
    for key, longest in (("confirm_minutes", 60), ("administrator_idle_minutes", 480), ("idle_minutes", 480)):
        # Each role's device waits while the pages of the others are looked at.
        set_policy(key=f"accounts.{key}", value=longest, member=None, office_id=None, reason="测试", at=at)
    second = Organisation.objects.get(name="经管第二支部")
    require_hours(Organisation.objects.get(parent=None))
    asset = _store(world.people["instructor"], second, Path(film), at)
    course = _course(world.people["instructor"], second, asset, at)
    video, text, closed = Lecture.objects.filter(chapter__course=course).order_by("position")
    secretary = world.people["secretary"]
    confirmed, ended = (_end_session(secretary, second, at) for _number in range(2))
    _confirm(confirmed, secretary, at)
    objects = {"film_course": course, "film": video, "text": text, "closed": closed, "film_asset": asset}
    key, _secret = issue_token(member=world.people["learner"], title="成绩同步", at=at)
    objects |= plant_slides(world.people["instructor"], second, asset, at)
    objects |= {"key": key, "second": second, "ended": ended, "confirmed": confirmed}
    ids = world.ids | {name: thing.public_id for name, thing in objects.items()}
    print(json.dumps(ids | {"numbers": {key: member.number for key, member in world.people.items()}}))


def _store(instructor: Member, organisation: Organisation, film: Path, at: datetime) -> Asset:
    asset = store_file(organisation=organisation, member=instructor, title="誓词", path=film, at=at)
    prepare_asset(asset_id=asset.pk)
    for language in ("zh-hans", "en"):
        caption_asset(asset=asset, language=language, data=SPOKEN.encode(), at=at)
    return asset


def _course(instructor: Member, organisation: Organisation, asset: Asset, at: datetime) -> Course:
    """Published: a recording, a text, and a text that opens after the recording."""
    course = create_course(
        organisation=organisation, member=instructor, title="入党誓词怎样读", summary="逐句读懂。", required=True, at=at
    )
    chapter = add_chapter(course=course, title="第一章 誓词", at=at)
    video = add_lecture(
        chapter=chapter, kind="video", title="誓词里的每一句话", asset=asset, summary="逐句讲解。", at=at
    )
    add_lecture(chapter=chapter, kind="article", title="誓词从哪里来", body=TEXT, at=at)
    gate = {"all": [{"completed": video.public_id}]}
    add_lecture(chapter=chapter, kind="article", title="宣誓之后", body=TEXT, gate=gate, at=at)
    publish_course(course=course, member=instructor, audiences=[organisation], at=at)
    return course


def _end_session(secretary: Member, organisation: Organisation, at: datetime) -> StudySession:
    authority = authority_of(secretary, at=at)
    plan = Plan(title="一起学誓词", starts_at=at, ends_at=at + timedelta(hours=1), planned_minutes=45, host=secretary)
    session = schedule_session(organisation=organisation, plan=plan, by=secretary, authority=authority, at=at)
    open_session(session=session, by=secretary, authority=authority, at=at)
    return close_session(session=session, by=secretary, authority=authority, at=at + timedelta(hours=1))


def _confirm(session: StudySession, secretary: Member, at: datetime) -> None:
    due = prepare_register(session=session, at=at)
    confirm_register(
        session=session,
        by=secretary,
        authority=authority_of(secretary, at=at),
        entries={entry.member_id: Standing.PRESENT for entry in due},
        at=at + timedelta(hours=1),
    )
