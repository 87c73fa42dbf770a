"""PostgreSQL cannot even compare a NUL character; whoever sends one is told so, and nothing breaks."""

from __future__ import annotations

import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.pg]

NUL = "%00"


@pytest.mark.parametrize(
    "address",
    [
        f"/courses/?q={NUL}",
        f"/studio/?q={NUL}",
        f"/studio/uploads/?organisation={NUL}",
        f"/sessions/?page={NUL}",
        f"/api/rooms/{NUL}/events",
        f"/api/lectures/{NUL}/coverage",
        f"/api/attempts/{NUL}",
    ],
)
def test_a_nul_in_an_address_breaks_nothing(client_of, instructor, address):
    client = client_of(instructor)
    client.raise_request_exception = False
    assert client.get(address).status_code < 500


@pytest.mark.parametrize("address", ["/api/viewing-sessions", "/api/attempts"])
def test_a_nul_in_a_body_breaks_nothing(client_of, learner, address):
    client = client_of(learner)
    client.raise_request_exception = False
    answer = client.post(address, {"lecture_id": "\0"}, content_type="application/json")
    assert answer.status_code < 500
