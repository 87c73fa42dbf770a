"""What is said in a room is stored once, in order, and only while the room is open."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from realtime.errors import EmptyMessage, MessageTooLong, RoomNotOpen, SpeakingTooFast
from realtime.models import RoomEvent
from realtime.services import room_log
from realtime.services.speaking import say

pytestmark = pytest.mark.django_db


def text_of(room):
    return [event.text for event in RoomEvent.objects.filter(session=room, kind="message").order_by("number")]


def test_a_message_takes_the_next_number_of_its_room(room, learner, peer, at):
    first = say(session=room, member=learner, text=" 大家好 ", client_id="11111111", at=at)
    second = say(session=room, member=peer, text="你好", client_id="22222222", at=at)
    assert (first.number, second.number) == (2, 3)
    assert text_of(room) == ["大家好", "你好"]


def test_the_same_client_id_twice_is_stored_once(room, learner, peer, at):
    first = say(session=room, member=learner, text="大家好", client_id="11111111", at=at)
    again = say(session=room, member=learner, text="大家好", client_id="11111111", at=at + timedelta(minutes=5))
    other = say(session=room, member=peer, text="大家好", client_id="11111111", at=at)
    assert again == first
    assert other != first
    assert RoomEvent.objects.filter(session=room, kind="message").count() == 2


def test_a_message_acknowledged_late_is_confirmed_even_after_the_room_has_closed(room, learner, run, at):
    first = say(session=room, member=learner, text="大家好", client_id="11111111", at=at)
    run("close", room, minutes=90)
    assert say(session=room, member=learner, text="大家好", client_id="11111111", at=at) == first
    with pytest.raises(RoomNotOpen):
        say(session=room, member=learner, text="还有", client_id="22222222", at=at)


def test_nobody_speaks_before_the_room_is_open(scheduled, learner, at):
    with pytest.raises(RoomNotOpen):
        say(session=scheduled, member=learner, text="早到了", client_id="11111111", at=at)


@pytest.mark.parametrize("text", ["", "   \n ", "\x00"])
def test_an_empty_message_is_refused(room, learner, text, at):
    with pytest.raises(EmptyMessage):
        say(session=room, member=learner, text=text, client_id="11111111", at=at)


def test_a_message_has_a_longest_length_in_characters(room, learner, at):
    say(session=room, member=learner, text="长" * 1000, client_id="11111111", at=at)
    with pytest.raises(MessageTooLong) as refused:
        say(session=room, member=learner, text="长" * 1001, client_id="22222222", at=at)
    assert refused.value.facts == {"limit": 1000, "length": 1001}


def test_one_member_speaks_at_a_human_pace_and_others_are_not_slowed(room, learner, peer, at):
    for number in range(5):
        say(session=room, member=learner, text="快", client_id=f"1111111{number}", at=at)
    with pytest.raises(SpeakingTooFast):
        say(session=room, member=learner, text="快", client_id="22222222", at=at)
    say(session=room, member=peer, text="慢", client_id="33333333", at=at)
    say(session=room, member=learner, text="好", client_id="22222222", at=at + timedelta(seconds=11))


def test_it_is_sent_only_after_commit_and_stays_stored_when_sending_fails(
    room, learner, at, monkeypatch, django_capture_on_commit_callbacks
):
    sent = []

    def publish(**frame):
        sent.append(frame["number"])
        raise ConnectionError("Redis is away")

    monkeypatch.setattr(room_log, "publish", publish)
    with django_capture_on_commit_callbacks(execute=True):
        event = say(session=room, member=learner, text="大家好", client_id="11111111", at=at)
        assert sent == []
    assert sent == [event.number]
    assert text_of(room) == ["大家好"]


@pytest.mark.pg
@pytest.mark.django_db(transaction=True)
def test_numbers_are_dense_however_many_speak_at_once(room, learner, peer, secretary, at, monkeypatch):
    monkeypatch.setattr("realtime.services.speaking.MESSAGES_AT_ONCE", 100)
    start = threading.Barrier(6)
    failures = []

    def speak(who, thread):
        start.wait()
        try:
            for turn in range(5):
                moment = at + timedelta(seconds=20 * turn + thread)
                say(session=room, member=who, text=f"{thread}-{turn}", client_id=f"{thread}-{turn}-id-x", at=moment)
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    people = [learner, peer, secretary] * 2
    threads = [threading.Thread(target=speak, args=(who, number)) for number, who in enumerate(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    numbers = list(RoomEvent.objects.filter(session=room).order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, 32))
    room.refresh_from_db()
    assert room.last_number == 31


@pytest.mark.pg
@pytest.mark.django_db(transaction=True)
def test_a_message_sent_twice_at_once_is_stored_once(room, learner, at):
    start = threading.Barrier(4)
    numbers = []

    def speak():
        start.wait()
        try:
            numbers.append(say(session=room, member=learner, text="大家好", client_id="11111111", at=at).number)
        finally:
            connection.close()

    threads = [threading.Thread(target=speak) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert numbers == [2, 2, 2, 2]
    assert text_of(room) == ["大家好"]
