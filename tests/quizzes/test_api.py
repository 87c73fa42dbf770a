"""Attempts for programs: only one's own, only what may be known, errors as coded problems."""

import json
from datetime import timedelta

import pytest
from django.test import Client

from quizzes.models import Attempt
from tests.quizzes.conftest import item_of, right_answer

pytestmark = pytest.mark.django_db


@pytest.fixture
def api(client_of, learner):
    return client_of(learner)


def put(client, attempt, item, body):
    url = f"/api/attempts/{attempt.public_id}/answers/{item}"
    return client.put(url, data=body if isinstance(body, str) else json.dumps(body), content_type="application/json")


def shape(attempt, item):
    wire = right_answer(attempt, item)
    kind = item.question_version.question.kind
    if kind == "multiple":
        return {"options": wire}
    if kind in {"single", "true_false"}:
        return {"option": wire if isinstance(wire, str) else wire[0]}
    return {"text": wire}


def test_a_whole_attempt(api, world):
    begun = api.post(
        "/api/attempts", data=json.dumps({"lecture_id": world.lecture.public_id}), content_type="application/json"
    )
    assert begun.status_code == 201
    sheet = begun.json()
    assert sheet["state"] == "open"
    assert sheet["review"] is None
    assert [question["kind"] for question in sheet["questions"]] == [
        "single",
        "multiple",
        "true_false",
        "short_text",
        "numeric",
    ]
    attempt = Attempt.objects.get(public_id=sheet["id"])
    for question in sheet["questions"]:
        body = {"client_seq": 1, "answer": shape(attempt, item_of(attempt, question["kind"]))}
        saved = put(api, attempt, question["item"], body)
        assert saved.status_code == 200
        assert saved.json()["state"] == "saved"
        assert saved.json()["answer"] is not None
    done = api.post(f"/api/attempts/{attempt.public_id}/submit").json()
    assert (done["state"], done["passed"]) == ("submitted", True)
    assert float(done["mark"]) == 5
    assert {row["verdict"] for row in done["review"]} == {"right"}
    assert all(row["explanation"] for row in done["review"])
    assert api.post(f"/api/attempts/{attempt.public_id}/submit").json()["mark"] == done["mark"]
    assert api.get(f"/api/attempts/{attempt.public_id}").json()["review"] == done["review"]


def test_a_conflict_and_a_closed_attempt_are_coded_problems(api, attempt):
    item = item_of(attempt, "true_false").item_id
    put(api, attempt, item, {"client_seq": 1, "answer": {"option": "true"}})
    conflict = put(api, attempt, item, {"client_seq": 1, "answer": {"option": "false"}})
    assert (conflict.status_code, conflict.json()["code"]) == (409, "answer-conflict")
    assert conflict["content-type"].startswith("application/problem+json")
    api.post(f"/api/attempts/{attempt.public_id}/submit")
    closed = put(api, attempt, item, {"client_seq": 2, "answer": {"option": "false"}})
    assert (closed.status_code, closed.json()["code"]) == (409, "attempt-closed")


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "{",
        '{"client_seq": 1}',
        '{"client_seq": NaN, "answer": null}',
        '{"client_seq": 1e400, "answer": null}',
        '{"client_seq": "1", "answer": null}',
        '{"client_seq": true, "answer": null}',
        '{"client_seq": 0, "answer": null}',
        '{"client_seq": 99999999999999999999, "answer": null}',
        '{"client_seq": 1, "answer": 32}',
        '{"client_seq": 1, "answer": NaN}',
        '{"client_seq": 1, "answer": {"text": NaN}}',
        '{"client_seq": 1, "answer": {"text": "NaN"}}',
        '{"client_seq": 1, "answer": {"text": "1e999999999"}}',
        '{"client_seq": 1, "answer": {"text": "\\ud800"}}',
        '{"client_seq": 1, "answer": {"text": "\\u0000"}}',
        '{"client_seq": 1, "answer": {"text": "' + "9" * 100_000 + '"}}',
        '{"client_seq": 1, "answer": {"options": ["' + '","'.join("abcdefghijklmnopqrstuvwxyz") + '"]}}',
        '{"client_seq": 1, "answer": {"option": "true", "right": true}}',
        '{"client_seq": 1, "answer": ' + "[" * 5000 + "]" * 5000 + "}",
    ],
)
def test_wild_bodies_are_refused_and_change_nothing(api, attempt, body):
    refused = put(api, attempt, item_of(attempt, "numeric").item_id, body)
    assert refused.status_code in {400, 422}
    assert refused["content-type"].startswith("application/problem+json")
    assert not attempt.steps.answers().exists()


def test_someone_elses_attempt_does_not_exist(client_of, peer, outsider, secretary, instructor, attempt):
    item = item_of(attempt, "true_false").item_id
    for stranger in (peer, outsider, secretary, instructor):
        client = client_of(stranger)
        responses = [
            client.get(f"/api/attempts/{attempt.public_id}"),
            put(client, attempt, item, {"client_seq": 1, "answer": None}),
            client.post(f"/api/attempts/{attempt.public_id}/submit"),
        ]
        assert [response.status_code for response in responses] == [404, 404, 404]
        assert {response.json()["code"] for response in responses} == {"not-found"}
    assert attempt.steps.count() == 1


def test_outsiders_cannot_start(client_of, outsider, world):
    body = json.dumps({"lecture_id": world.lecture.public_id})
    refused = client_of(outsider).post("/api/attempts", data=body, content_type="application/json")
    assert refused.status_code == 404
    unknown = client_of(outsider).post(
        "/api/attempts", data='{"lecture_id": "nothing"}', content_type="application/json"
    )
    assert refused.json() == unknown.json()


def test_nobody_is_let_in_without_signing_in(client, attempt, world):
    assert client.get(f"/api/attempts/{attempt.public_id}").status_code == 401
    assert client.post("/api/attempts", data="{}", content_type="application/json").status_code == 401


def test_the_csrf_token_is_needed(learner, attempt):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(learner)
    assert strict.post(f"/api/attempts/{attempt.public_id}/submit").status_code == 403
    attempt.refresh_from_db()
    assert attempt.is_open


def test_an_overdue_attempt_is_shown_as_expired(api, make_world, learner, start, at):
    attempt = start(learner, make_world(time_limit_minutes=5).lecture, at - timedelta(days=400))
    item = item_of(attempt, "true_false").item_id
    late = put(api, attempt, item, {"client_seq": 1, "answer": {"option": "true"}})
    assert (late.status_code, late.json()["code"]) == (409, "time-is-up")
    assert api.get(f"/api/attempts/{attempt.public_id}").json()["state"] == "expired"
