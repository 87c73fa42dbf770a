"""POST /api/viewing-sessions and GET /api/lectures/<id>/coverage."""

from dataclasses import asdict

import pytest
from django.core import signing

from courses.services import publish_course, withdraw_course
from progress.errors import TokenExpired
from progress.models import ViewingSession
from progress.tickets import SALT, read
from tests.progress.recordings import Watching


def open_over_http(client, lecture_id):
    return client.post("/api/viewing-sessions", {"lecture_id": lecture_id}, content_type="application/json")


def test_a_member_opens_a_recording(client_of, learner, lecture):
    response = open_over_http(client_of(learner), lecture.public_id)
    assert response.status_code == 201
    said = response.json()
    session = ViewingSession.objects.get()
    assert (said["lecture_id"], said["duration_ms"], said["resume_ms"]) == (lecture.public_id, 120_000, 0)
    assert said["coverage"] == {"covered": [], "missing": [[0, 120]], "percent": 0, "complete": False}
    assert read(said["token"], now_ms=0).session_id == session.pk
    assert session.sign_in not in said["token"]


def test_it_says_where_to_go_on(client_of, learner, lecture, at):
    Watching.open(member=learner, lecture=lecture, at=at).watch(0, 40)
    said = open_over_http(client_of(learner), lecture.public_id).json()
    assert said["resume_ms"] == 40_000
    assert said["coverage"]["missing"] == [[40, 120]]
    coverage = client_of(learner).get(f"/api/lectures/{lecture.public_id}/coverage").json()
    assert coverage["covered"] == [[0, 40]]
    assert coverage["completed_at"] is None


def test_a_stranger_gets_404(client_of, outsider, publish, economics, instructor, at):
    (lecture,) = publish(durations_ms=[60_000])
    publish_course(course=lecture.chapter.course, member=instructor, audiences=[economics], at=at)
    client = client_of(outsider)
    for response in (
        open_over_http(client, lecture.public_id),
        open_over_http(client, "nothing-here"),
        client.get(f"/api/lectures/{lecture.public_id}/coverage"),
        client.post(f"/api/lectures/{lecture.public_id}/sections", {"sections": []}, content_type="application/json"),
    ):
        assert (response.status_code, response.json()["code"]) == (404, "not-found")


def test_nobody_signed_in_gets_401(client, lecture):
    assert open_over_http(client, lecture.public_id).status_code == 401


def test_a_closed_gate_says_why(client_of, publish, learner):
    (lecture,) = publish(durations_ms=[60_000], gate={"from": "2099-01-01T00:00:00+08:00"})
    response = open_over_http(client_of(learner), lecture.public_id)
    assert (response.status_code, response.json()["code"]) == (403, "gate-closed")
    assert "2099" in response.json()["detail"]


def test_a_withdrawn_course_opens_nothing(client_of, learner, lecture, instructor, at):
    withdraw_course(course=lecture.chapter.course, member=instructor, reason="内容有误", at=at)
    assert open_over_http(client_of(learner), lecture.public_id).status_code == 404


def test_a_text_has_nothing_to_watch(client_of, publish, learner):
    (text,) = publish(texts=["## 一\n\n正文"])
    response = open_over_http(client_of(learner), text.public_id)
    assert (response.status_code, response.json()["code"]) == (422, "nothing-to-watch")


@pytest.mark.parametrize("already", [0, 30])
def test_the_number_of_queries_does_not_grow(client_of, learner, publish, django_assert_max_num_queries, already, at):
    lectures = publish(durations_ms=[60_000] * (already + 1))
    for lecture in lectures[1:]:
        Watching.open(member=learner, lecture=lecture, at=at)
    client = client_of(learner)
    client.get("/offline/")  # what a process remembers for seconds is no cost of this route
    with django_assert_max_num_queries(15):
        assert open_over_http(client, lectures[0].public_id).status_code == 201
    with django_assert_max_num_queries(6):
        assert client.get(f"/api/lectures/{lectures[0].public_id}/coverage").status_code == 200


@pytest.mark.parametrize("changed", [{"sign_in": "of an older version"}, {"share": None}])
def test_a_token_of_another_version_of_the_code_asks_for_a_new_session(learner, lecture, at, changed):
    ticket = Watching.open(member=learner, lecture=lecture, at=at).ticket
    token = signing.dumps(asdict(ticket) | changed, salt=SALT)
    with pytest.raises(TokenExpired):
        read(token, now_ms=ticket.t0_ms)
