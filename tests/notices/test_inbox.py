"""The inbox page, its switches and the API."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from school.notices.kinds import notice_kinds
from school.notices.models import KindPreference, Notice, Rhythm
from school.notices.services.delivering import deliver_waiting
from school.notices.unread import unread_count

PAGE, CALL = 12, 6


def test_opening_a_notice_reads_it_and_leads_on(learner, client_of, at, tell):
    tell(learner)
    deliver_waiting(at=at)
    assert unread_count(learner.pk) == 1
    response = client_of(learner).get(f"/messages/{Notice.objects.get().public_id}/")
    assert (response.status_code, response.url) == (302, "/year/")
    assert unread_count(learner.pk) == 0


def test_an_other_s_notice_is_not_there(learner, peer, client_of, at, tell):
    tell(learner)
    deliver_waiting(at=at)
    address = f"/messages/{Notice.objects.get().public_id}/"
    client = client_of(peer)
    assert client.get(address).status_code == 404
    assert client.post(f"{address}clear/").status_code == 404
    assert Notice.objects.unread().count() == 1


def test_clearing_away_can_be_undone(learner, client_of, at, tell):
    tell(learner)
    deliver_waiting(at=at)
    client, notice = client_of(learner), Notice.objects.get()
    client.post(f"/messages/{notice.public_id}/clear/")
    assert not Notice.objects.inbox_of(learner).exists()
    client.post(f"/messages/{notice.public_id}/restore/")
    assert Notice.objects.inbox_of(learner).get() == notice


def test_reading_all(learner, client_of, at, tell):
    tell(learner, about="a")
    tell(learner, about="b")
    deliver_waiting(at=at)
    assert client_of(learner).post("/messages/read/").status_code == 302
    assert unread_count(learner.pk) == 0


def test_filters_show_what_they_say(learner, client_of, at, tell):
    tell(learner, kind="single", word="eins")
    tell(learner, kind="daily", word="zwei")
    deliver_waiting(at=at)
    client = client_of(learner)
    client.get(f"/messages/{Notice.objects.get(kind='single').public_id}/")
    assert "title eins" not in client.get("/messages/?show=unread").content.decode()
    assert "title zwei" not in client.get("/messages/?kind=single").content.decode()
    assert client.get("/messages/?kind=nonsense&page=99").status_code == 200


def test_preferences_are_kept_and_defaults_keep_no_row(learner, client_of):
    kinds = [kind for kind in notice_kinds() if not kind.essential]
    form = {f"{kind.code}-by_mail": kind.by_mail.value for kind in kinds} | {
        f"{kind.code}-in_inbox": "on" for kind in kinds
    }
    hours = {"own": "on", "quiet_from": "21:00", "quiet_until": "08:00", "digest_at": "12:00"}
    client = client_of(learner)
    assert client.post("/messages/preferences/", form | {"single-by_mail": "never"} | hours).status_code == 302
    assert KindPreference.objects.get().by_mail == "never"
    assert Rhythm.objects.get().quiet_from.isoformat() == "21:00:00"
    client.post("/messages/preferences/", form | hours | {"own": ""})
    assert not KindPreference.objects.exists()
    assert not Rhythm.objects.exists()


def test_a_preference_that_makes_no_sense_is_said_and_nothing_is_kept(learner, client_of):
    client = client_of(learner)
    assert client.post("/messages/preferences/", {"single-by_mail": "pigeon", "quiet_from": "25:99"}).status_code == 422
    assert not KindPreference.objects.exists()


@pytest.mark.parametrize(("address", "budget"), [("/messages/", PAGE), ("/api/notices", CALL)])
def test_the_inbox_costs_the_same_with_thirty_notices_as_with_one(learner, client_of, at, tell, address, budget):
    client = client_of(learner)

    def queries() -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    tell(learner)
    deliver_waiting(at=at)
    one = queries()
    for number in range(29):
        tell(learner, about=str(number))
    deliver_waiting(at=at)
    assert queries() == one <= budget


def test_the_api_lists_and_marks(learner, client_of, at, tell):
    tell(learner)
    deliver_waiting(at=at)
    client = client_of(learner)
    body = client.get("/api/notices?unread=true").json()
    assert (body["unread"], body["items"][0]["title"], body["items"][0]["why"]) == (1, "title x", "why single")
    assert client.post("/api/notices/read", content_type="application/json").status_code == 204
    assert client.get("/api/notices").json()["unread"] == 0
