"""The thirteenth relation of the matrix: in the audience, but the gate is closed."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from courses.consumers import segments
from courses.errors import GateClosed
from courses.models import Course, Lecture, LectureRevision
from courses.services import publish_course
from progress.doors import check_doors
from progress.models import ViewingSession
from school.accounts.sessions import SignIn
from school.organisation.models import Organisation
from tests.contracts.test_native_matrix import client_of
from tests.contracts.test_permission_matrix import ROUTES, api_routes, page_routes, send
from tests.contracts.world import build_world

TABLE = tomllib.loads((Path(__file__).parent / "gated.toml").read_text(encoding="utf-8"))
CLOSED, REFUSED = TABLE["closed"]["routes"], TABLE["refused"]["routes"]
NEVER = {"from": "2999-01-01T00:00:00+08:00"}
# Addresses of drafts and of reviews: their authors and reviewers read what no gate closes.
WORKSHOPS = ("/studio/", "/reviews/", "/api/drafts/")


def carries_a_lecture(route: str) -> bool:
    """Whether the route is about one lecture as members meet it."""
    target = route.split(" ", 1)[1]
    path = target if target.startswith("/") else page_routes()[target]
    authored = ROUTES[route]["class"] in {"authoring", "file", "round"}
    named = "lecture_id" in path or "lecture_id" in ROUTES[route].get("body", {})
    return named and not authored and not path.startswith(WORKSHOPS)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """The little world, with a viewing session of the peer's that was begun before every gate was closed."""
    with django_db_blocker.unblock(), transaction.atomic():
        built = build_world()
        course = Course.objects.get(public_id=built.ids["course_id"])
        begun = client_of(built, "peer").post(
            "/api/viewing-sessions", {"lecture_id": built.ids["video_id"]}, content_type="application/json"
        )
        assert begun.status_code == 201
        Lecture.objects.filter(chapter__course=course).update(gate=NEVER)
        asking = Lecture.objects.select_related("chapter__course").get(public_id=built.ids["asking_id"]).chapter.course
        Lecture.objects.filter(chapter__course=asking).update(gate=NEVER)
        second = Organisation.objects.get(name="经管第二支部")
        for one in {course, asking}:
            publish_course(course=one, member=built.people["instructor"], audiences=[second], at=timezone.now())
        cache.clear()
        yield built
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_every_route_about_one_lecture_is_in_the_table():
    known = {route for part in TABLE.values() for route in part["routes"]}
    about = {route for route in ROUTES if carries_a_lecture(route)}
    assert about <= known, about - known
    assert {route for route in known if " " in route} <= set(ROUTES) | set(api_routes())


@pytest.mark.django_db
def test_the_gates_are_closed_and_the_course_is_still_seen(world):
    assert LectureRevision.objects.current().filter(lecture__public_id=world.ids["video_id"], gate=NEVER).exists()
    assert send(world, "GET courses:course", "peer").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("route", CLOSED)
def test_a_closed_gate_refuses_and_shows_nothing_of_the_lecture(world, route):
    refused = send(world, route, "peer")
    assert refused.status_code == 403, refused.content[:400].decode(errors="replace")
    said = refused.content.decode(errors="replace")
    assert "金丝雀讲稿正文" not in said
    assert "2999" in said


@pytest.mark.django_db
@pytest.mark.parametrize("route", REFUSED)
def test_a_closed_gate_takes_nothing_about_a_post(world, route):
    assert send(world, route, "peer").status_code in {403, 404}


@pytest.mark.django_db
def test_a_closed_gate_grants_no_file(world):
    sign_in = SignIn(member_id=world.people["peer"].pk, session_key="k")
    with pytest.raises(GateClosed):
        segments._playable(sign_in, world.ids["video_id"], world.ids["asset_id"], timezone.now())


@pytest.mark.django_db
def test_a_gate_that_closes_ends_the_viewing_session_from_then_on(world):
    session = ViewingSession.objects.get(member=world.people["peer"], lecture__public_id=world.ids["video_id"])
    check_doors([session.pk], at=timezone.now())
    session.refresh_from_db()
    assert session.closed_at is not None
