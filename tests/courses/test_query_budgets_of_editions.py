"""Comparing editions and publishing anew stay within the budget of a page, with whatever stands in the draft."""

from __future__ import annotations

from typing import Any

import pytest

from courses.models import Lecture
from courses.services import add_lecture
from quizzes.services.composing import create_quiz
from tests.courses.test_query_budgets import PAGE, grown, queries  # noqa: F401  # a fixture
from tests.quizzes.five_questions import draft_quiz


@pytest.fixture
def pending(grown, instructor, second_branch, economics, at):  # noqa: F811
    """pending(3) → the course, published with that many quizzes and articles, each of them edited since."""
    asked = draft_quiz(owner=economics, instructor=instructor, audience=second_branch, at=at).quiz
    questions = [item.question for item in asked.items.all()]

    def grow(count: int) -> Any:
        course, first = grown(1)
        for number in range(count):
            quiz = add_lecture(chapter=first.chapter, kind="quiz", title=f"测{number}", at=at)
            create_quiz(lecture=quiz, questions=questions, at=at)
        grown(max(count, 1))
        for lecture in Lecture.objects.in_draft().filter(chapter__course=course):
            Lecture.objects.filter(pk=lecture.pk).update(title=f"{lecture.title}改")
        return course

    return grow


@pytest.mark.parametrize(
    ("page", "budget"),
    [
        ("compare/", PAGE),
        ("compare/?from=1&to=2", PAGE),
        # The questions of its quizzes cost two more, however many they are.
        ("publish/?organisations={branch}", PAGE + 2),
    ],
)
def test_pages_of_a_course_with_changes(pending, client_of, instructor, second_branch, page, budget):
    client = client_of(instructor)
    client.get("/offline/")
    counts = []
    for count in (1, 5):
        course = pending(count)
        address = f"/studio/courses/{course.public_id}/" + page.format(branch=second_branch.public_id)
        counts.append(queries(client, address))
    assert counts[0] == counts[1] <= budget


def test_publishing_changed_articles_anew(pending, client_of, instructor, second_branch):
    client = client_of(instructor)
    client.get("/offline/")
    address = f"/studio/courses/{pending(0).public_id}/publish/?organisations={second_branch.public_id}"
    assert client.get(address).context["classes"]
    assert queries(client, address) <= PAGE
