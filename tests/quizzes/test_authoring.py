"""Questions grow by versions; a quiz is a list that two authors can change without stepping on each other."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from courses.errors import NotReadyToPublish
from courses.kinds import kind_of
from courses.services import add_chapter, add_lecture, create_course
from quizzes.errors import QuestionInvalid, RecordIsImmutable
from quizzes.models import LectureQuiz, QuestionVersion, QuizItem
from quizzes.services.authoring import create_bank, create_question, revise_question
from quizzes.services.composing import add_item, create_quiz, move_item, remove_item, set_max_mark, set_rules
from tests.quizzes.five_questions import QUESTIONS, draft_quiz

pytestmark = pytest.mark.django_db
TRUE = {"right": True}


@pytest.fixture
def draft(economics, second_branch, instructor, at):
    return draft_quiz(owner=economics, instructor=instructor, audience=second_branch, at=at)


@pytest.fixture
def question(economics, instructor, at):
    bank = create_bank(organisation=economics, title="题库")
    return create_question(bank=bank, kind="true_false", stem="预备期一年。", content=TRUE, by=instructor, at=at)


def kinds(quiz):
    return [item.question.kind for item in QuizItem.objects.in_order().filter(quiz=quiz)]


def positions(quiz):
    return list(QuizItem.objects.in_order().filter(quiz=quiz).values_list("position", flat=True))


def test_an_edit_is_a_new_version_and_the_old_one_stays(question, instructor, at):
    revise_question(question=question, stem="预备期两年。", content={"right": False}, by=instructor, at=at)
    assert [version.stem for version in question.versions.order_by("number")] == ["预备期一年。", "预备期两年。"]
    assert question.latest.content["right"] is False


def test_saving_what_stands_makes_no_version(question, instructor, at):
    before = question.latest
    after = revise_question(question=question, stem=" 预备期一年。 ", content=TRUE, by=instructor, at=at)
    assert after == before


def test_a_version_is_never_rewritten(question):
    version = question.latest
    with pytest.raises(RecordIsImmutable):
        version.save()
    with pytest.raises(RecordIsImmutable):
        QuestionVersion.objects.update(stem="")


def test_every_problem_is_told_at_once(economics, instructor, at):
    bank = create_bank(organisation=economics, title="题库")
    content = {"options": [{"text": "甲"}], "right": 5}
    with pytest.raises(QuestionInvalid) as refused:
        create_question(bank=bank, kind="single", stem=" ", content=content, by=instructor, at=at)
    assert len(refused.value.problems) == 3
    assert not bank.questions.exists()


@pytest.mark.parametrize("content", [{}, {"right": "yes"}, {"right": True, "key": 1}])
def test_content_of_the_wrong_shape_is_refused(question, instructor, at, content):
    with pytest.raises(QuestionInvalid):
        revise_question(question=question, stem="预备期一年。", content=content, by=instructor, at=at)


def test_a_bank_of_that_title_is_found_again(economics, second_branch):
    one = create_bank(organisation=economics, title="题库")
    assert create_bank(organisation=economics, title="题库") == one
    assert create_bank(organisation=second_branch, title="题库") != one


def test_a_lecture_has_one_quiz(draft, at):
    again = create_quiz(lecture=draft.lecture, at=at)
    assert again == draft.quiz
    assert LectureQuiz.objects.count() == 1


def test_questions_move_one_place_at_a_time(draft, at):
    numeric = draft.quiz.items.get(position=5)
    move_item(item=numeric, direction="up", at=at)
    assert kinds(draft.quiz) == ["single", "multiple", "true_false", "numeric", "short_text"]
    move_item(item=draft.quiz.items.get(position=1), direction="up", at=at)
    move_item(item=draft.quiz.items.get(position=5), direction="down", at=at)
    assert kinds(draft.quiz) == ["single", "multiple", "true_false", "numeric", "short_text"]
    assert positions(draft.quiz) == [1, 2, 3, 4, 5]


def test_a_question_that_leaves_closes_the_gap_and_stays_in_the_bank(draft, at):
    item = draft.quiz.items.get(position=2)
    remove_item(item=item, at=at)
    assert kinds(draft.quiz) == ["single", "true_false", "short_text", "numeric"]
    assert positions(draft.quiz) == [1, 2, 3, 4]
    assert item.question.versions.exists()


def test_the_same_question_is_asked_once(draft, question, at):
    first = add_item(quiz=draft.quiz, question=question, at=at)
    assert add_item(quiz=draft.quiz, question=question, at=at) == first
    assert first.position == 6


def test_a_question_is_worth_more_than_nothing(draft, at):
    item = draft.quiz.items.get(position=1)
    assert set_max_mark(item=item, max_mark=Decimal("2.5"), at=at).max_mark == Decimal("2.5")
    with pytest.raises(IntegrityError), transaction.atomic():
        set_max_mark(item=item, max_mark=Decimal(0), at=at)


def test_publishing_freezes_versions_and_rules_but_no_key(draft, at):
    set_rules(quiz=draft.quiz, pass_percent=80, attempts_allowed=3, time_limit_minutes=20, release="after_last", at=at)
    frozen = kind_of("quiz").freeze(draft.lecture)
    assert {name: frozen[name] for name in frozen if name not in {"items", "quiz"}} == {
        "pass_percent": 80,
        "attempts_allowed": 3,
        "time_limit_minutes": 20,
        "release": "after_last",
    }
    assert [set(item) for item in frozen["items"]] == [{"item", "question_version", "max_mark"}] * len(QUESTIONS)


def test_a_quiz_without_questions_cannot_be_published(economics, second_branch, instructor, at):
    world = draft_quiz(owner=economics, instructor=instructor, audience=second_branch, at=at, times=0)
    with pytest.raises(NotReadyToPublish) as refused:
        world.publish(at)
    assert world.lecture.title in refused.value.problems[0]


def test_a_quiz_lecture_nobody_opened_cannot_be_published(economics, second_branch, instructor, at):
    course = create_course(organisation=economics, member=instructor, title="空课程", at=at)
    chapter = add_chapter(course=course, title="一", at=at)
    lecture = add_lecture(chapter=chapter, kind="quiz", title="空测验", at=at)
    assert kind_of("quiz").problems_before_publishing(lecture)


def test_a_question_spoilt_behind_our_back_is_named_by_its_number(draft, at):
    version = draft.quiz.items.get(position=3).question.latest
    QuestionVersion._base_manager.filter(pk=version.pk).update(content={"right": "maybe"})
    [problem] = kind_of("quiz").problems_before_publishing(draft.lecture)
    assert "3" in problem
    assert draft.lecture.title in problem
