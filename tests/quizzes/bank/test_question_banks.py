"""Banks in the studio: found, searched, written in, looked up; only within reach of an author's office."""

from __future__ import annotations

import pytest
from django.test import Client

from courses.services import add_lecture
from quizzes.models import Question, QuestionBank
from quizzes.services.authoring import create_bank, create_question
from tests.quizzes.timeline.recorded import Recorded, draft_recording

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(economics, second_branch, instructor, at) -> Recorded:
    return draft_recording(owner=economics, instructor=instructor, audience=second_branch, at=at)


@pytest.fixture
def studio(client_of, instructor) -> Client:
    return client_of(instructor)


def stems(page) -> set[str]:
    return {question.stem for question, _used in page.context["rows"]}


def test_banks_of_other_organisations_do_not_exist_for_an_author(studio, draft, college):
    create_bank(organisation=college, title="学院题库")
    page = studio.get("/studio/questions/")
    assert [bank.title for bank in page.context["page"]] == ["时间轴题库"]
    other = QuestionBank.objects.get(title="学院题库")
    assert studio.get(f"/studio/questions/{other.public_id}/").status_code == 404


def test_banks_are_searched_by_title_and_owner(studio, draft, economics):
    create_bank(organisation=economics, title="另一个")
    assert [b.title for b in studio.get("/studio/questions/?q=时间轴").context["page"]] == ["时间轴题库"]
    assert studio.get("/studio/questions/?q=没有这样的").context["page"].paginator.count == 0


def test_a_bank_is_made_and_a_question_written_straight_into_it(studio, economics):
    form = {"title": "新题库", "organisation": economics.public_id}
    there = studio.post("/studio/questions/new/", form).url
    assert studio.post(f"{there}new/true_false/", {"stem": "党章是根本大法。", "right": "true"}).status_code == 302
    assert stems(studio.get(there)) == {"党章是根本大法。"}


def test_a_question_that_cannot_be_asked_is_said_so_and_not_saved(studio, draft):
    there = f"/studio/questions/{draft.bank.public_id}/new/single/"
    reply = studio.post(there, {"stem": "选哪个？", "rows": "4", "text_1": "唯一"})
    assert (reply.status_code, Question.objects.count()) == (422, 5)


def test_questions_are_searched_narrowed_and_ordered(studio, draft):
    there = f"/studio/questions/{draft.bank.public_id}/"
    assert len(stems(studio.get(there))) == 5
    assert len(stems(studio.get(f"{there}?q=学时"))) == 1
    assert len(stems(studio.get(f"{there}?kind=single"))) == 1
    by_words = [question.stem for question, _used in studio.get(f"{there}?order=text").context["rows"]]
    assert by_words == sorted(by_words)
    assert studio.get(f"{there}?kind=nonsense&order=nonsense").status_code == 200


def test_a_question_shows_its_versions_and_where_it_is_asked(studio, draft, at):
    question = draft.questions["true_false"]
    draft.place("true_false", 30_000, at=at)
    edit = f"/studio/question/{question.public_id}/edit/"
    studio.post(edit, {"stem": "预备期两年。", "right": "false"})
    page = studio.get(f"/studio/question/{question.public_id}/")
    assert (page.context["latest"].version.number, len(page.context["earlier"])) == (2, 1)
    assert [lecture.title for lecture in page.context["usage"].lectures] == ["带题的录像"]


def test_a_retired_question_leaves_the_list_and_comes_back(studio, draft):
    question = draft.questions["single"]
    here, there = f"/studio/question/{question.public_id}/retire/", f"/studio/questions/{draft.bank.public_id}/"
    assert studio.get(here).status_code == 200
    studio.post(here)
    assert len(stems(studio.get(there))) == 4
    assert len(stems(studio.get(f"{there}?show=retired"))) == 1
    studio.post(here)
    assert len(stems(studio.get(there))) == 5


def test_chosen_questions_join_a_quiz(studio, draft, at):
    quiz = add_lecture(chapter=draft.lecture.chapter, kind="quiz", title="测验", at=at)
    chosen = [draft.questions[kind].public_id for kind in ("single", "numeric")]
    studio.post(f"/studio/lectures/{quiz.public_id}/pick/", {"question": chosen})
    page = studio.get(f"/studio/lectures/{quiz.public_id}/quiz/")
    assert len(page.context["questions"]) == 2


def test_a_stranger_and_a_learner_are_kept_out(client_of, draft, learner, outsider):
    question = draft.questions["single"].public_id
    for member, expected in ((learner, 403), (outsider, 403)):
        assert client_of(member).get("/studio/questions/").status_code == expected
        assert client_of(member).get(f"/studio/question/{question}/").status_code == 404


def test_a_long_bank_costs_as_many_queries_as_a_short_one(studio, draft, instructor, at, django_assert_max_num_queries):
    studio.get("/offline/")
    for number in range(40):
        create_question(
            bank=draft.bank, kind="true_false", stem=f"第{number}题", content={"right": True}, by=instructor, at=at
        )
    for there in (
        f"/studio/questions/{draft.bank.public_id}/",
        "/studio/questions/",
        f"/studio/lectures/{draft.lecture.public_id}/pick/",
    ):
        with django_assert_max_num_queries(12):
            assert studio.get(there).status_code == 200
