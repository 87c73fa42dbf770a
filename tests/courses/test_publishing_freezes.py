"""Publishing freezes every kind in one transaction; what members see does not follow the draft."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from courses import services
from courses.errors import NotReadyToPublish, RevisionIsImmutable
from courses.models import Course, CourseAudience, CourseRevision, CourseState, Lecture, LectureRevision
from media.models import AssetUse
from school.audit.models import AuditEntry
from school.events.models import EventRecord

pytestmark = pytest.mark.pg


def edit(lecture: Lecture, at, **changes):
    fields = {name: getattr(lecture, name) for name in ("title", "summary", "body", "minutes", "gate")}
    fields |= {"intro_ends_ms": lecture.intro_ends_ms, "credits_start_ms": lecture.credits_start_ms}
    return services.edit_lecture(lecture=lecture, at=at, **(fields | changes))


def test_a_revision_keeps_every_lecture_in_order(published, lectures):
    revision = published.published_revision
    assert revision.number == 1
    assert [row.title for row in revision.lectures.in_order()] == ["为什么要接转", "九十天提醒", "批量办理"]
    assert [chapter["title"] for chapter in revision.outline] == ["规定", "操作"]
    assert [part["title"] for part in revision.outline[0]["lectures"]] == ["为什么要接转", "九十天提醒"]


def test_editing_after_publishing_does_not_change_what_was_published(published, lectures, at):
    shown = LectureRevision.objects.get(lecture=lectures[0])
    before = (shown.title, shown.body, shown.content)
    edit(lectures[0], at, title="新的题目", body="新的文字")
    services.remove_lecture(lecture=lectures[1], at=at)
    services.edit_course(course=published, title="新的课程名", summary="", required=True, at=at)
    shown = LectureRevision.objects.get(lecture=lectures[0])
    assert (shown.title, shown.body, shown.content) == before
    assert shown.revision.lectures.count() == 3
    assert shown.revision.title == "组织关系接转"
    assert not shown.revision.required


def test_publishing_again_makes_a_second_revision_and_keeps_the_first(
    published, lectures, instructor, second_branch, at
):
    first = published.published_revision
    edit(lectures[0], at, title="新的题目")
    second = services.publish_course(course=published, member=instructor, audiences=[second_branch], at=at)
    published.refresh_from_db()
    assert (second.number, published.published_revision) == (2, second)
    assert first.lectures.in_order()[0].title == "为什么要接转"
    assert second.lectures.in_order()[0].title == "新的题目"


@pytest.mark.parametrize("rows", [CourseRevision, LectureRevision])
def test_a_revision_cannot_be_changed(published, rows):
    row = rows.objects.first()
    row.title = "篡改"
    with pytest.raises(RevisionIsImmutable):
        row.save()
    with pytest.raises(RevisionIsImmutable):
        row.delete()
    with pytest.raises(RevisionIsImmutable):
        rows.objects.update(title="篡改")
    assert not rows.objects.filter(title="篡改").exists()


def test_every_problem_is_told_at_once(course, lectures, instructor, second_branch, at, make_asset):
    edit(lectures[0], at, body="")
    services.add_lecture(chapter=lectures[2].chapter, kind="video", title="没有录像", at=at)
    services.add_lecture(
        chapter=lectures[2].chapter,
        kind="video",
        title="还在转码",
        asset=make_asset(state="stored", published_level=0, edition="", duration_ms=None),
        at=at,
    )
    services.add_chapter(course=course, title="空的一章", at=at)
    with pytest.raises(NotReadyToPublish) as refused:
        services.publish_course(course=course, member=instructor, audiences=[], at=at)
    problems = refused.value.problems
    for named in ("为什么要接转", "没有录像", "还在转码", "空的一章"):
        assert sum(named in problem for problem in problems) == 1
    assert len(problems) == 5
    course.refresh_from_db()
    assert course.state == CourseState.DRAFT
    assert not CourseRevision.objects.exists()


def test_an_empty_course_cannot_be_published(economics, instructor, second_branch, at):
    empty = services.create_course(organisation=economics, member=instructor, title="空", at=at)
    with pytest.raises(NotReadyToPublish):
        services.publish_course(course=empty, member=instructor, audiences=[second_branch], at=at)


def test_a_published_recording_is_held_by_its_revision(course, lectures, instructor, second_branch, at, make_asset):
    old, new = make_asset(), make_asset(title="重拍")
    video = services.add_lecture(chapter=lectures[0].chapter, kind="video", title="演示", asset=old, at=at)
    services.publish_course(course=course, member=instructor, audiences=[second_branch], at=at)
    services.attach_asset(lecture=video, asset=new, at=at)
    kinds = set(AssetUse.objects.filter(asset=old).values_list("user_kind", flat=True))
    assert kinds == {"lecture_revision"}
    assert AssetUse.objects.filter(asset=new, user_kind="lecture").exists()


def test_a_recording_is_as_long_as_it_is_unless_the_author_says_otherwise(
    course, lectures, instructor, second_branch, at, make_asset
):
    video = services.add_lecture(
        chapter=lectures[0].chapter, kind="video", title="演示", asset=make_asset(duration_ms=684_000), at=at
    )
    edit(video, at, intro_ends_ms=12_000, credits_start_ms=670_000)
    services.publish_course(course=course, member=instructor, audiences=[second_branch], at=at)
    shown = LectureRevision.objects.get(lecture=video)
    assert str(shown.minutes) == "11.40"
    assert (shown.required_from_ms, shown.required_to_ms) == (12_000, 670_000)


def test_a_gate_that_waits_for_a_later_lecture_cannot_be_published(course, lectures, instructor, second_branch, at):
    edit(lectures[0], at, gate={"all": [{"completed": lectures[2].public_id}]})
    with pytest.raises(NotReadyToPublish) as refused:
        services.publish_course(course=course, member=instructor, audiences=[second_branch], at=at)
    assert "为什么要接转" in refused.value.problems[0]


def test_publishing_is_announced_and_audited(published, instructor, second_branch):
    announced = EventRecord.objects.get(kind="courses.CoursePublished").payload
    assert announced["course_id"] == published.pk
    assert list(announced["organisation_paths"]) == [second_branch.path]
    entry = AuditEntry.objects.get(action="course.published")
    assert (entry.actor_id, entry.subject_id) == (instructor.public_id, published.public_id)


def test_withdrawing_hides_the_course_and_keeps_its_revisions(published, instructor, learner, authority, at):
    services.withdraw_course(course=published, member=instructor, reason="内容过期", at=at)
    assert not Course.objects.visible_to(authority(learner)).exists()
    assert LectureRevision.objects.count() == 3
    assert AuditEntry.objects.get(action="course.withdrawn").reason == "内容过期"
    assert EventRecord.objects.filter(kind="courses.CourseWithdrawn").exists()


def test_a_published_course_without_a_revision_is_refused_by_the_database(course):
    with pytest.raises(IntegrityError), transaction.atomic():
        Course.objects.filter(pk=course.pk).update(state=CourseState.PUBLISHED)


def test_the_audience_is_replaced_not_doubled(published, instructor, second_branch, third_branch, at):
    services.publish_course(course=published, member=instructor, audiences=[third_branch, third_branch], at=at)
    assert [row.organisation for row in CourseAudience.objects.filter(course=published)] == [third_branch]
