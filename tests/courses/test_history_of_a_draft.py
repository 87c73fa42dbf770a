"""Every change of a draft is a step: told in words, undone, done again, put back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from courses import services
from courses.draft_state import draft_state
from courses.errors import ChapterGone, NothingToUndo, StepOutdated, StepWentElsewhere
from courses.models import Chapter, DraftStep, Lecture
from courses.services.step_files import forget_steps
from media.models import AssetUse
from school.audit.models import AuditEntry
from school.organisation.models import BuiltInKind, Member
from school.organisation.services.founding import found_organisation

from .test_publishing_freezes import edit

pytestmark = pytest.mark.pg


def undo(course, by, at):
    return services.undo_step(course=course, number=course.steps.last_done().number, by=by, at=at)


def redo(course, by, at):
    return services.redo_step(course=course, number=course.steps.next_undone().number, by=by, at=at)


def sentences(course) -> list[str]:
    with translation.override("en"):
        return [step.sentence for step in course.steps.order_by("number")]


def test_a_change_is_told_with_its_author_and_time(course, lectures, instructor, at):
    services.move_lecture(lecture=lectures[0], direction="down", at=at, by=instructor)
    services.edit_chapter(chapter=lectures[0].chapter, title="总则", at=at, by=instructor)
    services.remove_lecture(lecture=lectures[1], at=at, by=instructor)
    assert sentences(course) == [
        "Moved “为什么要接转”.",
        "Renamed the chapter “规定” to “总则”.",
        "Took out “九十天提醒”.",
    ]
    step = course.steps.get(number=1)
    assert (step.by, step.at, step.state) == (instructor, at, "done")


def test_a_change_that_changes_nothing_leaves_no_step(course, lectures, instructor, at):
    services.move_lecture(lecture=lectures[0], direction="up", at=at, by=instructor)
    assert not course.steps.exists()


def test_edits_of_one_author_in_a_row_are_one_step(course, lectures, instructor, at):
    for seconds, text in enumerate(("一", "一二", "一二三")):
        edit(lectures[0], at + timedelta(seconds=seconds), summary=text, by=instructor)
    assert sentences(course) == ["Edited “为什么要接转”."]
    undo(course, instructor, at)
    lectures[0].refresh_from_db()
    assert lectures[0].summary == ""


def test_an_edit_after_a_pause_or_of_another_lecture_is_a_step_of_its_own(course, lectures, instructor, secretary, at):
    edit(lectures[0], at, summary="一", by=instructor)
    edit(lectures[1], at, summary="一", by=instructor)
    edit(lectures[1], at, summary="二", by=secretary)
    edit(lectures[1], at + timedelta(hours=1), summary="三", by=secretary)
    assert course.steps.count() == 4


def test_undone_and_done_again_until_something_else_is_done(course, lectures, instructor, at):
    services.move_lecture(lecture=lectures[0], direction="down", at=at, by=instructor)
    moved = draft_state(course.pk)
    undo(course, instructor, at)
    assert Lecture.objects.in_draft().first() == lectures[0]
    redo(course, instructor, at)
    assert draft_state(course.pk) == moved
    undo(course, instructor, at)
    services.add_chapter(course=course, title="新章", at=at, by=instructor)
    assert course.steps.next_undone() is None
    assert [step.state for step in course.steps.order_by("number")] == ["passed", "done"]


def test_only_the_step_that_the_page_showed_is_undone(course, lectures, instructor, at):
    services.add_chapter(course=course, title="甲", at=at, by=instructor)
    services.add_chapter(course=course, title="乙", at=at, by=instructor)
    with pytest.raises(NothingToUndo):
        services.undo_step(course=course, number=1, by=instructor, at=at)


def test_undoing_the_work_of_somebody_else_is_audited(course, instructor, secretary, at):
    services.add_chapter(course=course, title="甲", at=at, by=secretary)
    services.add_chapter(course=course, title="乙", at=at, by=instructor)
    undo(course, instructor, at)
    assert not AuditEntry.objects.filter(action="course.step_undone").exists()
    undo(course, instructor, at)
    entry = AuditEntry.objects.get(action="course.step_undone")
    assert entry.details == {"step": 1, "of": secretary.public_id}


def test_a_draft_that_was_changed_in_another_way_is_not_turned_back(course, lectures, instructor, at):
    services.edit_chapter(chapter=lectures[0].chapter, title="总则", at=at, by=instructor)
    Chapter.objects.filter(pk=lectures[0].chapter_id).update(title="别处改的")
    with pytest.raises(StepOutdated):
        undo(course, instructor, at)
    assert Chapter.objects.get(pk=lectures[0].chapter_id).title == "别处改的"


def test_the_file_of_a_removed_lecture_is_held_and_comes_back(course, lectures, make_asset, instructor, at):
    film = make_asset()
    services.attach_asset(lecture=lectures[0], asset=film, at=at, by=instructor)
    services.remove_lecture(lecture=lectures[0], at=at, by=instructor)
    services.add_chapter(course=course, title="之后", at=at, by=instructor)
    assert set(AssetUse.objects.filter(asset=film).values_list("user_kind", flat=True)) == {"draft_step"}
    step = course.steps.get(what="lecture_removed")
    services.put_back(course=course, step=step, by=instructor, at=at)
    lectures[0].refresh_from_db()
    assert (lectures[0].removed_at, lectures[0].asset) == (None, film)
    assert lectures[0].chapter.lectures.in_draft().last() == lectures[0]
    assert AssetUse.objects.filter(asset=film, user_kind="lecture").exists()
    with pytest.raises(NothingToUndo):
        services.put_back(course=course, step=step, by=instructor, at=at)


def test_a_chapter_comes_back_with_its_lectures(course, lectures, instructor, at):
    services.remove_chapter(chapter=lectures[0].chapter, at=at, by=instructor)
    services.put_back(course=course, step=course.steps.get(), by=instructor, at=at)
    found = Lecture.objects.in_draft().filter(chapter__course=course).values_list("title", flat=True)
    assert list(found) == ["批量办理", "为什么要接转", "九十天提醒"]
    undo(course, instructor, at)
    assert Lecture.objects.in_draft().filter(chapter__course=course).count() == 1


def test_a_lecture_whose_chapter_is_gone_goes_into_the_last_one(course, lectures, instructor, at):
    services.remove_lecture(lecture=lectures[0], at=at, by=instructor)
    step = course.steps.get()
    services.remove_chapter(chapter=lectures[0].chapter, at=at, by=instructor)
    services.put_back(course=course, step=step, by=instructor, at=at)
    lectures[0].refresh_from_db()
    assert lectures[0].chapter == lectures[2].chapter
    services.remove_lecture(lecture=lectures[0], at=at, by=instructor)
    services.remove_chapter(chapter=lectures[2].chapter, at=at, by=instructor)
    with pytest.raises(ChapterGone):
        services.put_back(course=course, step=course.steps.filter(what="lecture_removed").last(), by=instructor, at=at)


def test_what_went_to_another_course_is_not_undone_here(course, lectures, economics, instructor, at):
    other = services.create_course(organisation=economics, member=instructor, title="另一门", at=at)
    chapter = services.add_chapter(course=other, title="章", at=at)
    services.move_lecture_to(lecture=lectures[2], chapter=chapter, by=instructor, at=at)
    for draft in (course, other):
        with pytest.raises(StepWentElsewhere):
            undo(draft, instructor, at)


def test_old_steps_are_forgotten_with_the_files_that_only_they_held(course, lectures, make_asset, instructor, at):
    film = make_asset()
    services.attach_asset(lecture=lectures[0], asset=film, at=at, by=instructor)
    services.remove_lecture(lecture=lectures[0], at=at, by=instructor)
    assert forget_steps(at=at + timedelta(days=89)) == 0
    assert forget_steps(at=at + timedelta(days=91)) == 2
    assert not AssetUse.objects.filter(asset=film).exists()


def test_who_wrote_in_a_draft_is_remembered_until_members_see_it(course, lectures, instructor, second_branch, at):
    services.remove_lecture(lecture=lectures[0], at=at, by=instructor)
    undo(course, instructor, at)
    late = at + timedelta(days=91)
    assert forget_steps(at=late) == 1
    assert forget_steps(at=late) == 0
    step = DraftStep.objects.get()
    assert (step.by, step.changes, step.state) == (instructor, [], "passed")
    services.publish_course(course=course, member=instructor, audiences=[second_branch], at=late)
    assert forget_steps(at=late + timedelta(days=91)) == 1
    assert not DraftStep.objects.exists()


ACTS = st.tuples(
    st.sampled_from(["add", "remove", "place", "rename", "copy", "chapter", "chapter_out", "chapter_place"]),
    st.integers(0, 9),
    st.integers(0, 9),
)


class AnySequence(TestCase):
    @settings(max_examples=25, deadline=None)
    @given(st.lists(ACTS, min_size=1, max_size=8))
    def test_undoing_everything_brings_the_first_draft_back_and_redoing_the_last(self, acts):
        at = datetime(2026, 11, 23, tzinfo=UTC)
        root = found_organisation(parent=None, kind=BuiltInKind.COMMITTEE, name="党委")
        member = Member.objects.create_user("N1", name="作者")
        course = services.create_course(organisation=root, member=member, title="课", at=at)
        for name in "甲乙":
            chapter = services.add_chapter(course=course, title=name, at=at)
            for number in range(2):
                services.add_lecture(chapter=chapter, kind="article", title=f"{name}{number}", at=at)
        states = [_shown(course)]
        for act, one, other in acts:
            _do(course, act, one, other, member, at)
            states.append(_shown(course))
        steps = course.steps.count()
        for _step in range(steps):
            undo(course, member, at)
        assert _shown(course) == states[0]
        for _step in range(steps):
            redo(course, member, at)
        assert _shown(course) == states[-1]


def _shown(course) -> list[tuple[str, int, str, int]]:
    rows = Lecture.objects.in_draft().filter(chapter__course=course)
    assert len({(row.chapter_id, row.position) for row in rows}) == len(rows)
    chapters = [(row.title, row.position, "", 0) for row in course.chapters.in_draft()]
    return chapters + [(row.chapter.title, row.chapter.position, row.title, row.position) for row in rows]


def _do(course, act: str, one: int, other: int, member: Member, at: datetime) -> None:
    chapters = list(course.chapters.in_draft())
    lectures = list(Lecture.objects.in_draft().filter(chapter__course=course).select_related("chapter"))
    chapter = chapters[one % len(chapters)] if chapters else None
    lecture = lectures[one % len(lectures)] if lectures else None
    if act == "chapter" or chapter is None:
        services.add_chapter(course=course, title=f"章{one}", at=at, by=member)
    elif act == "chapter_out":
        services.remove_chapter(chapter=chapter, at=at, by=member)
    elif act == "chapter_place":
        before = chapters[other % len(chapters)]
        services.place_chapter(chapter=chapter, before=None if before == chapter else before, at=at, by=member)
    elif act == "add" or lecture is None:
        services.add_lecture(chapter=chapter, kind="article", title=f"讲{one}", at=at, by=member)
    elif act == "remove":
        services.remove_lecture(lecture=lecture, at=at, by=member)
    elif act == "place":
        goal = chapters[other % len(chapters)]
        services.place_lecture(lecture=lecture, chapter=goal, before=None, at=at, by=member)
    elif act == "copy":
        services.duplicate_lecture(lecture=lecture, by=member, at=at)
    else:
        services.retitle(row=lecture, title=f"改{other}", before=lecture.title, by=member, at=at)
