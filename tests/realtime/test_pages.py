"""The pages of sessions: plain forms, what each role sees, and nothing for strangers."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from progress.models import LedgerEntry
from realtime.models import LectureSession, RoomEvent, StudySession
from school.audit.models import AuditEntry

pytestmark = pytest.mark.django_db

WHEN = {"starts_at": "2099-11-23T19:30", "ends_at": "2099-11-23T20:30", "planned_minutes": "45"}


def page(client, session, name="", **options):
    return client.get(f"/sessions/{session.public_id}/{name}", **options)


def test_a_secretary_schedules_a_session_for_the_branch(client_of, secretary, second_branch, lecture):
    client = client_of(secretary)
    form = client.get("/sessions/new/")
    assert second_branch.name[:4] in form.text
    answer = client.post(
        "/sessions/new/",
        WHEN
        | {
            "title": "学习通报",
            "organisation": second_branch.public_id,
            "host": secretary.public_id,
            "lecture": lecture.public_id,
        },
    )
    session = StudySession.objects.get()
    assert answer.url == f"/sessions/{session.public_id}/"
    assert (session.title, session.host, session.planned_minutes) == ("学习通报", secretary, 45)
    assert LectureSession.objects.get().lecture == lecture
    assert "学习通报" in client.get("/sessions/").text


def test_a_session_that_ends_before_it_begins_is_explained_in_the_form(client_of, secretary, second_branch):
    answer = client_of(secretary).post(
        "/sessions/new/",
        WHEN
        | {
            "ends_at": "2099-11-23T19:00",
            "title": "学习通报",
            "organisation": second_branch.public_id,
            "host": secretary.public_id,
        },
    )
    assert answer.status_code == 200
    assert not StudySession.objects.exists()


def test_nobody_schedules_outside_the_reach_of_the_office(client_of, secretary, foreign_branch, learner):
    stolen = WHEN | {"title": "越界", "organisation": foreign_branch.public_id, "host": secretary.public_id}
    assert client_of(secretary).post("/sessions/new/", stolen).status_code == 200
    assert not StudySession.objects.exists()
    assert client_of(learner).get("/sessions/new/").status_code == 403


def test_a_plan_can_be_changed_until_the_room_is_open(client_of, secretary, scheduled, run):
    client = client_of(secretary)
    changed = WHEN | {"title": "改过的题目", "host": secretary.public_id}
    assert page(client, scheduled, "edit/").status_code == 200
    assert client.post(f"/sessions/{scheduled.public_id}/edit/", changed).status_code == 302
    scheduled.refresh_from_db()
    assert scheduled.title == "改过的题目"
    run("open", scheduled)
    answer = client.post(f"/sessions/{scheduled.public_id}/edit/", changed | {"title": "再改"})
    assert answer.status_code == 200
    scheduled.refresh_from_db()
    assert scheduled.title == "改过的题目"


def test_a_cancelled_session_stays_and_tells_why_in_the_audit(client_of, secretary, learner, scheduled):
    client_of(secretary).post(f"/sessions/{scheduled.public_id}/cancel/", {"reason": "停电"})
    scheduled.refresh_from_db()
    assert scheduled.state == "cancelled"
    assert AuditEntry.objects.get(action="session.cancel").reason == "停电"
    assert page(client_of(learner), scheduled).status_code == 200
    assert scheduled.title in client_of(learner).get("/sessions/?show=past").text


def test_opening_and_ending_ask_first_and_then_do_it(client_of, secretary, learner, scheduled):
    client = client_of(secretary)
    for act, state in (("open", "open"), ("close", "ended")):
        assert page(client, scheduled, f"{act}/").status_code == 200
        scheduled.refresh_from_db()
        assert scheduled.state != state
        client.post(f"/sessions/{scheduled.public_id}/{act}/")
        scheduled.refresh_from_db()
        assert scheduled.state == state
    again = client.post(f"/sessions/{scheduled.public_id}/open/")
    assert again.status_code == 409


def test_without_script_a_message_is_a_plain_form_and_sent_twice_it_is_there_once(client_of, learner, peer, room):
    client = client_of(learner)
    form = page(client, room).text
    client_id = re.search(r'name="client_id" value="([^"]+)"', form)[1]
    for _ in range(2):
        answer = client.post(f"/sessions/{room.public_id}/", {"text": "大家好", "client_id": client_id})
        assert answer.status_code == 302
    assert RoomEvent.objects.filter(session=room, kind="message").count() == 1
    assert "大家好" in page(client_of(peer), room).text


def test_a_refused_message_comes_back_in_the_form(client_of, learner, room):
    answer = client_of(learner).post(f"/sessions/{room.public_id}/", {"text": "长" * 1001})
    assert answer.status_code == 422
    assert "长" * 1001 in answer.text


def test_what_people_write_is_text_and_never_markup(client_of, learner, peer, room):
    client_of(learner).post(f"/sessions/{room.public_id}/", {"text": "<script>alert(1)</script>"})
    assert "<script>alert" not in page(client_of(peer), room).text


def test_the_room_gives_its_controller_all_it_needs(client_of, learner, room):
    html = page(client_of(learner), room).text
    for piece in (
        'data-controller="room"',
        f'data-room-socket-value="/ws/rooms/{room.public_id}"',
        f'data-room-events-value="/api/rooms/{room.public_id}/events"',
        f'data-room-say-value="/api/rooms/{room.public_id}/messages"',
        'data-room-last-value="1"',
        'data-room-open-value="true"',
        '<template data-room-target="message">',
        '<template data-room-target="pending">',
    ):
        assert piece in html


def test_a_log_of_several_pages_leads_back_to_its_beginning(client_of, learner, room, at):
    RoomEvent.objects.bulk_create(
        RoomEvent(
            session=room,
            number=n,
            kind="message",
            member=learner,
            client_id=f"c{n}",
            payload={"text": f"第 {n} 句"},
            at=at,
        )
        for n in range(2, 252)
    )
    client = client_of(learner)
    newest = page(client, room).text
    assert "第 251 句" in newest
    assert "第 51 句" not in newest
    assert "第 51 句" in page(client, room, "?before=52").text


def test_the_register_is_filled_in_from_the_room_and_confirmed_once(client_of, secretary, learner, peer, ended):
    client = client_of(secretary)
    form = page(client, ended, "register/")
    assert "周文静" in form.text
    marks = {
        f"standing-{learner.public_id}": "present",
        f"standing-{peer.public_id}": "excused",
        f"standing-{secretary.public_id}": "present",
    }
    half = client.post(f"/sessions/{ended.public_id}/register/", {f"standing-{learner.public_id}": "present"})
    assert half.status_code == 422
    for _ in range(2):
        assert client.post(f"/sessions/{ended.public_id}/register/", marks).status_code == 302
    assert LedgerEntry.objects.count() == 2
    confirmed = page(client, ended, "register/").text
    assert "刘建国" in confirmed
    assert 'name="reason"' in confirmed
    correction = marks | {f"standing-{learner.public_id}": "absent", "reason": "认错了人"}
    assert client.post(f"/sessions/{ended.public_id}/register/", correction).status_code == 302
    assert LedgerEntry.objects.filter(member=learner).net_hours() == 0


def test_a_member_sees_the_own_standing_and_nobody_elses(client_of, secretary, learner, peer, ended):
    marks = {f"standing-{entry.member.public_id}": "present" for entry in ended.register.select_related("member")}
    marks[f"standing-{peer.public_id}"] = "absent"
    client_of(secretary).post(f"/sessions/{ended.public_id}/register/", marks)
    seen = page(client_of(learner), ended)
    assert seen.context["own"].standing == "present"
    assert seen.context["summary"] is None
    assert "赵明远" not in seen.text
    assert page(client_of(learner), ended, "register/").status_code == 403


@pytest.mark.parametrize("name", ["", "edit/", "cancel/", "open/", "close/", "register/"])
@pytest.mark.parametrize("who", ["outsider", "foreign_secretary"])
def test_a_foreign_branch_finds_nothing(client_of, ended, name, who, request):
    client = client_of(request.getfixturevalue(who))
    assert page(client, ended, name).status_code == 404
    assert client.post(f"/sessions/{ended.public_id}/{name}").status_code == 404
    assert ended.title not in client.get("/sessions/?show=past").text


@pytest.mark.parametrize("name", ["edit/", "cancel/", "open/", "close/", "register/"])
def test_a_member_of_the_branch_may_not_run_it(client_of, learner, ended, name):
    assert page(client_of(learner), ended, name).status_code == 403


def test_without_a_sign_in_every_page_asks_for_one(client, ended):
    for name in ("", "edit/", "register/"):
        assert page(client, ended, name).status_code == 302
    assert client.get("/sessions/").status_code == 302


def test_the_lists_say_what_to_do_when_they_are_empty(client_of, learner):
    client = client_of(learner)
    for address in ("/sessions/", "/sessions/?show=past"):
        assert 'class="empty"' in client.get(address).text


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("show", ["ahead", "past"])
def test_the_list_asks_no_more_for_thirty_sessions_than_for_one(client_of, secretary, schedule, show):
    starts = timezone.now() + (timedelta(days=3) if show == "ahead" else timedelta(days=-30))
    times = {"starts_at": starts, "ends_at": starts + timedelta(hours=2)}
    client, address = client_of(secretary), f"/sessions/?show={show}"
    schedule(**times)
    one = queries(client, address)
    for _ in range(29):
        schedule(**times)
    assert queries(client, address) == one <= 12


def test_the_room_and_the_register_keep_the_budget_however_full_they_are(
    client_of, secretary, make_member, second_branch, room, run, at
):
    for number in range(30):
        member = make_member(f"成员{number}", second_branch)
        RoomEvent.objects.create(
            session=room,
            number=number + 2,
            kind="message",
            member=member,
            client_id="x" * 8,
            payload={"text": "到"},
            at=at,
        )
    StudySession.objects.filter(pk=room.pk).update(last_number=31)
    client = client_of(secretary)
    assert queries(client, f"/sessions/{room.public_id}/") <= 12
    ended = run("close", room, minutes=90)
    assert queries(client, f"/sessions/{ended.public_id}/") <= 12
    assert queries(client, f"/sessions/{ended.public_id}/register/") <= 12
