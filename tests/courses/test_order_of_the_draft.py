"""Chapters and lectures move one place at a time, and positions stay whole."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from courses import services
from courses.models import Chapter, Lecture
from school.errors import Conflict
from school.organisation.models import BuiltInKind, Member
from school.organisation.services.founding import found_organisation

pytestmark = pytest.mark.pg


def titles(course) -> list[tuple[str, str]]:
    rows = Lecture.objects.in_draft().filter(chapter__course=course).select_related("chapter")
    return [(row.chapter.title, row.title) for row in rows]


def test_a_lecture_changes_places_with_its_neighbour(course, lectures, at):
    services.move_lecture(lecture=lectures[1], direction="up", at=at)
    assert titles(course) == [("规定", "九十天提醒"), ("规定", "为什么要接转"), ("操作", "批量办理")]


def test_over_the_edge_a_lecture_moves_into_the_next_chapter(course, lectures, at):
    services.move_lecture(lecture=lectures[1], direction="down", at=at)
    assert titles(course) == [("规定", "为什么要接转"), ("操作", "九十天提醒"), ("操作", "批量办理")]


def test_over_the_edge_upwards_a_lecture_becomes_the_last(course, lectures, at):
    services.move_lecture(lecture=lectures[2], direction="up", at=at)
    assert titles(course)[-1] == ("规定", "批量办理")


def test_the_first_and_the_last_stay(course, lectures, at):
    before = titles(course)
    services.move_lecture(lecture=lectures[0], direction="up", at=at)
    services.move_lecture(lecture=lectures[2], direction="down", at=at)
    assert titles(course) == before


def test_chapters_move_with_their_lectures(course, lectures, at):
    services.move_chapter(chapter=lectures[2].chapter, direction="up", at=at)
    assert titles(course)[0] == ("操作", "批量办理")


def test_a_lecture_that_was_taken_out_cannot_be_moved(course, lectures, at):
    services.remove_lecture(lecture=lectures[0], at=at)
    with pytest.raises(Conflict):
        services.move_lecture(lecture=lectures[0], direction="down", at=at)


def test_taking_out_a_chapter_takes_its_lectures(course, lectures, at):
    services.remove_chapter(chapter=lectures[0].chapter, at=at)
    assert titles(course) == [("操作", "批量办理")]
    assert Lecture.objects.count() == 3


class AnyOrderOfMoves(TestCase):
    @settings(max_examples=25, deadline=None)
    @given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from(["up", "down"]), st.booleans()), max_size=12))
    @example([(3, "up", False), (0, "down", True), (2, "up", False)])
    def test_no_lecture_is_lost_and_positions_stay_unique(self, moves):
        at = datetime(2026, 11, 23, tzinfo=UTC)
        root = found_organisation(parent=None, kind=BuiltInKind.COMMITTEE, name="党委")
        member = Member.objects.create_user("N1", name="作者")
        course = services.create_course(organisation=root, member=member, title="课", at=at)
        for name in "甲乙":
            chapter = services.add_chapter(course=course, title=name, at=at)
            for number in range(3):
                services.add_lecture(chapter=chapter, kind="article", title=f"{name}{number}", at=at)
        for place, direction, whole_chapter in moves:
            lecture = Lecture.objects.in_draft().select_related("chapter")[place]
            if whole_chapter:
                services.move_chapter(chapter=lecture.chapter, direction=direction, at=at)
            else:
                services.move_lecture(lecture=lecture, direction=direction, at=at)
        left = list(Lecture.objects.in_draft().values_list("title", "chapter", "position"))
        assert sorted(title for title, *_place in left) == ["乙0", "乙1", "乙2", "甲0", "甲1", "甲2"]
        assert len({(chapter, position) for _title, chapter, position in left}) == 6
        assert sorted(Chapter.objects.in_draft().values_list("position", flat=True)) == [1, 2]
