"""What the written courses promise: enough text, nothing said twice, rules cited, questions that can be asked."""

from __future__ import annotations

import re
from collections import defaultdict
from decimal import Decimal

import pytest

from quizzes.content import parse_content
from school.demo.college.tables import DATA
from school.demo.courseware import CONTENT, CourseText, courses
from school.demo.questions import question_content

COURSES = courses()
KINDS = {"single", "multiple", "true_false", "short_text", "numeric"}


def articles(course: CourseText):
    return [(lecture, course.article(lecture)) for lecture in course.lectures if lecture.kind == "article"]


def sentences(text: str) -> set[str]:
    """Sentences of some length, without marks, so that a changed comma does not hide a copy."""
    bare = (re.sub(r"\W", "", part) for part in re.split(r"[。！？；\n|]", text))
    return {part for part in bare if len(part) >= 6}


def all_text(course: CourseText) -> str:
    parts = [course.head.title, course.head.summary]
    for lecture in course.lectures:
        parts += [lecture.title, lecture.summary]
        if lecture.kind == "article":
            parts.append(course.article(lecture))
        elif lecture.kind == "video":
            parts += [slide.caption for slide in course.film(lecture).slide]
        else:
            parts += [text for q in course.quiz(lecture).question for text in (q.stem, q.explanation)]
    return "\n".join(parts)


def test_there_are_fifteen_courses_and_three_films():
    assert len(COURSES) == 15
    assert sum(lecture.kind == "video" for course in COURSES for lecture in course.lectures) == 3


@pytest.mark.parametrize("course", COURSES, ids=lambda course: course.slug)
def test_every_article_has_at_least_eight_hundred_chinese_characters(course):
    for lecture, text in articles(course):
        assert len(re.findall(r"[\u4e00-\u9fff]", text)) >= 800, lecture.title


def test_no_sentence_stands_in_two_courses():
    found = defaultdict(set)
    for course in COURSES:
        for sentence in sentences(all_text(course)):
            found[sentence].add(course.slug)
    assert {sentence: slugs for sentence, slugs in found.items() if len(slugs) > 1} == {}


@pytest.mark.parametrize("course", COURSES, ids=lambda course: course.slug)
def test_the_parts_of_a_course_add_up_to_its_minutes(course):
    assert sum(lecture.minutes for lecture in course.lectures) == Decimal(course.head.minutes)


@pytest.mark.parametrize("course", COURSES, ids=lambda course: course.slug)
def test_every_course_ends_with_five_questions_of_the_five_kinds(course):
    (quiz,) = [course.quiz(lecture) for lecture in course.lectures if lecture.kind == "quiz"]
    assert {question.kind for question in quiz.question} == KINDS
    assert len(quiz.question) == 5
    for question in quiz.question:
        content = parse_content(question.kind, question_content(question))
        assert content.problems() == []
        assert question.explanation
        assert question.source


def test_every_lecture_file_is_used_and_every_file_belongs_to_a_lecture():
    for course in COURSES:
        named = {lecture.file for lecture in course.lectures} | {"course.toml"}
        assert {path.name for path in course.folder.iterdir()} == named


def test_the_hours_of_the_year_cite_their_article():
    for course in COURSES:
        for _lecture, text in articles(course):
            for paragraph in re.findall(r"[^\n]*三十二学时[^\n]*", text):
                assert "《中国共产党党员教育管理工作条例》第二十条" in paragraph


def test_nothing_written_looks_like_an_identity_number():
    for path in (*CONTENT.rglob("*.*"), *DATA.glob("*.toml")):
        assert not re.search(r"\d{17}[\dXx]", path.read_text(encoding="utf-8")), path


def test_a_copied_sentence_would_be_found():
    assert sentences("第一句话写在这里。第二句，写在这里！") & sentences("别的话也有。第二句写在这里。")


def test_films_last_between_forty_and_ninety_seconds():
    for course in COURSES:
        for lecture in course.lectures:
            if lecture.kind == "video":
                assert 40 <= course.film(lecture).seconds <= 90
