"""From the outbox into the inboxes: everybody once, whatever fails on the way."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from school.notices.models import Notice, Outgoing
from school.notices.services import delivering
from school.notices.services.delivering import deliver_waiting, forget_delivered
from school.notices.services.notifying import notify
from school.notices.services.reading import mark_read
from school.organisation.models import Member

pytestmark = pytest.mark.pg


def test_news_of_what_was_rolled_back_is_never_told(learner, at, tell):
    with pytest.raises(RuntimeError), transaction.atomic():
        tell(learner)
        raise RuntimeError("the fact did not become true")
    deliver_waiting(at=at)
    assert not Notice.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_can_be_told(at):
    with pytest.raises(transaction.TransactionManagementError):
        notify(kind="single", object_kind="x", object_id="1", facts={}, url="", at=at, member_ids=[1])


def test_the_branch_is_told_without_who_did_it(learner, peer, secretary, outsider, second_branch, at, tell):
    tell(within=[second_branch.path], except_ids=[secretary.pk])
    assert deliver_waiting(at=at) == 2
    assert set(Notice.objects.values_list("member_id", flat=True)) == {learner.pk, peer.pk}


def test_delivering_again_tells_nobody_twice(learner, at, tell):
    tell(learner)
    assert [deliver_waiting(at=at), deliver_waiting(at=at)] == [1, 0]
    assert Notice.objects.get().times == 1


def test_the_same_object_is_one_line_while_unread(learner, at, tell):
    for word in ("first", "second", "third"):
        tell(learner, word=word)
    tell(learner, about="b")
    deliver_waiting(at=at)
    notice = Notice.objects.get(object_id="a")
    assert (notice.times, notice.title, Notice.objects.count()) == (3, "title third", 2)


def test_after_reading_the_same_object_is_news_again(learner, at, tell):
    tell(learner)
    deliver_waiting(at=at)
    mark_read(member=learner, at=at)
    tell(learner)
    deliver_waiting(at=at)
    assert sorted(Notice.objects.values_list("unread", flat=True), key=str) == [None, True]


def test_one_that_cannot_be_delivered_does_not_hold_up_the_others(learner, at, tell, monkeypatch):
    broken = tell(learner, about="broken")
    tell(learner, about="sound")
    real = delivering._tell

    def fragile(outgoing, *args, **kwargs):
        if outgoing.object_id == "broken":
            raise RuntimeError("planted")
        real(outgoing, *args, **kwargs)

    monkeypatch.setattr(delivering, "_tell", fragile)
    deliver_waiting(at=at)
    assert list(Notice.objects.values_list("object_id", flat=True)) == ["sound"]
    broken.refresh_from_db()
    assert (broken.failure, broken.attempts) == ("RuntimeError", 1)
    monkeypatch.setattr(delivering, "_tell", real)
    assert deliver_waiting(at=at + timedelta(minutes=1)) == 0, "it waits for its turn"
    assert deliver_waiting(at=at + timedelta(minutes=3)) == 1


def test_what_was_delivered_leaves_the_outbox_after_a_week_and_what_waits_stays(learner, peer, at, tell):
    tell(learner)
    deliver_waiting(at=at)
    waiting = tell(peer, when=at + timedelta(days=6))
    assert forget_delivered(at=at + timedelta(days=8)) == 1
    assert Outgoing.objects.get() == waiting


class Crash(BaseException):
    """The process dies: nothing catches this."""


class EverybodyOnce(TestCase):
    @settings(max_examples=15, deadline=None)
    @given(st.integers(1, 9), st.lists(st.integers(0, 6), max_size=6))
    def test_however_often_it_dies_between_chunks_everybody_is_told_once(self, people, deaths):
        at = datetime(2026, 11, 23, 11, 30, tzinfo=UTC)
        members = [Member.objects.create(number=f"N{index}", name="某") for index in range(people)]
        with transaction.atomic():
            notify(
                kind="x",
                object_kind="o",
                object_id="1",
                facts={},
                url="",
                at=at,
                member_ids=[member.pk for member in members],
            )
        chunk, delivering.CHUNK = delivering.CHUNK, 2
        real = delivering.forget_unread
        try:
            for death in deaths:
                calls = iter(range(100))

                def dying(ids, calls=calls, death=death):
                    if next(calls) == death:
                        raise Crash
                    real(ids)

                delivering.forget_unread = dying
                try:
                    with transaction.atomic():
                        deliver_waiting(at=at)
                except Crash:
                    continue
            delivering.forget_unread = real
            deliver_waiting(at=at)
        finally:
            delivering.CHUNK, delivering.forget_unread = chunk, real
        assert sorted(Notice.objects.values_list("member_id", "times")) == [(member.pk, 1) for member in members]
        assert not Outgoing.objects.waiting().exists()
