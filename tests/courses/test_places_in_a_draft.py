"""Chapters and lectures are put beside others, and an order on an old outline is refused."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from courses import services
from courses.errors import DraftMoved
from courses.models import Lecture
from school.errors import Conflict
from school.organisation.models import BuiltInKind, Member
from school.organisation.services.founding import found_organisation

from .test_order_of_the_draft import titles

pytestmark = pytest.mark.pg


def test_a_lecture_goes_before_one_of_another_chapter(course, lectures, at):
    goal = lectures[2].chapter
    services.place_lecture(lecture=lectures[0], chapter=goal, before=lectures[2], at=at)
    assert titles(course) == [("规定", "九十天提醒"), ("操作", "为什么要接转"), ("操作", "批量办理")]
    assert list(Lecture.objects.in_draft().values_list("position", flat=True)) == [1, 1, 2]


def test_a_lecture_goes_last(course, lectures, at):
    services.place_lecture(lecture=lectures[0], chapter=lectures[0].chapter, before=None, at=at)
    assert titles(course)[:2] == [("规定", "九十天提醒"), ("规定", "为什么要接转")]


def test_a_chapter_goes_before_another(course, lectures, at):
    services.place_chapter(chapter=lectures[2].chapter, before=lectures[0].chapter, at=at)
    assert titles(course)[0] == ("操作", "批量办理")


def test_an_order_on_an_outline_that_has_changed_is_refused(course, lectures, at):
    course.refresh_from_db()
    seen = course.outline_version
    services.place_lecture(lecture=lectures[0], chapter=lectures[2].chapter, before=None, at=at, version=seen)
    before = titles(course)
    with pytest.raises(DraftMoved):
        services.place_lecture(lecture=lectures[1], chapter=lectures[2].chapter, before=None, at=at, version=seen)
    assert titles(course) == before


def test_there_is_no_place_in_another_course_or_beside_what_is_elsewhere(course, lectures, economics, instructor, at):
    other = services.create_course(organisation=economics, member=instructor, title="另一门", at=at)
    chapter = services.add_chapter(course=other, title="章", at=at)
    with pytest.raises(Conflict):
        services.place_lecture(lecture=lectures[0], chapter=chapter, before=None, at=at)
    with pytest.raises(Conflict):
        services.place_lecture(lecture=lectures[0], chapter=lectures[0].chapter, before=lectures[2], at=at)


class AnyOrderOfPlaces(TestCase):
    @settings(max_examples=25, deadline=None)
    @given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 2), st.integers(0, 7)), max_size=15))
    def test_nothing_is_lost_and_positions_are_dense(self, orders):
        at = datetime(2026, 11, 23, tzinfo=UTC)
        root = found_organisation(parent=None, kind=BuiltInKind.COMMITTEE, name="党委")
        member = Member.objects.create_user("N1", name="作者")
        course = services.create_course(organisation=root, member=member, title="课", at=at)
        chapters = [services.add_chapter(course=course, title=name, at=at) for name in "甲乙丙"]
        for number in range(6):
            services.add_lecture(chapter=chapters[number % 2], kind="article", title=str(number), at=at)
        for which, goal, beside in orders:
            if which == 6:
                before = chapters[beside % 3] if beside % 3 != goal else None
                services.place_chapter(chapter=chapters[goal], before=before, at=at)
                continue
            lecture = Lecture.objects.in_draft().select_related("chapter")[which]
            there = [row for row in chapters[goal].lectures.in_draft() if row != lecture]
            before = there[beside] if beside < len(there) else None
            services.place_lecture(lecture=lecture, chapter=chapters[goal], before=before, at=at)
        assert sorted(Lecture.objects.in_draft().values_list("title", flat=True)) == list("012345")
        assert list(course.chapters.in_draft().values_list("position", flat=True)) == [1, 2, 3]
        for chapter in chapters:
            found = list(chapter.lectures.in_draft().values_list("position", flat=True))
            assert found == list(range(1, len(found) + 1))
