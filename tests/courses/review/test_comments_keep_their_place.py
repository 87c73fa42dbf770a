"""A comment finds its words again after the draft was edited, and says so when they are gone."""

from __future__ import annotations

import pytest

from courses import services
from courses.errors import ReviewOver
from courses.review_anchors import Part, Place, Standing, place_of
from courses.services.commenting import Spot, answer, comment, reopen, resolve
from courses.services.reviewing import draft_of, take_back
from courses.views.review_threads import threads_of
from school.errors import Conflict, Invalid
from school.notices.models import Outgoing

PARTS = (Part("section-1", "组织关系跟着人走。"), Part("section-2", "介绍信的有效期 最长\n九十天。"))


@pytest.mark.parametrize(
    ("anchor", "quote", "parts", "expected"),
    [
        ("section-1", "跟着人走", PARTS, Place("section-1", Standing.HERE)),
        ("section-2", "有效期最长九十天", PARTS, Place("section-2", Standing.HERE)),
        ("section-1", "最长九十天", PARTS, Place("section-2", Standing.MOVED)),
        ("section-1", "删掉的话", PARTS, Place("section-1", Standing.CHANGED)),
        ("section-9", "删掉的话", PARTS, Place("", Standing.GONE)),
        ("section-9", "", PARTS, Place("", Standing.GONE)),
        ("section-2", "", PARTS, Place("section-2", Standing.HERE)),
        ("", "", PARTS, Place("", Standing.HERE)),
        ("", "跟着人走", PARTS, Place("", Standing.HERE)),
        ("", "删掉的话", PARTS, Place("", Standing.CHANGED)),
    ],
)
def test_where_the_words_are_now(anchor, quote, parts, expected):
    assert place_of(anchor=anchor, quote=quote, parts=parts) == expected


@pytest.fixture
def thread(submitted, lectures, reviewer, at):
    spot = Spot(lecture=lectures[0], anchor="section-2", quote="组织关系跟着人走")
    return comment(submitted=submitted, author=reviewer, spot=spot, text="请注明出处。", at=at)


def shown(course, lecture, at):
    row = next(row for row in draft_of(course=course, at=at).lectures if row.lecture_id == lecture.pk)
    return threads_of(course, lecture=row)


def test_it_follows_its_words_and_tells_when_they_changed(thread, course, lectures, at):
    (here,) = shown(course, lectures[0], at)
    assert (here.place, here.changed, here.moved) == (Place("section-2", Standing.HERE), False, False)
    lecture = lectures[0]
    fields = {name: getattr(lecture, name) for name in ("title", "summary", "minutes", "gate")}
    ends = {"intro_ends_ms": None, "credits_start_ms": None}
    services.edit_lecture(
        lecture=lecture, body="前言。\n\n## 零\n\n新。\n\n## 一\n\n组织关系跟着人走。", at=at, **fields, **ends
    )
    (moved,) = shown(course, lecture, at)
    assert (moved.place.anchor, moved.moved) == ("section-3", True)
    services.edit_lecture(lecture=lecture, body="## 一\n\n全新的文字。", at=at, **fields, **ends)
    (changed,) = shown(course, lecture, at)
    assert changed.changed


def test_answers_reach_those_who_take_part_and_nobody_else(thread, reviewer, instructor, peer, at):
    answer(thread=thread, author=instructor, text="已补。", at=at)
    assert Outgoing.objects.filter(kind="review_comment_answered").latest("pk").member_ids == [reviewer.pk]
    answer(thread=thread, author=reviewer, text="好。", at=at)
    assert Outgoing.objects.filter(kind="review_comment_answered").latest("pk").member_ids == [instructor.pk]


def test_a_thread_is_resolved_and_opened_again(thread, instructor, at):
    assert resolve(thread=thread, member=instructor, at=at).resolved_by == instructor
    assert reopen(thread=thread).resolved_at is None


def test_an_answer_is_not_answered_and_silence_says_nothing(thread, instructor, at):
    said = answer(thread=thread, author=instructor, text="已补。", at=at)
    with pytest.raises(Conflict):
        answer(thread=said, author=instructor, text="又。", at=at)
    with pytest.raises(Invalid):
        answer(thread=thread, author=instructor, text="  ", at=at)


def test_a_round_that_is_over_takes_no_comment(submitted, instructor, reviewer, act_of, at):
    take_back(submitted=submitted, act=act_of(instructor))
    with pytest.raises(ReviewOver):
        comment(submitted=submitted, author=reviewer, spot=Spot(), text="晚了。", at=at)
