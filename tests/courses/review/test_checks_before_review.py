"""The checks look through everything that members would read, and an author mends or explains what they find."""

from __future__ import annotations

import pytest

from courses import services
from courses.errors import FindingsOpen
from courses.models import KeptFinding, LinkCheck, LinkState
from courses.proofreading.findings import Fault
from courses.proofreading.links import digest_of
from courses.proofreading.searching import findings_in
from courses.services.keeping import drop_reason, keep_finding
from courses.services.labelling import set_labels
from courses.services.reviewing import draft_of, submit_for_review
from quizzes.models import QuestionVersion
from quizzes.services.authoring import revise_question
from school.discussion.models import WordListEntry
from school.discussion.words import forget_words
from tests.quizzes.five_questions import draft_quiz

ADDRESS = "https://gone.example/page"
TEXT = f"## 联系\n\n请打13812345678。\n\n[旧页]({ADDRESS})\n\n#### 跳级的标题\n\n文。"


@pytest.fixture
def troubled(course, instructor, make_asset, at):
    """An article with a phone number, a dead link and a heading that skips a level; a recording without captions."""
    chapter = course.chapters.in_draft()[0]
    article = services.add_lecture(chapter=chapter, kind="article", title="联系方式", body=TEXT, at=at)
    services.add_lecture(chapter=chapter, kind="video", title="录像", asset=make_asset(), at=at)
    LinkCheck.objects.create(
        digest=digest_of(ADDRESS), address=ADDRESS, host="gone.example", state=LinkState.DEAD, status=404, asked_at=at
    )
    return article


def found(course, at):
    return {finding.fault: finding for finding in findings_in(draft_of(course=course, at=at))}


def test_what_they_find_and_where(course, troubled, at):
    hits = found(course, at)
    assert set(hits) == {Fault.PHONE, Fault.DEAD_LINK, Fault.NO_CAPTIONS, Fault.HEADING_SKIPPED}
    phone = hits[Fault.PHONE]
    assert (phone.lecture, phone.anchor) == (troubled.public_id, "section-1")
    assert "13812345678" not in f"{phone.excerpt}{phone.before}{phone.after}{phone.key}"
    assert hits[Fault.DEAD_LINK].excerpt == ADDRESS


def test_labels_are_looked_through_too(course, instructor, at):
    set_labels(course=course, about={"source": "li@example.edu.cn"}, lectures={}, by=instructor, at=at)
    course.refresh_from_db()
    assert found(course, at)[Fault.MAIL_ADDRESS].lecture == ""


def test_questions_are_looked_through_too(economics, instructor, second_branch, at):
    quiz = draft_quiz(owner=economics, instructor=instructor, audience=second_branch, at=at).lecture
    question = QuestionVersion.objects.latest_of_each().order_by("pk")[0].question
    content = question.latest.content
    revise_question(question=question, stem="请致电13812345678？", content=content, by=instructor, at=at)
    hit = found(quiz.chapter.course, at)[Fault.PHONE]
    assert (hit.lecture, hit.anchor) == (quiz.public_id, question.public_id)


def test_words_of_the_operators_list_come_with_its_advice(course, at, django_capture_on_commit_callbacks):
    entry = WordListEntry(word="办理与提醒", advice="请用规范提法。", changed_at=at)
    entry.fold()
    with django_capture_on_commit_callbacks(execute=True):
        entry.save()
        forget_words()
    hit = found(course, at)[Fault.LISTED_WORD]
    assert (hit.excerpt, hit.advice, hit.lecture) == ("办理与提醒", "请用规范提法。", "")


def test_a_draft_is_submitted_when_each_is_mended_or_explained(
    course, troubled, instructor, economics, ask_for, act_of, at
):
    ask_for(economics, 1)
    act = act_of(instructor)
    with pytest.raises(FindingsOpen) as refused:
        submit_for_review(course=course, note="", act=act)
    assert refused.value.facts["count"] == 4
    for finding in findings_in(draft_of(course=course, at=at)):
        keep_finding(course=course, finding=finding, reason="已核实。", act=act)
    assert submit_for_review(course=course, note="", act=act).number == 1
    assert "138" not in "".join(KeptFinding.objects.values_list("excerpt", flat=True))


def test_a_reason_stands_while_the_same_thing_is_found_and_not_for_another(course, troubled, instructor, act_of, at):
    phone = found(course, at)[Fault.PHONE]
    keep_finding(course=course, finding=phone, reason="公开的值班电话。", act=act_of(instructor))
    fields = {name: getattr(troubled, name) for name in ("title", "summary", "minutes", "gate")}
    moved = TEXT.replace("请打", "新的一段。\n\n请打")
    services.edit_lecture(lecture=troubled, body=moved, intro_ends_ms=None, credits_start_ms=None, at=at, **fields)
    assert found(course, at)[Fault.PHONE].key == phone.key
    other = moved.replace("13812345678", "13912345678")
    services.edit_lecture(lecture=troubled, body=other, intro_ends_ms=None, credits_start_ms=None, at=at, **fields)
    assert found(course, at)[Fault.PHONE].key != phone.key
    assert drop_reason(course=course, key=phone.key) == 1
