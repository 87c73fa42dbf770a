"""Watchers get an answer about the machine and none about people."""

import pytest
from django.db import DatabaseError
from django.test import Client

from school.operations import readiness
from tests.media.stores import use_store

pytestmark = pytest.mark.django_db


def test_a_process_that_answers_is_alive_without_asking_the_database(client: Client, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")


@pytest.mark.pg
def test_it_is_ready_when_every_part_answers(client: Client):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"ready": True, "failing": []})


def test_a_folder_that_cannot_be_written_to_is_named(client: Client, settings, tmp_path):
    (tmp_path / "file").touch()
    use_store(settings, (tmp_path / "file" / "assets").as_uri())
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["failing"]) == (503, ["assets"])


def test_a_bucket_that_does_not_answer_is_named(client: Client, settings):
    use_store(settings, "s3://away?endpoint=http://127.0.0.1:9&region=us-east-1")
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["failing"]) == (503, ["assets"])


def test_a_folder_for_work_that_cannot_be_written_to_is_named(client: Client, settings, tmp_path):
    (tmp_path / "file").touch()
    settings.WORK_ROOT = tmp_path / "file" / "work"
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["failing"]) == (503, ["work"])


def test_a_silent_database_is_named_and_nothing_behind_it_is_asked(client: Client, monkeypatch):
    def silent() -> None:
        raise DatabaseError("password of a person")

    monkeypatch.setattr(readiness, "_database", silent)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"ready": False, "failing": ["database"]})


def test_metrics_count_requests_by_route_and_hold_no_path(client: Client, learner):
    client.get(f"/courses/{learner.public_id}/")
    figures = client.get("/metrics").content.decode()
    assert 'school_request_seconds_count{method="GET"' in figures
    assert 'school_unfinished{kind="assets waiting"} 0.0' in figures
    assert learner.public_id not in figures


def test_metrics_are_for_the_holder_of_the_token(client: Client, settings):
    settings.METRICS_TOKEN = "a long random text"
    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer a long random tex"}).status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer a long random text"}).status_code == 200


def test_metrics_without_a_token_are_for_this_machine_only(client: Client, settings):
    assert client.get("/metrics", REMOTE_ADDR="203.0.113.9").status_code == 404
    settings.HOME = "production"
    assert client.get("/metrics").status_code == 404
