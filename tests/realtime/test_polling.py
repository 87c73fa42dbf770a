"""The room without sockets: the same log and the same rules by polling."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from realtime.models import PresenceInterval

pytestmark = pytest.mark.django_db


def say(client, room, text, client_id="client-id-1"):
    return client.post(
        f"/api/rooms/{room.public_id}/messages",
        {"client_id": client_id, "text": text},
        content_type="application/json",
    )


def test_a_message_said_by_polling_is_read_by_polling(client_of, learner, peer, room):
    said = say(client_of(learner), room, "大家好")
    assert said.status_code == 201
    assert said.json() == {"client_id": "client-id-1", "number": 2}
    heard = client_of(peer).get(f"/api/rooms/{room.public_id}/events?after=1").json()
    (event,) = heard["events"]
    assert (event["number"], event["kind"], event["text"]) == (2, "message", "大家好")
    assert event["member"] == {"id": learner.public_id, "name": learner.name}
    assert (heard["last"], heard["state"], heard["present"]) == (2, "open", 1)


def test_sent_again_it_has_the_number_it_had(client_of, learner, room):
    client = client_of(learner)
    assert say(client, room, "大家好").json() == say(client, room, "大家好").json()


def test_pages_of_the_log(client_of, learner, peer, room):
    for number in range(4):
        say(client_of(learner), room, f"第 {number} 句", client_id=f"client-id-{number}")
    client = client_of(peer)
    first = client.get(f"/api/rooms/{room.public_id}/events?limit=3").json()
    assert [event["number"] for event in first["events"]] == [1, 2, 3]
    rest = client.get(f"/api/rooms/{room.public_id}/events?after=3&limit=3").json()
    assert [event["number"] for event in rest["events"]] == [4, 5]
    assert rest["last"] == 5


def test_polling_is_being_there_once_for_all_tabs(client_of, learner, room):
    client = client_of(learner)
    for _ in range(3):
        client.get(f"/api/rooms/{room.public_id}/events")
    assert PresenceInterval.objects.filter(session=room, member=learner).count() == 1


def test_nobody_is_present_in_a_room_that_is_over(client_of, learner, ended):
    assert client_of(learner).get(f"/api/rooms/{ended.public_id}/events").status_code == 200
    assert not PresenceInterval.objects.filter(session=ended).exists()


@pytest.mark.parametrize(
    ("text", "client_id", "status"),
    [("", "client-id-1", 422), ("长" * 1001, "client-id-1", 422), ("好", "short", 422), ("好", "<script>", 422)],
)
def test_what_cannot_be_said_is_a_problem_with_a_code(client_of, learner, room, text, client_id, status):
    refused = say(client_of(learner), room, text, client_id)
    assert refused.status_code == status
    assert refused["content-type"] == "application/problem+json"
    assert refused.json()["code"]


def test_a_closed_room_refuses(client_of, learner, ended):
    assert say(client_of(learner), ended, "晚了").json()["code"] == "room-not-open"


def test_a_foreign_branch_finds_nothing(client_of, outsider, room):
    client = client_of(outsider)
    for path in (f"/api/rooms/{room.public_id}", f"/api/rooms/{room.public_id}/events"):
        assert client.get(path).status_code == 404
    assert say(client, room, "混进来了").status_code == 404


def test_without_a_sign_in_nothing_is_said(client, room):
    assert client.get(f"/api/rooms/{room.public_id}/events").status_code == 401


def test_the_room_itself(client_of, learner, room):
    told = client_of(learner).get(f"/api/rooms/{room.public_id}").json()
    assert (told["id"], told["state"], told["last"]) == (room.public_id, "open", 1)


def test_a_poll_keeps_the_budget_of_a_call(client_of, learner, room):
    client = client_of(learner)
    client.get(f"/api/rooms/{room.public_id}/events?after=1")
    with CaptureQueriesContext(connection) as captured:
        client.get(f"/api/rooms/{room.public_id}/events?after=1")
    assert len(captured) <= 6
