"""Forged, replayed, parallel, future, foreign and bursting beats over HTTP never credit more than time allows."""

from __future__ import annotations

from datetime import timedelta

import orjson
import pytest

from progress.models import AcceptedBeat, LectureCompletion, LedgerEntry, ViewingSession
from progress.services.rebuilding import differences
from progress.services.ruling import install_first_rules
from tests.attacks.forging import (
    Device,
    Forger,
    Request,
    assert_the_bound_holds,
    beat,
    credited_seconds,
    request,
    send_all,
)
from tests.progress.recordings import publish_course_of

pytestmark = [pytest.mark.pg, pytest.mark.django_db(transaction=True)]
AGO_S = 120


@pytest.fixture
def lectures(db, college, economics, instructor, at):
    install_first_rules()
    early = at.replace(month=9)
    return publish_course_of(
        owner=economics, author=instructor, audience=college, at=early, durations_ms=[600_000, 600_000, 90_000]
    )


@pytest.fixture
def device(lectures, learner) -> Device:
    """The learner, who opened the first lecture two minutes ago."""
    opened = Device.sign_in(learner)
    opened.open(lectures[0], ago_s=AGO_S)
    return opened


def answer_to(device, *beats, token=None):
    (response,) = send_all([request(device, token or device.tokens[0], *beats)])
    assert response.status_code == 200, response.text
    return response.json()


def refusals(answer):
    return [refused["code"] for refused in answer["refused"]]


def test_honest_watching_counts(device, learner):
    answer = answer_to(
        device, *(beat(n, [n * 10_000, n * 10_000 + 10_000], [n * 10_000, n * 10_000 + 10_000]) for n in (1, 2, 3))
    )
    assert answer["accepted"] == [{"seq": n, "new_seconds": 10} for n in (1, 2, 3)]
    assert answer["coverage"] == {
        "covered": [[10, 40]],
        "percent": 5,
        "missing": [[0, 10], [40, 600]],
        "complete": False,
    }
    assert answer["resume_ms"] == 40_000


def test_more_than_the_rate_cap_is_refused(device, learner):
    answer = answer_to(device, beat(1, [0, 10_000], [0, 60_000]))
    assert refusals(answer) == ["too-fast"]
    assert answer["refused"][0]["detail"]
    assert credited_seconds(learner) == 0


def test_a_replay_in_parallel_counts_once(device, learner):
    asked = request(device, device.tokens[0], beat(1, [0, 10_000], [0, 10_000]))
    answers = [response.json() for response in send_all([asked] * 24, at_once=24)]
    assert {orjson.dumps(answer["accepted"]) for answer in answers} == {b'[{"seq":1,"new_seconds":10}]'}
    assert AcceptedBeat.objects.count() == 1
    assert_the_bound_holds(learner)


def test_parallel_sessions_spend_one_time(device, lectures, learner):
    device.open(lectures[1], ago_s=AGO_S)
    other = Device.sign_in(learner)
    other.open(lectures[1], ago_s=AGO_S)
    asked = [
        request(which, token, beat(1, [0, 60_000], [0, 120_000]))
        for which, token in ((device, device.tokens[0]), (device, device.tokens[1]), (other, other.tokens[0]))
    ]
    codes = [code for response in send_all(asked, at_once=3) for code in refusals(response.json())]
    assert codes == ["time-already-spent"] * 2
    assert credited_seconds(learner) == 120
    assert_the_bound_holds(learner)


def test_the_future_is_refused(device, learner):
    answer = answer_to(device, beat(1, [AGO_S * 1000, AGO_S * 1000 + 60_000], [0, 60_000]))
    assert refusals(answer) == ["in-the-future"]


def test_time_before_the_lecture_was_opened_is_refused(device):
    assert refusals(answer_to(device, beat(1, [-60_000, 0], [0, 60_000]))) == ["before-start"]


def test_another_members_token_opens_nothing(device, lectures, peer, learner):
    thief = Device.sign_in(peer)
    (response,) = send_all([request(thief, device.tokens[0], beat(1, [0, 10_000], [0, 10_000]))])
    assert (response.status_code, response.json()["code"]) == (404, "not-found")
    assert credited_seconds(learner) == credited_seconds(peer) == 0


def test_without_a_sign_in_nothing_is_taken(device):
    (response,) = send_all([request(None, device.tokens[0], beat(1, [0, 10_000], [0, 10_000]))])
    assert (response.status_code, response.json()["code"]) == (401, "sign-in-required")


def test_a_session_that_has_ended_asks_for_another(device, learner):
    answer_to(device, beat(1, [0, 10_000], [0, 10_000]))
    ViewingSession.objects.update(closed_at=device.opened[0] + timedelta(seconds=20), closing_reason="signed_out")
    mixed = answer_to(device, beat(2, [10_000, 20_000], [10_000, 20_000]), beat(3, [20_000, 30_000], [20_000, 30_000]))
    assert (len(mixed["accepted"]), refusals(mixed)) == (1, ["viewing-closed"])
    (response,) = send_all([request(device, device.tokens[0], beat(4, [30_000, 40_000], [30_000, 40_000]))])
    assert (response.status_code, response.json()["code"]) == (401, "token-expired")
    assert credited_seconds(learner) == 20


def test_a_changed_token_is_refused(device, learner):
    head, _, tail = device.tokens[0].partition(":")
    for token in (head[:-2] + "AA:" + tail, "", "x:y:z", None, 7):
        (response,) = send_all([request(device, token, beat(1, [0, 10_000], [0, 10_000]))])
        assert (response.status_code, response.json()["code"]) == (401, "token-expired")
    assert credited_seconds(learner) == 0


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{",
        b'{"token":"x"}',
        b'{"token":"x","beats":{}}',
        b'{"token":"x","beats":[NaN]}',
        orjson.dumps({"token": "x", "beats": [0] * 201}),
        b'{"token":"' + b"x" * 70_000 + b'","beats":[]}',
    ],
    ids=["empty", "list", "broken", "no beats", "beats no list", "NaN", "too many", "too long"],
)
def test_a_body_that_cannot_be_read_is_a_problem_in_words(device, body):
    (response,) = send_all([Request(device, body)])
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["code"] == "beats-malformed"


def test_broken_numbers_harm_no_other_beat(device, learner):
    answer = answer_to(
        device,
        beat(1, [0, 1e300], [0, 1]),
        beat(2, [0, None], [0, 1]),
        beat(-3, [0, 10], [0, 1]),
        beat("4", [0, 10], [0, 1]),
        beat(5, [0, 10_000], [0, 10_000]),
        beat(6, [20_000, 30_000], [0, -1]),
        beat(7, [20_000, 30_000], [0, 10_000], rate="fast"),
        None,
    )
    assert [accepted["seq"] for accepted in answer["accepted"]] == [5]
    assert set(refusals(answer)) == {"malformed"}


def test_the_same_number_with_another_body_is_refused(device, learner):
    answer_to(device, beat(1, [0, 10_000], [0, 10_000]))
    assert refusals(answer_to(device, beat(1, [10_000, 20_000], [10_000, 20_000]))) == ["seq-reused"]
    assert credited_seconds(learner) == 10


def test_a_flood_of_tiny_intervals_earns_nothing_extra(device, learner):
    halves = [beat(n, [n, n + 1], [n * 1000, n * 1000 + 500]) for n in range(1, 151)]
    answer_to(device, *halves)
    slivers = [[second * 1000, second * 1000 + 500] for second in range(200, 260)]
    answer_to(device, beat(1_000, [500, 900], *slivers), beat(1_001, [1_000, 1_400], *slivers))
    assert credited_seconds(learner) <= 2 * 2 + 2
    assert_the_bound_holds(learner)


def test_sessions_opened_in_a_burst_share_one_clock_and_one_tolerance(device, lectures, learner):
    for n in range(12):
        device.open(lectures[n % 3], ago_s=5)
    asked = [
        request(device, token, beat(1, [n, n + 1], [n * 2_000, n * 2_000 + 2_000]))
        for n, token in enumerate(device.tokens[1:])
    ]
    send_all(asked, at_once=12)
    assert credited_seconds(learner) <= 2 + 2
    assert_the_bound_holds(learner)


def test_bursting_after_a_pause_uses_only_the_time_it_names(device, learner):
    answer = answer_to(device, beat(1, [100_000, 101_000], [0, 200_000]))
    assert refusals(answer) == ["too-fast"]
    assert answer_to(device, beat(2, [0, 100_000], [0, 200_000]))["accepted"][0]["new_seconds"] == 200
    assert_the_bound_holds(learner)


def test_completing_by_forged_beats_takes_the_time_that_watching_takes(device, lectures, learner):
    token = device.open(lectures[2], ago_s=60)
    answer_to(device, beat(1, [0, 20_000], [0, 40_000]), token=token)
    assert not LectureCompletion.objects.exists()
    assert answer_to(device, beat(2, [20_000, 40_000], [40_000, 80_000]), token=token)["coverage"]["complete"]
    assert LectureCompletion.objects.count() == LedgerEntry.objects.count() == 1


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_whatever_a_forger_sends_the_bound_holds(lectures, learner, peer, seed):
    devices = [Device.sign_in(member) for member in (learner, learner, peer)]
    for n, forging in enumerate(devices):
        for lecture in lectures:
            forging.open(lecture, ago_s=AGO_S - n * 7)
    responses = send_all(Forger(seed, devices, [600, 90]).requests(60), at_once=16)
    assert {response.status_code for response in responses} <= {200, 401, 404, 422}
    for member in (learner, peer):
        assert_the_bound_holds(member)
    assert credited_seconds(learner) > 0
    assert [str(found) for found in differences(at=devices[0].opened[0])] == []
