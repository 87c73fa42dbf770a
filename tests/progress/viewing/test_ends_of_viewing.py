"""After a sign-out, a revoked sign-in or a withdrawn lecture only what came before counts – whenever it arrives."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.utils import timezone, translation

from courses.services import publish_course, withdraw_course
from courses.services.gating import set_gate
from progress.beats import Refusal
from progress.doors import check_doors
from progress.models import ViewingSession
from progress.refusals import SENTENCES
from school.accounts.sessions import is_live
from tests.progress.recordings import Watching


@pytest.fixture
def signed_in(client_of, learner):
    return client_of(learner)


@pytest.fixture
def watching(signed_in, learner, lecture):
    """Opened a minute ago by a sign-in that lives."""
    return Watching.open(
        member=learner,
        lecture=lecture,
        at=timezone.now() - timedelta(minutes=1),
        sign_in=signed_in.session.session_key,
    )


def closed_after(watching):
    session = ViewingSession.objects.get(pk=watching.session.pk)
    assert session.closed_at is not None
    return session.closing_reason, round((session.closed_at - session.opened_at).total_seconds())


def test_signing_out_ends_the_viewing_at_that_moment(signed_in, watching):
    signed_in.logout()
    assert closed_after(watching) == ("signed_out", 60)


def test_a_sign_in_revoked_from_another_device_ends_it_too(signed_in, watching, learner):
    UserSession.objects.create(user=learner, session_key=watching.session.sign_in, ip="127.0.0.1").end()
    assert closed_after(watching) == ("signed_out", 60)


def test_what_came_before_counts_and_what_came_after_does_not(signed_in, watching):
    signed_in.logout()
    before = watching.beat((0, 50_000), (0, 50_000))
    after = watching.beat((55_000, 75_000), (50_000, 70_000))
    receipt = watching.send(before, after, after_ms=90_000)
    assert receipt.accepted == ((1, 50),)
    assert receipt.refused == ((2, Refusal.VIEWING_CLOSED),)


def test_open_doors_stay_open(watching):
    check_doors([watching.session.pk], at=timezone.now())
    assert ViewingSession.objects.get().closed_at is None


def test_a_withdrawn_course_ends_its_viewing(watching, lecture, instructor, at):
    withdraw_course(course=lecture.chapter.course, member=instructor, reason="内容有误", at=at)
    check_doors([watching.session.pk], at=timezone.now())
    assert closed_after(watching) == ("lecture_closed", 60)


def test_after_a_gate_closes_only_the_seconds_before_it_count_and_the_others_are_refused_in_words(
    signed_in, learner, lecture, instructor, college
):
    now = timezone.now()
    closing = now - timedelta(seconds=30)
    set_gate(lecture=lecture, gate={"until": closing.isoformat()}, at=now)
    publish_course(course=lecture.chapter.course, member=instructor, audiences=[college], at=now)
    opened = now - timedelta(seconds=90)
    watching = Watching.open(member=learner, lecture=lecture, at=opened, sign_in=signed_in.session.session_key)
    check_doors([watching.session.pk], at=closing)
    receipt = watching.send(
        watching.beat((0, 60_000), (0, 60_000)), watching.beat((61_000, 80_000), (60_000, 79_000)), after_ms=90_000
    )
    assert receipt.accepted == ((1, 60),)
    [(seq, refusal)] = receipt.refused
    assert (seq, refusal) == (2, Refusal.VIEWING_CLOSED)
    with translation.override("en"):
        assert str(SENTENCES[refusal]) == "This was played after the sign-in ended or the lecture was closed."


def test_a_changed_password_ends_it_when_it_is_noticed(watching, learner):
    learner.set_password("another long pass phrase")
    learner.save()
    assert not is_live(watching.session.sign_in, at=timezone.now())
    check_doors([watching.session.pk], at=timezone.now())
    assert closed_after(watching) == ("signed_out", 60)


def test_the_doors_are_asked_once_a_minute(watching, django_assert_num_queries):
    check_doors([watching.session.pk], at=timezone.now())
    with django_assert_num_queries(0):
        check_doors([watching.session.pk], at=timezone.now())
    cache.clear()
    check_doors([watching.session.pk], at=timezone.now())


def test_the_first_closing_stands(signed_in, watching, lecture, instructor, at):
    signed_in.logout()
    first = ViewingSession.objects.get().closed_at
    withdraw_course(course=lecture.chapter.course, member=instructor, reason="内容有误", at=at)
    check_doors([watching.session.pk], at=timezone.now() + timedelta(minutes=5))
    assert ViewingSession.objects.get().closed_at == first
