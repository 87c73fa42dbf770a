"""Editing a quiz in plain forms: five kinds, nothing typed is lost, only for those who may edit the course."""

import pytest

from courses.services import add_chapter, add_lecture, create_course
from quizzes.models import Attempt, Quiz, QuizItem
from tests.quizzes.five_questions import SECRETS, draft_quiz

pytestmark = pytest.mark.django_db

COMMON = {"stem": "新题", "max_mark": "2", "explanation": "因为如此。", "source": "党章第一条"}
POSTED = {
    "single": COMMON | {"rows": "4", "text_1": "甲", "text_3": "乙", "feedback_3": "对了", "right": "3"},
    "multiple": COMMON
    | {"rows": "3", "text_1": "甲", "extra_1": "on", "text_2": "乙", "text_3": "丙", "extra_3": "on"},
    "true_false": COMMON | {"right": "false", "feedback_true": "再想想"},
    "short_text": COMMON | {"rows": "2", "text_1": "党章", "extra_1": "1", "text_2": "章程", "extra_2": "1/2"},
    "numeric": COMMON | {"value": "３２", "tolerance": "0.5", "unit": "学时"},
}
STORED = {
    "single": {"options": [{"text": "甲", "feedback": ""}, {"text": "乙", "feedback": "对了"}], "right": 1},
    "multiple": {
        "options": [
            {"text": "甲", "feedback": "", "share": "1/2"},
            {"text": "乙", "feedback": "", "share": "-1/2"},
            {"text": "丙", "feedback": "", "share": "1/2"},
        ]
    },
    "true_false": {"right": False, "feedback_true": "再想想", "feedback_false": ""},
    "short_text": {
        "variants": [
            {"text": "党章", "share": "1", "feedback": ""},
            {"text": "章程", "share": "1/2", "feedback": ""},
        ]
    },
    "numeric": {"value": "32", "tolerance": "0.5", "unit": "学时"},
}


@pytest.fixture
def lecture(economics, instructor, at):
    course = create_course(organisation=economics, member=instructor, title="新课", at=at)
    return add_lecture(chapter=add_chapter(course=course, title="一", at=at), kind="quiz", title="测验", at=at)


@pytest.fixture
def draft(economics, second_branch, instructor, at):
    return draft_quiz(owner=economics, instructor=instructor, audience=second_branch, at=at)


@pytest.fixture
def author(client_of, instructor):
    return client_of(instructor)


def studio(lecture, rest=""):
    return f"/studio/lectures/{lecture.public_id}/quiz/{rest}"


@pytest.mark.parametrize("kind", POSTED)
def test_a_question_of_each_kind_is_written_and_shown_again(author, lecture, kind):
    assert author.get(studio(lecture, f"new/{kind}/")).status_code == 200
    assert author.post(studio(lecture, f"new/{kind}/"), POSTED[kind]).url == studio(lecture)
    item = QuizItem.objects.get()
    assert item.question.kind == kind
    assert item.question.latest.content == STORED[kind]
    assert item.max_mark == 2
    page = author.get(studio(lecture, f"{item.public_id}/")).content.decode()
    for typed in ("新题", "因为如此。", "党章第一条"):
        assert typed in page
    shown_again = author.post(studio(lecture, f"{item.public_id}/"), POSTED[kind])
    assert shown_again.status_code == 302
    assert item.question.versions.count() == 1


@pytest.mark.parametrize("kind", POSTED)
def test_what_was_typed_stays_when_something_is_missing(author, lecture, kind):
    kept = author.post(studio(lecture, f"new/{kind}/"), POSTED[kind] | {"stem": "", "explanation": "别丢了这句"})
    page = kept.content.decode()
    assert kept.status_code == 200
    assert "别丢了这句" in page
    for name, value in POSTED[kind].items():
        if name.startswith(("text_", "feedback_", "unit", "value")):
            assert value in page
    assert not Quiz.objects.exists()


def test_problems_of_content_are_told_on_the_form(author, lecture):
    kept = author.post(studio(lecture, "new/single/"), POSTED["single"] | {"right": "2"})
    page = kept.content.decode()
    assert "errorlist" in page
    assert "乙" in page
    kept = author.post(studio(lecture, "new/numeric/"), POSTED["numeric"] | {"value": "三十二"})
    assert "三十二" in kept.content.decode()
    assert not QuizItem.objects.exists()


def test_more_rows_keep_what_was_typed(author, lecture):
    page = author.post(studio(lecture, "new/multiple/"), POSTED["multiple"] | {"more": "1"}).content.decode()
    assert 'name="rows" value="5"' in page
    assert 'name="text_5"' in page
    assert 'value="丙"' in page
    assert page.count(" checked") == 2
    assert not QuizItem.objects.exists()


@pytest.mark.parametrize("rows", ["", "-1", "1000000000", "x", "99"])
def test_a_forged_number_of_rows_is_bounded(author, lecture, rows):
    reply = author.post(studio(lecture, "new/single/"), POSTED["single"] | {"rows": rows, "more": "1"})
    assert reply.status_code == 200
    assert reply.content.decode().count('name="text_') <= 20


def test_an_unknown_kind_does_not_exist(author, lecture):
    assert author.get(studio(lecture, "new/essay/")).status_code == 404


def test_the_rules_are_saved(author, lecture):
    rules = {"pass_percent": "75", "attempts_allowed": "", "time_limit_minutes": "15", "release": "after_last"}
    assert author.get(studio(lecture)).status_code == 200
    assert author.post(studio(lecture), rules).url == studio(lecture)
    assert author.post(studio(lecture), rules | {"attempts_allowed": "2"}).status_code == 302
    quiz = Quiz.objects.get()
    assert (quiz.pass_percent, quiz.attempts_allowed, quiz.time_limit_minutes) == (75, 2, 15)
    refused = author.post(studio(lecture), rules | {"pass_percent": "101"})
    assert refused.status_code == 200
    assert Quiz.objects.get().pass_percent == 75


def test_questions_are_moved_and_removed(author, draft):
    first, second = draft.quiz.items.order_by("position")[:2]
    author.post(studio(draft.lecture, f"{second.public_id}/move/"), {"direction": "up"})
    assert draft.quiz.items.get(position=1) == second
    asked = author.get(studio(draft.lecture, f"{first.public_id}/remove/"))
    assert asked.status_code == 200
    assert draft.quiz.items.count() == 5
    author.post(studio(draft.lecture, f"{first.public_id}/remove/"))
    assert draft.quiz.items.count() == 4


def test_the_preview_marks_without_recording_anything(author, draft):
    page = author.get(studio(draft.lecture, "preview/")).content.decode()
    assert not [secret for secret in SECRETS.values() if secret in page]
    item = draft.quiz.items.get(position=5).public_id
    unread = author.post(studio(draft.lecture, "preview/"), {f"answer-{item}": "多少呢"}).content.decode()
    assert "多少呢" in unread
    marked = author.post(studio(draft.lecture, "preview/"), {f"answer-{item}": SECRETS["number"]}).content.decode()
    assert SECRETS["explanation 5"] in marked
    assert not Attempt.objects.exists()


def test_a_preview_needs_a_question(author, lecture):
    assert author.get(studio(lecture, "preview/")).status_code == 404


def routes(draft):
    item = draft.quiz.items.get(position=1).public_id
    return [
        ("get", studio(draft.lecture)),
        ("post", studio(draft.lecture)),
        ("get", studio(draft.lecture, "preview/")),
        ("get", studio(draft.lecture, "new/single/")),
        ("post", studio(draft.lecture, "new/single/")),
        ("get", studio(draft.lecture, f"{item}/")),
        ("post", studio(draft.lecture, f"{item}/move/")),
        ("post", studio(draft.lecture, f"{item}/remove/")),
    ]


def test_other_instructors_and_learners_find_no_draft(client_of, foreign_instructor, outsider, learner, draft):
    for stranger in (foreign_instructor, outsider, learner):
        client = client_of(stranger)
        assert {getattr(client, method)(url).status_code for method, url in routes(draft)} == {404}
    assert draft.quiz.items.count() == 5


def test_learners_of_a_published_quiz_may_see_it_but_not_edit_it(client_of, learner, draft, at):
    draft.publish(at)
    client = client_of(learner)
    assert {getattr(client, method)(url).status_code for method, url in routes(draft)} == {403}


def test_an_item_of_another_quiz_is_not_here(author, lecture, draft):
    item = draft.quiz.items.get(position=1).public_id
    assert author.get(studio(lecture, f"{item}/")).status_code == 404
    assert author.post(studio(lecture, f"{item}/remove/")).status_code == 404
