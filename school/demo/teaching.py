"""Putting the written courses into the school, through the services that authors use."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from courses.models import Chapter, Course, Lecture
from courses.services import add_chapter, add_lecture, create_course, publish_course
from quizzes.models import Question, QuestionBank
from quizzes.services.authoring import create_bank, create_question
from quizzes.services.composing import create_quiz
from school.demo.courseware import CourseText, LectureText, QuizText, courses
from school.demo.founding import College
from school.demo.questions import question_content
from school.organisation.models import Member, Organisation, Role


@transaction.atomic
def teach_courses(*, college: College, at: datetime) -> list[Course]:
    """Write and publish every course, films excepted: those join their course once they can be played."""
    return [_write_course(college, text, at) for text in courses()]


def _write_course(college: College, text: CourseText, at: datetime) -> Course:
    head = text.head
    owner = college.general_named(head.owner) if head.owner else college.root
    author = _author_at(college, owner)
    course = create_course(
        organisation=owner, member=author, title=head.title, summary=head.summary, required=head.required, at=at
    )
    bank = create_bank(organisation=owner, title=head.group)
    for chapter_text in head.chapter:
        chapter = add_chapter(course=course, title=chapter_text.title, at=at)
        for lecture_text in chapter_text.lecture:
            match lecture_text.kind:
                case "article":
                    _add(lecture_text, chapter, at, body=text.article(lecture_text))
                case "quiz":
                    questions = _write_questions(text.quiz(lecture_text), bank, author, at)
                    _add_quiz(text.quiz(lecture_text), _add(lecture_text, chapter, at), questions, at)
    publish_course(course=course, member=author, audiences=[owner], at=at)
    course.refresh_from_db()
    return course


def _add_quiz(quiz: QuizText, lecture: Lecture, questions: Iterator[Question], at: datetime) -> None:
    create_quiz(lecture=lecture, title=quiz.title, pass_percent=quiz.pass_percent, questions=questions, at=at)


def _add(lecture_text: LectureText, chapter: Chapter, at: datetime, *, body: str = "") -> Lecture:
    return add_lecture(
        chapter=chapter,
        kind=lecture_text.kind,
        title=lecture_text.title,
        summary=lecture_text.summary,
        body=body,
        minutes=lecture_text.minutes,
        at=at,
    )


def _write_questions(quiz: QuizText, bank: QuestionBank, author: Member, at: datetime) -> Iterator[Question]:
    for question in quiz.question:
        yield create_question(
            bank=bank,
            kind=question.kind,
            stem=question.stem,
            content=question_content(question),
            explanation=question.explanation,
            source=question.source,
            by=author,
            at=at,
        )


def _author_at(college: College, owner: Organisation) -> Member:
    """An instructor of the owner itself, the people of the demo sign-in first."""
    members = college.by_number()
    return next(
        members[office.number]
        for office in college.plan.offices
        if office.role == Role.INSTRUCTOR and college.place_of(office).pk == owner.pk
    )
