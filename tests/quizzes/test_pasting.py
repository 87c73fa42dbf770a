"""Several questions out of one text: what is understood, what is refused, and where they are asked."""

from __future__ import annotations

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from quizzes.content import QuestionKind, parse_content
from quizzes.models import Question, TimelineQuestion
from quizzes.pasting import Fault, problems_of, read_questions
from quizzes.services.asking import ask_several
from tests.quizzes.timeline.recorded import draft_recording

FIVE = """\ufeff1. 预备期从哪一天算起？
A. 上级党委批准之日
B．支部大会通过之日
答案：Ｂ
解析：以支部大会通过之日为起点。
来源：发展党员工作细则

2、讨论转正的支部大会可以作出哪些结论？
A、按期转正
B、延长预备期
C、永不讨论
答案：A、B

预备期最多延长一次。
答案：对

预备期一般几年？
Answer: 1

转正申请由谁提出？
答案：本人 | 预备党员本人
"""


def test_each_kind_is_recognised_by_its_answer():
    read, unread = read_questions(FIVE.replace("\n", "\r\n"))
    assert unread == []
    assert [one.kind for one in read] == ["single", "multiple", "true_false", "numeric", "short_text"]
    assert [problems_of(one) for one in read] == [[]] * 5
    assert (read[0].stem, read[0].explanation) == ("预备期从哪一天算起？", "以支部大会通过之日为起点。")
    assert read[0].source == "发展党员工作细则"
    assert parse_content("single", read[0].content).right == 1
    assert [option.share > 0 for option in parse_content("multiple", read[1].content).options] == [True, True, False]
    assert parse_content("true_false", read[2].content).right is True
    assert [one["text"] for one in read[4].content["variants"]] == ["本人", "预备党员本人"]


def test_what_an_aiken_file_says_is_taken_as_it_is():
    read, unread = read_questions("What is it?\nA) This\nB) That\nANSWER: A\n")
    assert unread == []
    assert (read[0].kind, read[0].stem) == (QuestionKind.SINGLE, "What is it?")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("没有答案？\nA. 甲\nB. 乙", Fault.NO_ANSWER),
        ("选哪个？\nA. 甲\nB. 乙\n答案：C", Fault.NO_SUCH_OPTION),
        ("选哪个？\nA. 甲\nB. 乙\n答案：乙", Fault.NO_SUCH_OPTION),
        ("答案：对", Fault.NO_TEXT),
    ],
)
def test_a_block_that_is_no_question_is_named_with_its_number(text, fault):
    read, unread = read_questions(f"对不对？\n答案：对\n\n{text}")
    assert len(read) == 1
    assert [(one.number, one.fault) for one in unread] == [(2, fault)]


@given(st.text(max_size=300))
def test_no_text_breaks_the_reading_and_what_is_read_can_be_judged(text):
    for one in read_questions(text)[0]:
        assert one.stem
        problems_of(one)


@pytest.fixture
def recorded(instructor, economics, second_branch, at):
    return draft_recording(owner=economics, instructor=instructor, audience=second_branch, at=at)


@pytest.mark.django_db
def test_on_a_recording_they_are_spread_evenly_over_what_must_be_watched(recorded, instructor, at):
    lecture = recorded.lecture
    lecture.intro_ends_ms, lecture.credits_start_ms = 10_000, 70_000
    ask_several(lecture=lecture, questions=read_questions(FIVE)[0], by=instructor, at=at)
    placed = TimelineQuestion.objects.in_order().filter(lecture=lecture)
    assert [one.at_ms for one in placed] == [20_000, 30_000, 40_000, 50_000, 60_000]


@pytest.mark.django_db
def test_the_page_takes_all_of_them_or_none(recorded, instructor):
    client = Client()
    client.force_login(instructor)
    address = f"/studio/lectures/{recorded.lecture.public_id}/paste/"
    before = Question.objects.count()
    refused = client.post(address, {"text": f"{FIVE}\n\n没有答案？"})
    assert refused.status_code == 422
    assert "没有答案？" in refused.content.decode()
    assert Question.objects.count() == before
    assert client.post(address, {"text": FIVE}).status_code == 302
    assert Question.objects.count() == before + 5
    assert recorded.lecture.timeline_questions.count() == 5
