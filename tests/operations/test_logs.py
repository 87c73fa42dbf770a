"""The access log says what happened to a request and nothing about who made it."""

import json
import logging

import pytest
from django.test import Client
from structlog.processors import format_exc_info
from structlog.testing import capture_logs

from courses.models import LectureRevision
from school.operations import logs
from school.operations.views import health

pytestmark = pytest.mark.django_db


def test_a_request_is_logged_by_route_name_and_outcome(client_of, learner):
    with capture_logs() as lines:
        answer = client_of(learner).get("/year/?q=周文静")
    (line,) = [line for line in lines if line["event"] == "request"]
    assert line.keys() == {"event", "log_level", "request_id", "method", "route", "status", "ms"}
    assert (line["route"], line["status"]) == ("progress:year", 200)
    assert answer["X-Request-ID"] == line["request_id"]


def test_nothing_of_a_person_is_in_the_log(client_of, learner):
    with capture_logs() as lines:
        client_of(learner).get(f"/desk/members/{learner.public_id}/packet/2026/")
        Client().post("/accounts/login/", {"login": learner.number, "password": "wrong"})
    text = json.dumps(lines, default=str, ensure_ascii=False)
    for personal in (learner.name, learner.number, learner.public_id, "127.0.0.1", "wrong"):
        assert personal not in text


def test_a_given_request_id_is_kept_when_it_is_harmless(client: Client):
    assert client.get("/healthz", headers={"X-Request-ID": "abcdef0123456789"})["X-Request-ID"] == "abcdef0123456789"
    assert client.get("/healthz", headers={"X-Request-ID": "<script>"})["X-Request-ID"] != "<script>"


@pytest.mark.parametrize("path", ["/readyz", "/api/lectures/000000000000/coverage"])
def test_a_request_that_breaks_leaves_its_traceback_in_the_log(monkeypatch, client_of, learner, path):
    def break_down(*args: object, **facts: object) -> None:
        raise RuntimeError("out of order")

    monkeypatch.setattr(health, "failing_parts", break_down)
    monkeypatch.setattr(LectureRevision.objects, "visible_to", break_down)
    client = client_of(learner)
    client.raise_request_exception = False
    with capture_logs(processors=[format_exc_info]) as lines:
        assert client.get(path).status_code == 500
    (line,) = [line for line in lines if line["event"] == "unexpected error"]
    assert "RuntimeError: out of order" in line["exception"]
    assert "000000000000" not in line["route"]


def test_methods_that_somebody_invents_are_counted_as_one(client: Client):
    client.generic("BREW", "/healthz")
    assert b'method="BREW"' not in client.get("/metrics").content
    assert b'method="other"' in client.get("/metrics").content


def test_each_line_is_one_json_object_in_production(capsys):
    try:
        logs.configure({"json": True, "level": "INFO"})
        logging.getLogger("school.test").info("已完成")
        line = capsys.readouterr().err.strip()
        assert json.loads(line)["event"] == "已完成"
    finally:
        logs.configure({"json": False, "level": "INFO"})
