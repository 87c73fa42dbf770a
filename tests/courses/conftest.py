"""A small course for tests of courses: two chapters, articles that need nothing else."""

from __future__ import annotations

from collections.abc import Callable, Collection

import pytest

from courses import ports, services
from courses.models import Course, Lecture
from media.models import Asset
from school.organisation.models import Member, Organisation
from tests.media.places import publish_files

TEXT = "前言。\n\n## 为什么要接转\n\n组织关系跟着人走。\n\n## 九十天\n\n介绍信的有效期最长九十天。"


@pytest.fixture
def course(economics: Organisation, instructor: Member, at) -> Course:
    """A draft of three articles in two chapters, owned by the general branch."""
    made = services.create_course(
        organisation=economics, member=instructor, title="组织关系接转", summary="办理与提醒。", at=at
    )
    first = services.add_chapter(course=made, title="规定", at=at)
    second = services.add_chapter(course=made, title="操作", at=at)
    for chapter, title in ((first, "为什么要接转"), (first, "九十天提醒"), (second, "批量办理")):
        services.add_lecture(chapter=chapter, kind="article", title=title, body=TEXT, at=at)
    return made


@pytest.fixture
def lectures(course: Course) -> list[Lecture]:
    return list(Lecture.objects.in_draft().filter(chapter__course=course).select_related("chapter__course"))


@pytest.fixture
def published(course: Course, instructor: Member, second_branch: Organisation, at) -> Course:
    """The course, published to the second branch."""
    services.publish_course(course=course, member=instructor, audiences=[second_branch], at=at)
    course.refresh_from_db()
    return course


@pytest.fixture
def make_asset(economics: Organisation, instructor: Member, at) -> Callable[..., Asset]:
    """A recording of ten minutes that is ready to play, with the files a player asks for first."""

    def make(*, title: str = "手机拍摄", **fields) -> Asset:
        ready = {"state": "ready", "published_level": 2, "edition": "e1", "duration_ms": 600_000, "kind": "video"}
        asset = Asset.objects.create(
            organisation=economics,
            uploaded_by=instructor,
            title=title,
            file_name="phone.mp4",
            size=9,
            received=9,
            created_at=at,
            stored_at=at,
            **(ready | fields),
        )
        if asset.playable:
            publish_files(asset, {"master.m3u8": f"#EXTM3U\n# {asset.public_id}\n"})
        return asset

    return make


class KnownFacts:
    """A provider that knows what a test tells it."""

    def __init__(self) -> None:
        self.completed_ids: set[tuple[int, int]] = set()
        self.passed_ids: set[tuple[int, int]] = set()
        self.course_ids: set[tuple[int, int]] = set()

    def achieved(self, member_id: int, lecture_ids: Collection[int]) -> ports.Achieved:
        return ports.Achieved(
            completed=frozenset(pk for pk in lecture_ids if (member_id, pk) in self.completed_ids),
            passed=frozenset(pk for pk in lecture_ids if (member_id, pk) in self.passed_ids),
        )

    def courses_completed(self, records: Collection[int], course_ids: Collection[int]) -> frozenset[int]:
        return frozenset(pk for pk in course_ids if any((record, pk) in self.course_ids for record in records))


@pytest.fixture
def facts():
    """Completion facts for gates, in place of those of progress, which have their own tests."""
    before = ports.completion_facts() if ports.is_provided() else None
    known = KnownFacts()
    ports.provide_completion_facts(known)
    yield known
    if before is not None:
        ports.provide_completion_facts(before)
