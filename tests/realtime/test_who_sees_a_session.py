"""One predicate, two questions: each permission agrees with its queryset for everybody of the cast."""

from datetime import date

import pytest

from realtime.consumers.admission import same_site
from realtime.models import StudySession
from realtime.permissions import can_confirm, can_enter, can_run
from realtime.services.scheduling import schedule_session
from school.organisation.authority import Authority
from school.organisation.services.joining import affiliate

CAST = (
    "learner",
    "peer",
    "secretary",
    "instructor",
    "host",
    "officer",
    "outsider",
    "foreign_secretary",
    "foreign_instructor",
)
NOWHERE = Authority(member_id=0, place="", organisation_id=None, grants=(), on=date(2026, 11, 23))


@pytest.fixture
def sessions(make_plan, officer, authority, college, economics, second_branch, third_branch, foreign_branch, host, at):
    """One session at each place, and one of the second branch that its host runs."""
    places = [(place, officer) for place in (college, economics, second_branch, third_branch, foreign_branch)]
    return [
        schedule_session(organisation=place, plan=make_plan(host=by), by=officer, authority=authority(officer), at=at)
        for place, by in [*places, (second_branch, host)]
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("who", CAST)
@pytest.mark.parametrize(
    ("question", "filtered"), [(can_enter, "visible_to"), (can_run, "run_by"), (can_confirm, "confirmable_by")]
)
def test_the_question_about_one_and_the_list_of_all_agree(sessions, authority, who, question, filtered, request):
    held = authority(request.getfixturevalue(who))
    listed = set(getattr(StudySession.objects, filtered)(held))
    assert listed == {session for session in sessions if question(held, session)}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("who", "number"), [("learner", 4), ("secretary", 4), ("host", 4), ("officer", 6), ("outsider", 2)]
)
def test_everybody_sees_the_sessions_of_the_own_place_and_those_above(sessions, authority, who, number, request):
    held = authority(request.getfixturevalue(who))
    assert StudySession.objects.visible_to(held).count() == number


@pytest.mark.django_db
def test_a_named_host_who_moved_away_and_hosts_no_more_has_no_right_left(sessions, authority, host, foreign_branch, at):
    hosted = sessions[-1]
    assert can_confirm(authority(host), hosted)
    affiliate(member=host, organisation=foreign_branch, on=at.date())
    assert can_confirm(authority(host), hosted), "the office to host still stands"
    host.offices.update(ends_on=at.date())
    held = authority(host)
    assert not (can_enter(held, hosted) or can_run(held, hosted) or can_confirm(held, hosted))
    for listed in ("visible_to", "run_by", "confirmable_by"):
        assert hosted not in getattr(StudySession.objects, listed)(held)


@pytest.mark.django_db
def test_whoever_belongs_nowhere_sees_nothing(sessions):
    assert not StudySession.objects.visible_to(NOWHERE).exists()


@pytest.mark.parametrize(
    ("host", "origin", "ours"),
    [
        ("school.example", "https://school.example", True),
        ("school.example:8000", "http://school.example:8000", True),
        ("[::1]:8000", "http://[::1]:8000", True),
        ("school.example", "http://school.example:80", True),
        ("school.example", "https://school.example:8443", False),
        ("school.example:8000", "http://school.example:8001", False),
        ("school.example:8000", "http://school.example", False),
        ("[::1]:8000", "http://[::1]:3000", False),
        ("school.example", "https://school.example.evil.example", False),
        ("school.example", "https://evil.example", False),
        ("school.example", "null", False),
        ("school.example", "http://[broken", False),
        ("school.example", "http://school.example:port", False),
    ],
)
def test_only_our_own_pages_may_open_a_socket(settings, host, origin, ours):
    """Cookies know no ports: another program on the same machine must not open a socket with them."""
    settings.ALLOWED_HOSTS = ["school.example", "[::1]"]
    assert same_site([(b"host", host.encode()), (b"origin", origin.encode())]) is ours


def test_a_page_of_a_trusted_origin_may_open_a_socket(settings):
    settings.CSRF_TRUSTED_ORIGINS = ["https://pages.example"]
    assert same_site([(b"host", b"sockets.example"), (b"origin", b"https://pages.example")])


def test_a_program_without_an_origin_may_open_a_socket():
    assert same_site([(b"host", b"school.example")])
