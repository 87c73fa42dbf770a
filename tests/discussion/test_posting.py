"""Asking and answering: once each, in moderation, and by the rules of the operator."""

from __future__ import annotations

from datetime import timedelta

import pytest

from school.discussion import errors
from school.discussion.models import Post, PostState, Thread, WordListEntry
from school.discussion.places import SECOND, Place, place_from
from school.discussion.services.changing import edit_post, withdraw_post
from school.discussion.services.word_list import keep_word
from school.errors import Forbidden
from school.notices.models import Outgoing
from school.organisation.acting import Act
from school.policies.services.setting import set_policy

from .conftest import standing

pytestmark = pytest.mark.pg


def decide(key: str, value: object, at) -> None:
    set_policy(key=key, value=value, member=None, office_id=None, reason="试", at=at)


def test_sent_twice_it_is_one_thread_and_one_reply(ask, answer, at):
    first, second = ask(client_key="same-key-1"), ask("别的话", client_key="same-key-1")
    assert first == second
    assert answer(first, client_key="same-key-2") == answer(first, client_key="same-key-2")
    assert Post.objects.count() == 2


def test_an_answer_of_an_instructor_answers_and_tells_the_asker_once(ask, answer, learner):
    thread = ask(place=Place(SECOND, 123))
    assert thread.place.clock == "2:03"
    post = answer(thread)
    thread.refresh_from_db()
    assert (post.by_instructor, thread.replies) == (True, 1)
    assert thread.answered_at == post.posted_at
    assert [row.member_ids for row in Outgoing.objects.filter(kind="discussion_replied")] == [[learner.pk]]


def test_the_reply_of_a_peer_is_no_answer(ask, answer, peer, at):
    thread = ask()
    answer(thread, "我也想知道", member=peer)
    assert list(Thread.objects.unanswered(older_than=at + timedelta(days=1))) == [thread]
    answer(thread)
    assert not Thread.objects.unanswered(older_than=at + timedelta(days=1)).exists()


def test_a_remark_on_a_remark_joins_the_same_answer(ask, answer, peer, learner, at):
    thread = ask()
    given = answer(thread)
    remark = answer(thread, "谢谢", member=peer, to=given)
    deeper = answer(thread, "也谢谢", member=learner, to=remark, at=at + timedelta(minutes=5))
    assert remark.reply_to == deeper.reply_to == given


def test_slow_mode_the_hour_and_repetition(ask, answer, learner, at):
    thread = ask()
    with pytest.raises(errors.TooSoon) as soon:
        answer(thread, "再问一句", member=learner, at=at + timedelta(seconds=5))
    assert soon.value.facts["seconds"] == 15
    with pytest.raises(errors.AlreadySaid):
        answer(thread, "介绍信 可以补开吗?", member=learner)
    with pytest.raises(errors.AlreadySaid):
        ask()
    decide("discussion.per_hour", 1, at)
    with pytest.raises(errors.TooManyPosts):
        answer(thread, "再问一句", member=learner, at=at + timedelta(minutes=30))


@pytest.mark.parametrize(("body", "error"), [(" \n\t ", errors.TextMissing), ("长" * 2001, errors.TextTooLong)])
def test_room(ask, body, error):
    with pytest.raises(error):
        ask(body)


def test_who_may_not_post_does_not(ask, learner):
    with pytest.raises(errors.PostingClosed):
        ask(standing=standing(learner, may_post=False))


def test_words_warn_hold_and_refuse(ask, at, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        for word, action in (("小道", "warn"), ("传言", "hold"), ("机密", "refuse")):
            keep_word(entry=WordListEntry(word=word, action=action, advice="请写来源。"), act=Act(member=None, at=at))
    with pytest.raises(errors.WordRefused):
        ask("这是机 密")
    with pytest.raises(errors.WordAdvised):
        ask("小道消息")
    assert not Thread.objects.exists()
    assert ask("小道消息", advice_read=True).state == PostState.VISIBLE
    assert ask("有传言说").state == PostState.HELD


def test_looked_at_before_by_policy_but_not_the_instructor(ask, instructor, at):
    decide("discussion.checked", "before", at)
    assert ask().state == PostState.HELD
    assert ask("公告", member=instructor, standing=standing(instructor, is_instructor=True)).state == PostState.VISIBLE


def test_changing_keeps_the_former_words_and_ends_after_a_while(ask, learner, peer, at):
    post = ask().posts.get()
    changed = edit_post(post=post, standing=standing(learner), member=learner, body="改过的话", at=at)
    assert (changed.body, changed.versions.get().body) == ("改过的话", "介绍信可以补开吗？")
    with pytest.raises(Forbidden):
        edit_post(post=post, standing=standing(peer), member=peer, body="别人的", at=at)
    with pytest.raises(errors.EditingOver):
        edit_post(post=post, standing=standing(learner), member=learner, body="晚了", at=at + timedelta(minutes=16))
    assert withdraw_post(post=post, member=learner, at=at + timedelta(days=9)).state == PostState.WITHDRAWN
    with pytest.raises(errors.NothingToDecide):
        withdraw_post(post=post, member=learner, at=at + timedelta(days=9))


def test_a_closed_thread_takes_replies_of_moderators_only(ask, answer, instructor, peer, at):
    thread = ask()
    Thread.objects.update(locked_at=at)
    thread.refresh_from_db()
    with pytest.raises(errors.ThreadLocked):
        answer(thread, "还有", member=peer)
    assert answer(thread, standing=standing(instructor, is_instructor=True, may_moderate=True))


def test_a_thread_is_found_by_what_one_may_read(ask, answer, learner, peer):
    thread = ask("关于转接的问题")
    answer(thread, "藏起来的话")
    Post.objects.filter(is_opening=False).update(state=PostState.HIDDEN)
    assert Thread.objects.telling("转接", standing=standing(peer)).exists()
    assert not Thread.objects.telling("藏起来", standing=standing(peer)).exists()
    assert Thread.objects.telling("藏起来", standing=standing(peer, may_moderate=True)).exists()


def test_places_that_cannot_be_understood_are_none():
    assert place_from("second", "12") == Place("second", 12)
    for kind, number in (("second", "-1"), ("second", "x"), ("page", "0"), ("hour", "1"), ("page", "9" * 9), ("", "3")):
        assert place_from(kind, number) == Place()
