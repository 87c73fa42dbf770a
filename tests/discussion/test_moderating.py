"""Reports, decisions, objections and blocks: everything leaves a step, nobody judges herself."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from school.audit.models import AuditEntry
from school.discussion import errors
from school.discussion.models import ModerationStep, Post, PostingBlock, PostState, Report, Thread
from school.discussion.permissions import can_moderate, can_read_post, can_read_thread
from school.discussion.services import moderating
from school.discussion.services.addressing import ask_instructors
from school.discussion.services.blocking import block_member, lift_block, object_to_block
from school.errors import Forbidden, Invalid
from school.notices.models import Outgoing
from school.organisation.acting import Act
from school.organisation.authority import authority_of
from school.organisation.models import Member, Role, Task
from school.privacy.registry import personal_data

from .conftest import standing

pytestmark = pytest.mark.pg


@pytest.fixture
def post(ask) -> Post:
    return ask().posts.select_related("thread").get()


def report(post: Post, member: Member, at) -> Report:
    return moderating.report_post(post=post, member=member, reason="rumour", text="没有来源", at=at)


def test_a_report_becomes_a_task_of_the_nearest_moderator(post, peer, moderator, economics, at):
    assert report(post, peer, at) == report(post, peer, at)
    post.refresh_from_db()
    assert post.open_reports == 1
    task = Task.objects.open().get(kind="look_at_post")
    assert (task.organisation, task.role) == (economics, Role.MODERATOR)


def test_nobody_reports_herself_or_what_nobody_reads(post, learner, peer, acting, at):
    with pytest.raises(errors.OwnPost):
        report(post, learner, at)
    moderating.hide_post(post=post, act=acting)
    with pytest.raises(errors.NothingToDecide):
        report(post, peer, at)


def test_hiding_upholds_reports_closes_the_task_and_tells_the_author_why(post, peer, learner, acting, at):
    report(post, peer, at)
    moderating.hide_post(post=post, act=acting)
    post.refresh_from_db()
    assert (post.state, post.reason, post.open_reports) == (PostState.HIDDEN, acting.reason, 0)
    assert Report.objects.get().state == "upheld"
    assert not Task.objects.open().filter(kind="look_at_post").exists()
    told = Outgoing.objects.get(kind="discussion_decided")
    assert (told.member_ids, told.facts["reason"]) == ([learner.pk], acting.reason)
    assert AuditEntry.objects.filter(action="discussion.hidden", subject_id=post.public_id).exists()
    assert [step.action for step in post.steps.all()] == ["reported", "hidden"]
    with pytest.raises(errors.NothingToDecide):
        moderating.hide_post(post=post, act=acting)


def test_a_report_that_was_wrong_leaves_the_post(post, peer, acting, at):
    report(post, peer, at)
    assert moderating.keep_post(post=post, act=acting).state == PostState.VISIBLE
    assert Report.objects.get().state == "dismissed"
    with pytest.raises(errors.NothingToDecide):
        moderating.keep_post(post=post, act=acting)


def test_nobody_decides_about_her_own_post(ask, moderator, acting):
    own = ask(member=moderator).posts.get()
    with pytest.raises(errors.OwnPost):
        moderating.hide_post(post=own, act=acting)


def test_an_author_objects_once_and_is_answered(post, learner, acting, at):
    moderating.hide_post(post=post, act=acting)
    moderating.object_to_hiding(post=post, member=learner, text="我写了来源。", at=at)
    assert Task.objects.open().get(kind="look_at_post").facts["objected"]
    with pytest.raises(errors.AlreadyObjected):
        moderating.object_to_hiding(post=post, member=learner, text="再说一次", at=at)
    moderating.keep_post(post=post, act=acting)
    assert not Task.objects.open().filter(kind="look_at_post").exists()
    moderating.restore_post(post=post, act=acting)
    decisions = [row.facts["decision"] for row in Outgoing.objects.filter(kind="discussion_decided").order_by("pk")]
    assert decisions == ["hidden", "refused", "restored"]


def test_many_at_once_leave_what_cannot_be_decided(ask, peer, acting, at):
    posts = [ask(f"第{number}个").posts.get() for number in range(3)]
    moderating.hide_post(post=posts[0], act=acting)
    acts = {post.public_id: acting for post in posts}
    assert moderating.decide_many(posts=posts, decision="hide", act_for=acts) == (2, 1)


def test_marking_answers_pinning_and_closing(ask, answer, peer, acting):
    thread = ask()
    given = answer(thread, "看手册第三页", member=peer)
    moderating.mark_answer(post=given, act=acting, marked=True)
    thread.refresh_from_db()
    assert thread.answered_at == acting.at
    with pytest.raises(errors.NothingToDecide):
        moderating.mark_answer(post=thread.posts.get(is_opening=True), act=acting, marked=True)
    moderating.mark_answer(post=given, act=acting, marked=False)
    moderating.pin_thread(thread=thread, act=acting, pinned=True)
    moderating.lock_thread(thread=thread, act=acting, locked=True)
    thread.refresh_from_db()
    assert thread.answered_at is None
    assert thread.pinned_at == thread.locked_at == acting.at


def test_steps_are_only_ever_added_to(post, acting):
    moderating.hide_post(post=post, act=acting)
    step = ModerationStep.objects.get()
    for spoil in (
        step.save,
        step.delete,
        ModerationStep.objects.all().delete,
        lambda: ModerationStep.objects.update(by=None),
    ):
        with pytest.raises(errors.StepIsImmutable):
            spoil()


def test_who_may_read_and_moderate_is_said_alike_for_one_and_for_all(
    ask, answer, learner, peer, moderator, outsider, at
):
    thread = ask()
    answer(thread)
    for state in PostState:
        Post.objects.update(state=state)
        Thread.objects.update(state=state)
        thread.refresh_from_db()
        for reader in (standing(learner), standing(peer), standing(peer, may_moderate=True)):
            readable = set(Post.objects.readable_by(reader))
            assert readable == {post for post in Post.objects.all() if can_read_post(reader, post)}
            assert Thread.objects.readable_by(reader).exists() == can_read_thread(reader, thread)
    for member in (learner, moderator, outsider):
        authority = authority_of(member, at=at)
        assert Thread.objects.moderated_by(authority).exists() == can_moderate(authority, thread)
        assert Post.objects.moderated_by(authority).exists() == can_moderate(authority, thread)


def test_a_block_stops_writing_for_some_days_and_can_be_objected_to(ask, learner, economics, acting, at):
    block = block_member(member=learner, organisation=economics, days=7, act=acting)
    with pytest.raises(errors.PostingBlocked):
        ask(at=at + timedelta(days=6))
    assert ask(at=at + timedelta(days=9))
    object_to_block(block=block, member=learner, text="请再看看。", at=at + timedelta(days=1))
    with pytest.raises(errors.AlreadyObjected):
        object_to_block(block=block, member=learner, text="再一次", at=at + timedelta(days=1))
    lift_block(block=block, act=replace(acting, at=at + timedelta(days=2)))
    assert ask("解除以后", at=at + timedelta(days=3))
    assert not PostingBlock.objects.in_force(at=at + timedelta(days=3)).exists()
    assert {"discussion.blocked", "discussion.unblocked"} <= set(AuditEntry.objects.values_list("action", flat=True))


def test_a_block_needs_a_reason_and_somebody_else(learner, moderator, economics, acting):
    for days, act, error in (
        (0, acting, Invalid),
        (91, acting, Invalid),
        (7, replace(acting, reason=" "), Invalid),
        (7, Act(member=learner, at=acting.at, reason="x"), Forbidden),
    ):
        with pytest.raises(error):
            block_member(member=learner, organisation=economics, days=days, act=act)


def test_questions_without_an_answer_become_one_task_a_course_and_go_with_the_answer(ask, answer, instructor, at):
    first, second = ask(), ask("第二个问题")
    assert ask_instructors(at=at + timedelta(hours=23)) == 0
    assert ask_instructors(at=at + timedelta(hours=25)) == 1
    assert ask_instructors(at=at + timedelta(hours=49)) == 1
    task = Task.objects.open().get(kind="answer_questions")
    assert (task.role, task.facts["count"]) == (Role.INSTRUCTOR, 2)
    later = at + timedelta(days=3)
    answer(first, at=later)
    assert Task.objects.open().filter(kind="answer_questions").exists()
    answer(second, "第二个回答", at=later)
    assert not Task.objects.open().filter(kind="answer_questions").exists()


def test_what_a_member_wrote_is_hers_to_take_along(ask, answer, learner):
    ask("我写的话")
    entry = next(each for each in personal_data() if each.model == "discussion.Post")
    assert [row["body"] for row in entry.rows(learner.pk)] == ["我写的话"]
