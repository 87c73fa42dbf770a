"""The author puts questions of the bank on a recording; what was asked is frozen with the revision."""

from __future__ import annotations

from datetime import timedelta

import pytest

from courses.errors import NotReadyToPublish
from courses.freezing import changes_to_publish, freeze_draft
from courses.services.duplicating import duplicate_lecture
from quizzes.models import TimelineQuestion
from quizzes.services.authoring import retire_question, revise_question
from quizzes.timeline_rules import markers_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def studio(client_of, instructor):
    return client_of(instructor)


def address(draft, rest: str = "") -> str:
    return f"/studio/lectures/{draft.lecture.public_id}/{rest}"


def test_several_are_chosen_from_the_banks_and_stand_apart(studio, draft):
    chosen = [draft.questions[kind].public_id for kind in ("single", "numeric")]
    page = studio.get(address(draft, "pick/?at=0:30&q=学时"))
    assert (draft.questions["numeric"].public_id in page.content.decode()) is True
    assert (draft.questions["single"].public_id in page.content.decode()) is False
    studio.post(address(draft, "pick/"), {"question": chosen, "at": "0:30"})
    placed = TimelineQuestion.objects.in_order().values_list("at_ms", "required", "retry")
    assert list(placed) == [(30_000, True, "until_right"), (50_000, True, "until_right")]
    assert studio.get(address(draft, "questions/")).status_code == 200


def test_a_question_is_written_for_a_moment_and_stands_in_the_bank(studio, draft):
    form = {"stem": "入党誓词共多少字？", "right": "true", "at": "1:05"}
    assert studio.post(address(draft, "questions/new/true_false/"), form).status_code == 302
    placed = TimelineQuestion.objects.get()
    assert (placed.at_ms, placed.question.latest.stem) == (65_000, "入党誓词共多少字？")


def test_moment_and_rules_are_changed_and_what_cannot_be_read_is_said(studio, draft, at):
    placed = draft.place("single", 30_000, at=at)
    here = address(draft, f"questions/{placed.public_id}/")
    assert studio.post(here, {"at": "soon", "retry": "once"}).status_code == 422
    studio.post(here, {"at": "0:45", "retry": "once"})
    placed.refresh_from_db()
    assert (placed.at_ms, placed.required, placed.retry, placed.explains) == (45_000, False, "once", False)


def test_taking_it_away_leaves_it_in_the_bank(studio, draft, at):
    placed = draft.place("single", 30_000, at=at)
    studio.post(address(draft, f"questions/{placed.public_id}/lift/"))
    assert not TimelineQuestion.objects.exists()
    assert draft.questions["single"].versions.exists()


def test_an_author_is_told_what_to_look_at_again(studio, draft, at):
    draft.lecture.intro_ends_ms = 10_000
    draft.lecture.save()
    for kind, moment in (("single", 5_000), ("multiple", 15_000), ("numeric", 119_000)):
        draft.place(kind, moment, at=at)
    rows = studio.get(address(draft, "questions/")).context["rows"]
    assert [len(row.warnings) for row in rows] == [1, 1, 0]


def test_a_moment_beyond_the_end_keeps_the_course_from_being_published(draft, at):
    draft.place("single", 120_000, at=at)
    with pytest.raises(NotReadyToPublish):
        draft.publish(at)


def test_the_revision_keeps_the_versions_that_were_published(draft, instructor, at):
    draft.place("true_false", 30_000, at=at)
    shown = draft.publish(at)
    before = markers_of(shown.content)[0].question_version
    content = {"right": False, "feedback_true": "", "feedback_false": ""}
    revise_question(question=draft.questions["true_false"], stem="反过来", content=content, by=instructor, at=at)
    shown.refresh_from_db()
    assert markers_of(shown.content)[0].question_version == before


def test_a_change_on_the_timeline_is_a_change_of_the_lecture(draft, instructor, at):
    placed = draft.place("true_false", 30_000, at=at)
    draft.publish(at)
    course = draft.lecture.chapter.course
    course.refresh_from_db()

    def changes():
        return changes_to_publish(course=course, draft=freeze_draft(course=course, member=instructor, at=at))

    assert not changes().any
    TimelineQuestion.objects.filter(pk=placed.pk).update(at_ms=40_000)
    assert changes().any


def test_a_copy_of_the_lecture_asks_the_same(draft, instructor, at):
    draft.place("true_false", 30_000, at=at, required=False)
    copy = duplicate_lecture(lecture=draft.lecture, by=instructor, at=at + timedelta(minutes=1))
    assert list(copy.timeline_questions.values_list("at_ms", "question", "required")) == [
        (30_000, draft.questions["true_false"].pk, False)
    ]


def test_the_same_question_is_asked_once_and_a_retired_one_not_at_all(studio, draft, at):
    draft.place("single", 30_000, at=at)
    retire_question(question=draft.questions["numeric"], at=at)
    page = studio.get(address(draft, "pick/"))
    offered = {question.kind for question, _preview in page.context["previews"]}
    assert offered == {"multiple", "true_false", "short_text"}
    chosen = [draft.questions[kind].public_id for kind in ("single", "numeric")]
    studio.post(address(draft, "pick/"), {"question": chosen, "at": "1:00"})
    assert TimelineQuestion.objects.count() == 1


def test_an_article_has_no_timeline(studio, draft, at):
    draft.lecture.kind = "article"
    draft.lecture.save()
    assert studio.get(address(draft, "questions/")).status_code == 404
