"""Two authors at once: positions and revision numbers are given out one at a time."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from courses import services
from courses.models import Chapter, CourseRevision

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.pg]

AUTHORS = 4


def at_once(act: Callable[[], object]) -> None:
    ready = Barrier(AUTHORS)

    def one() -> None:
        ready.wait()
        try:
            act()
        finally:
            connection.close()

    with ThreadPoolExecutor(AUTHORS) as pool:
        for done in [pool.submit(one) for _author in range(AUTHORS)]:
            done.result()


def test_everybody_who_adds_a_chapter_gets_a_place(course, at):
    at_once(lambda: services.add_chapter(course=course, title="新章", at=at))
    assert list(Chapter.objects.in_draft().values_list("position", flat=True)) == list(range(1, AUTHORS + 3))


def test_everybody_who_publishes_makes_a_revision_of_their_own(course, instructor, second_branch, at):
    at_once(lambda: services.publish_course(course=course, member=instructor, audiences=[second_branch], at=at))
    course.refresh_from_db()
    numbers = CourseRevision.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, AUTHORS + 1))
    assert course.published_revision.number == AUTHORS
    assert course.audiences.count() == 1
