"""Copies stand on their own; what goes to another course takes nothing from members."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses import services
from courses.availability import check, mentioned
from courses.copying import gate_within, mapped_gate
from courses.errors import AlreadyPublished
from courses.models import Lecture
from media.models import AssetUse
from quizzes.models import LectureQuiz
from school.audit.models import AuditEntry
from tests.quizzes.five_questions import draft_quiz

from .test_order_of_the_draft import titles
from .test_publishing_freezes import edit


@pytest.fixture
def elsewhere(economics, instructor, at):
    other = services.create_course(organisation=economics, member=instructor, title="另一门", at=at)
    return services.add_chapter(course=other, title="别的章", at=at)


def test_the_copy_of_a_lecture_follows_it_and_shares_its_file(course, lectures, make_asset, instructor, at):
    film = make_asset()
    services.attach_asset(lecture=lectures[0], asset=film, at=at)
    copy = services.duplicate_lecture(lecture=lectures[0], by=instructor, at=at)
    assert [title for _chapter, title in titles(course)][1] == copy.title != lectures[0].title
    assert (copy.body, copy.asset, copy.version) == (lectures[0].body, film, 1)
    assert copy.public_id != lectures[0].public_id
    assert set(AssetUse.objects.filter(asset=film).values_list("user_id", flat=True)) == {
        lectures[0].public_id,
        copy.public_id,
    } | {str(step.public_id) for step in course.steps.all()}


def test_a_long_title_leaves_room_for_the_word_copy(course, lectures, instructor, at):
    edit(lectures[0], at, title="长" * 120)
    copy = services.duplicate_lecture(lecture=lectures[0], by=instructor, at=at)
    assert len(copy.title) <= 120


def test_gates_in_a_copied_chapter_name_the_copies(course, lectures, instructor, at):
    edit(lectures[1], at, gate={"all": [{"completed": lectures[0].public_id}]})
    copy = services.duplicate_chapter(chapter=lectures[0].chapter, by=instructor, at=at)
    first, second = copy.lectures.in_draft()
    assert second.gate == {"all": [{"completed": first.public_id}]}
    assert list(course.chapters.in_draft())[1] == copy


def test_the_copy_of_a_course_is_a_draft_of_its_own(published, lectures, instructor, at):
    edit(lectures[2], at, gate={"all": [{"passed": lectures[0].public_id}]})
    copy = services.duplicate_course(course=published, by=instructor, at=at)
    assert (copy.state, copy.published_revision, copy.audiences.count()) == ("draft", None, 0)
    copies = list(Lecture.objects.in_draft().filter(chapter__course=copy))
    assert [row.title for row in copies] == [row.title for row in lectures]
    assert copies[2].gate == {"all": [{"passed": copies[0].public_id}]}
    assert AuditEntry.objects.get(action="course.duplicated").details == {"of": published.public_id}


def test_a_copied_quiz_asks_the_same_questions_and_is_changed_apart(economics, instructor, second_branch, at):
    world = draft_quiz(owner=economics, instructor=instructor, audience=second_branch, at=at)
    quiz = world.quiz
    copy = services.duplicate_lecture(lecture=world.lecture, by=instructor, at=at)
    made = LectureQuiz.objects.get(lecture=copy).quiz
    assert made.pk != quiz.pk
    assert list(made.items.in_order().values_list("question", "max_mark")) == list(
        quiz.items.in_order().values_list("question", "max_mark")
    )


def test_what_was_never_published_moves_with_its_identity(course, lectures, elsewhere, instructor, at):
    edit(lectures[1], at, gate={"all": [{"completed": lectures[0].public_id}]})
    services.move_lecture_to(lecture=lectures[1], chapter=elsewhere, by=instructor, at=at)
    [moved] = elsewhere.lectures.in_draft()
    assert (moved, moved.gate) == (lectures[1], {})
    assert len(titles(course)) == 2
    services.move_chapter_to(chapter=lectures[0].chapter, course=elsewhere.course, by=instructor, at=at)
    assert titles(elsewhere.course) == [("别的章", "九十天提醒"), ("规定", "为什么要接转")]


def test_what_was_published_stays_and_can_be_copied(published, lectures, elsewhere, instructor, at):
    with pytest.raises(AlreadyPublished):
        services.move_lecture_to(lecture=lectures[0], chapter=elsewhere, by=instructor, at=at)
    with pytest.raises(AlreadyPublished):
        services.move_chapter_to(chapter=lectures[0].chapter, course=elsewhere.course, by=instructor, at=at)
    copy = services.copy_lecture_to(lecture=lectures[0], chapter=elsewhere, by=instructor, at=at)
    whole = services.copy_chapter_to(chapter=lectures[0].chapter, course=elsewhere.course, by=instructor, at=at)
    assert copy != lectures[0]
    assert [title for _chapter, title in titles(elsewhere.course)] == ["为什么要接转", "为什么要接转", "九十天提醒"]
    assert whole.course == elsewhere.course


def test_a_draft_is_deleted_and_put_back(course, instructor, at):
    services.delete_course(course=course, member=instructor, at=at)
    course.refresh_from_db()
    assert course.removed_at == at
    services.put_back_course(course=course, member=instructor, at=at)
    course.refresh_from_db()
    assert course.removed_at is None
    assert AuditEntry.objects.filter(action__in=["course.deleted", "course.put_back"]).count() == 2


def test_a_published_course_is_not_deleted(published, instructor, at):
    with pytest.raises(AlreadyPublished):
        services.delete_course(course=published, member=instructor, at=at)


LEAF = st.one_of(
    st.just({"from": "2026-12-01T08:00:00+08:00"}),
    st.builds(lambda kind, name: {kind: name}, st.sampled_from(["completed", "passed"]), st.sampled_from("abcd")),
)
GATE = st.recursive(
    LEAF,
    lambda inner: st.one_of(
        st.builds(lambda parts: {"all": parts}, st.lists(inner, max_size=3)),
        st.builds(lambda parts: {"any": parts}, st.lists(inner, max_size=3)),
        st.builds(lambda part: {"not": part}, inner),
    ),
    max_leaves=5,
)


@given(GATE)
def test_a_gate_within_a_course_names_only_what_is_there_and_is_still_a_gate(gate):
    left = gate_within(gate, {"a", "b"})
    check(left)
    assert mentioned(left) <= {"a", "b"}
    assert mentioned(gate) <= {"a", "b"} or left != gate


@given(GATE)
def test_a_mapped_gate_has_the_same_shape(gate):
    mapped = mapped_gate(gate, {"a": "x", "b": "y"})
    assert mentioned(mapped) == {{"a": "x", "b": "y"}.get(name, name) for name in mentioned(gate)}
    assert mapped_gate(mapped, {"x": "a", "y": "b"}) == gate
