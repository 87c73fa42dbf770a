"""The room through its socket: two browsers, lost networks, strangers, and frames that make no sense."""

import asyncio

import pytest
from django.db import connection
from django.utils import timezone

from realtime.consumers import pulse
from realtime.hub import SIGNED_OUT, STRANGER
from realtime.models import PresenceInterval, RoomEvent
from realtime.services.closing import close_session
from realtime.services.speaking import say
from school.organisation.authority import authority_of
from school.organisation.services.joining import affiliate
from tests.realtime.sockets import Browser

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.pg]


@pytest.fixture
def browser_of(client_of, room):
    """browser_of(member) → a browser in front of the open room."""
    return lambda member: Browser(client_of(member), room.public_id)


@pytest.fixture
def quick_ticks(monkeypatch):
    monkeypatch.setattr(pulse, "TICK_SECONDS", 0.05)


async def in_database(work, *args, **options):
    """Run blocking work as another process would."""

    def run():
        try:
            return work(*args, **options)
        finally:
            connection.close()

    return await asyncio.to_thread(run)


@pytest.fixture
def here(browser_of, learner):
    return browser_of(learner)


@pytest.fixture
def there(browser_of, peer):
    return browser_of(peer)


async def test_two_members_exchange_messages(here, there, learner):
    await here.open()
    await there.open()
    ack = await here.say("图书馆晚上九点以后人手最缺。")
    assert ack["type"] == "ack"
    await there.hear("图书馆晚上九点以后人手最缺。")
    heard = there.seen[ack["number"]]
    assert heard["member"] == {"id": learner.public_id, "name": "周文静"}
    assert heard["kind"] == "message"
    await there.say("同意。")
    await here.hear("同意。")
    await there.hear("同意。")  # the speaker is told the number first, and hears the line like everybody
    assert here.texts == there.texts
    await here.vanish()
    await there.vanish()


async def test_whoever_loses_the_network_for_a_while_misses_nothing(here, there):
    await here.open()
    await there.open()
    await here.say("第一句")
    await there.hear("第一句")
    await there.vanish()
    for number in range(4):
        await here.say(f"离线时的第 {number} 句")
    await there.open()
    assert there.texts == ["第一句", *(f"离线时的第 {number} 句" for number in range(4))]
    assert sorted(there.seen) == list(range(1, 7))
    await here.vanish()
    await there.vanish()


async def test_a_message_sent_again_after_a_lost_answer_is_there_once(here, there, room):
    await here.open()
    first = await here.say("大家好", client_id="the-same-id")
    await here.vanish()
    await here.open()
    assert await here.say("大家好", client_id="the-same-id") == first
    stored = await in_database(RoomEvent.objects.filter(session=room, kind="message").count)
    assert stored == 1
    await here.vanish()


async def test_since_gives_everything_after_a_number(here):
    await here.open()
    for text in ("一", "二", "三"):
        await here.say(text)
        await here.hear(text)
    await here.send(type="since", after=2)
    frame = await here.until("events")
    assert [event["text"] for event in frame["events"]] == ["二", "三"]
    await here.send(type="since", after=99)
    assert (await here.until("events"))["events"] == []
    await here.vanish()


async def test_a_long_log_is_replayed_in_pages(here, room, learner, at):
    rows = [
        RoomEvent(
            session=room, number=n, kind="message", member=learner, client_id=f"c{n}", payload={"text": str(n)}, at=at
        )
        for n in range(2, 452)
    ]
    await in_database(RoomEvent.objects.bulk_create, rows)
    await here.open()
    while len(here.seen) < 451:
        await here.until("events")
    assert sorted(here.seen) == list(range(1, 452))
    await here.vanish()


async def test_what_another_process_says_without_a_line_arrives_with_the_tick(
    here, quick_ticks, room, learner, monkeypatch
):
    monkeypatch.setattr("realtime.services.room_log.publish", lambda **frame: None)
    await here.open()
    await in_database(say, session=room, member=learner, text="没有线路", client_id="elsewhere", at=timezone.now())
    await here.hear("没有线路")
    await here.vanish()


async def test_the_tick_counts_people_and_not_devices(here, there, browser_of, learner, quick_ticks):
    second_device = await in_database(browser_of, learner)
    for browser in (here, there, second_device):
        await browser.open()
    async with asyncio.timeout(5):
        while (await here.until("tick"))["present"] != 2:
            pass
    await there.vanish()
    async with asyncio.timeout(5):
        while (await here.until("tick"))["present"] != 1:
            pass
    await here.vanish()
    await second_device.vanish()


async def test_presence_begins_with_the_socket_and_ends_with_it(here, room, learner):
    await here.open()
    await here.say("到了")
    running = PresenceInterval.objects.filter(session=room, member=learner, left_at=None)
    assert await in_database(running.count) == 1
    await here.send(type="beat")
    await here.say("还在")
    assert await in_database(running.count) == 1
    await here.vanish()
    assert await in_database(running.count) == 0
    assert await in_database(PresenceInterval.objects.filter(session=room, member=learner).count) == 1


async def test_a_stranger_is_shown_the_same_door_as_at_a_room_that_does_not_exist(client_of, outsider, room):
    client = await in_database(client_of, outsider)
    for session_id in (room.public_id, "AAAAAAAAAAAA", "../../etc"):
        assert await Browser(client, session_id).refused_with() == STRANGER


async def test_without_a_sign_in_the_door_says_so(room):
    assert await Browser(None, room.public_id).refused_with() == SIGNED_OUT


async def test_a_page_of_another_site_cannot_open_the_socket(client_of, learner, room, settings):
    settings.ALLOWED_HOSTS = ["school.example"]
    foreign = Browser(await in_database(client_of, learner), room.public_id, origin="https://evil.example")
    assert await foreign.refused_with() == 4403


async def test_signing_out_closes_the_socket_within_a_tick(client_of, learner, there, room, quick_ticks):
    client = await in_database(client_of, learner)
    here = Browser(client, room.public_id)
    await here.open()
    await there.open()
    await in_database(client.logout)
    assert await here.closed_with() == SIGNED_OUT
    assert (await there.say("我还在"))["type"] == "ack"
    await there.vanish()


async def test_whoever_moves_to_a_foreign_branch_leaves_the_room_within_a_tick(
    here, quick_ticks, learner, foreign_branch
):
    await here.open()
    await in_database(affiliate, member=learner, organisation=foreign_branch, on=timezone.localdate())
    assert await here.closed_with() == STRANGER


async def test_nonsense_is_refused_and_the_socket_lives_on(here):
    await here.open()
    nonsense = [
        "",
        "{",
        "[]",
        '"say"',
        "null",
        "{}",
        '{"type":"dance"}',
        '{"type":"say"}',
        '{"type":"say","client_id":"short","text":"x"}',
        '{"type":"say","client_id":"<script>alert</script>","text":"x"}',
        '{"type":"say","client_id":"client-id-1","text":5}',
        '{"type":"say","client_id":"client-id-1","text":"x","number":1}',
        '{"type":"since","after":-1}',
        '{"type":"since","after":"all"}',
    ]
    for text in nonsense:
        await here.send_raw(text=text)
        assert (await here.until("refused"))["code"] == "unreadable-frame"
    await here.send_raw(bytes=b"\x00\xff")
    assert (await here.until("refused"))["code"] == "unreadable-frame"
    await here.send_raw(text='{"type":"say","text":"' + "x" * 20_000 + '"}')
    assert (await here.until("refused"))["code"] == "frame-too-long"
    assert (await here.say("还能说话"))["type"] == "ack"
    await here.vanish()


async def test_what_cannot_be_said_is_refused_in_words(here, room, secretary):
    await here.open()
    refused = await here.say("长" * 1001, client_id="too-long-id")
    assert (refused["type"], refused["code"], refused["client_id"]) == ("refused", "message-too-long", "too-long-id")
    assert "1001" in refused["detail"]

    def close():
        now = timezone.now()
        close_session(session=room, by=secretary, authority=authority_of(secretary, at=now), at=now)

    await in_database(close)
    async with asyncio.timeout(5):
        while "ended" not in {event["kind"] for event in here.seen.values()}:
            await here.until("events")
    assert (await here.say("晚了"))["code"] == "room-not-open"
    await here.vanish()


async def test_a_flood_of_frames_is_slowed_down_and_the_rest_of_the_room_is_served(here, there):
    await here.open()
    await there.open()
    for _ in range(60):
        await here.send(type="dance")
    codes = [(await here.until("refused"))["code"] for _ in range(60)]
    assert "frames-too-fast" in codes
    assert (await there.say("不受影响"))["type"] == "ack"
    await here.vanish()
    await there.vanish()
