"""A course file is looked at, imported in the background, followed where a worker died, and taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import translation

from courses import services
from courses.models import Course, CourseImport, Lecture
from courses.roundtrip import unpacking
from courses.roundtrip.errors import ImportNotUndone
from courses.services.course_imports import (
    check_import,
    order_import,
    stop_given_up,
    undo_import,
    unpack_import,
)
from media import storage
from media.models import Asset
from school.audit.models import AuditEntry
from school.errors import Conflict
from school.organisation.acting import Act

from .conftest import fresh, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def act(instructor, at) -> Act:
    return Act(member=instructor, at=at)


@pytest.fixture
def looked_at(simple, uploaded, economics, act, tmp_path) -> CourseImport:
    file = uploaded(written(simple, tmp_path / "course.zip"))
    return check_import(organisation=economics, file=file, member=act.member, at=act.at)


@pytest.fixture
def imported(looked_at, at) -> CourseImport:
    order_import(course_import=looked_at, at=at)
    unpack_import(import_id=looked_at.pk, clock=lambda: at)
    return fresh(looked_at)


def test_looking_changes_nothing_and_says_what_it_holds(looked_at, simple):
    assert looked_at.state == "checked"
    assert (looked_at.title, looked_at.counts["lectures"], looked_at.counts["files"]) == (simple.title, 5, 1)
    assert list(Course.objects.all()) == [simple]


def test_a_file_that_is_no_course_is_refused_in_words(tmp_path, uploaded, economics, act):
    path = tmp_path / "x.zip"
    path.write_bytes(b"PK\x03\x04 not really")
    with translation.override("en"):
        found = check_import(organisation=economics, file=uploaded(path), member=act.member, at=act.at)
        assert found.state == "refused"
        assert "not a zip file" in found.problems[0]["sentence"]
        with pytest.raises(Conflict):
            order_import(course_import=found, at=act.at)


def test_an_imported_course_is_there_once_however_often_it_is_asked_for(imported, at):
    assert (imported.state, imported.percent) == ("done", 100)
    order_import(course_import=imported, at=at)
    unpack_import(import_id=imported.pk, clock=lambda: at)
    assert Course.objects.count() == 2
    assert AuditEntry.objects.filter(action="course.imported").count() == 1


def test_a_worker_that_died_is_followed_where_it_stopped(looked_at, at, monkeypatch):
    class Killed(BaseException):
        """As a power cut: nothing catches it."""

    def die(*_args, **_facts):
        raise Killed

    order_import(course_import=looked_at, at=at)
    with monkeypatch.context() as patched:
        patched.setattr(unpacking, "add_lecture", die)
        with pytest.raises(Killed):
            unpack_import(import_id=looked_at.pk, clock=lambda: at)
    kept = Asset.objects.count()
    unpack_import(import_id=looked_at.pk, clock=lambda: at)
    assert fresh(looked_at).state == "unpacking"
    unpack_import(import_id=looked_at.pk, clock=lambda: at + timedelta(minutes=5))
    assert fresh(looked_at).state == "done"
    assert Asset.objects.count() == kept
    assert Course.objects.count() == 2


def test_an_import_that_never_succeeds_ends_with_its_reason(looked_at, at):
    order_import(course_import=looked_at, at=at)
    CourseImport.objects.filter(pk=looked_at.pk).update(attempts=5)
    assert stop_given_up(at=at) == 1
    stopped = fresh(looked_at)
    assert stopped.state == "failed"
    assert stopped.problems[0]["sentence"]
    order_import(course_import=stopped, at=at)
    unpack_import(import_id=stopped.pk, clock=lambda: at)
    assert fresh(stopped).state == "done"


def test_a_file_that_is_gone_stops_the_import_with_its_reason(looked_at, at):
    order_import(course_import=looked_at, at=at)
    storage.remove_everything(looked_at.file.store_key)
    unpack_import(import_id=looked_at.pk, clock=lambda: at)
    assert fresh(looked_at).state == "failed"


def test_taking_back_deletes_the_draft_and_leaves_the_rest(imported, simple, act):
    undone = undo_import(course_import=imported, act=act)
    assert undone.state == "undone"
    assert Course.objects.get(pk=imported.course_id).removed_at is not None
    assert Lecture.objects.in_draft().filter(chapter__course=simple).count() == 5
    assert undo_import(course_import=undone, act=act).state == "undone"


def test_what_members_have_seen_is_not_taken_back(imported, instructor, second_branch, act):
    course = imported.course
    Lecture.objects.filter(chapter__course=course).exclude(kind="article").update(removed_at=act.at)
    Lecture.objects.filter(chapter__course=course).update(gate={}, body="<p>介绍信</p>")
    services.publish_course(course=course, member=instructor, audiences=[second_branch], at=act.at)
    with pytest.raises(ImportNotUndone):
        undo_import(course_import=imported, act=act)
