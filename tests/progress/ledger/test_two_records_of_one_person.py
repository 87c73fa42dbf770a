"""Two records of one person are joined: each thing counts once, everything is shown, and separating restores both."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from progress.completions import StandingCompletions
from progress.models import LedgerEntry
from progress.reading import course_standing, lecture_completions
from progress.reports.desk import desk_of
from progress.reports.roster import roster_of
from progress.reports.year import year_of
from progress.services.completing import complete_lecture
from progress.services.crediting import credit
from progress.services.rebuilding import differences
from school.organisation.acting import Act
from school.organisation.authority import authority_of
from school.organisation.services.aliasing import join_records, separate_records

pytestmark = [pytest.mark.django_db, pytest.mark.pg]


@pytest.fixture
def twin(make_member, second_branch):
    return make_member("周文静", second_branch)


@pytest.fixture
def act(secretary, at) -> Act:
    return Act(member=secretary, at=at, reason="同一人")


@pytest.fixture
def earn(at, first_rules, second_branch):
    """earn(member, "lecture:a", hours) → the entry, or None when the key holds it already."""

    def run(member, item, hours=Decimal(1)) -> LedgerEntry | None:
        return credit(
            member_id=member.pk,
            item=item,
            category="self_paced",
            hours=hours,
            earned_on=at,
            evidence_kind="register",
            evidence_id="x",
            title=item,
            organisation_id=second_branch.pk,
            at=at,
        )

    return run


def total(member, at) -> Decimal:
    report = year_of(member=member, authority=authority_of(member, at=at), year=at.year, on=at.date())
    return sum(report.by_category.values(), Decimal(0))


def shown(member, at) -> int:
    return len(year_of(member=member, authority=authority_of(member, at=at), year=at.year, on=at.date()).entries)


def test_what_both_records_earned_before_counts_once_and_all_of_it_is_shown(earn, learner, twin, act, at):
    earn(learner, "lecture:a")
    earn(learner, "lecture:b")
    earn(twin, "lecture:b")
    earn(twin, "lecture:c")
    join_records(alias=twin, canonical=learner, act=act)
    assert total(learner, at) == Decimal(3)
    assert shown(learner, at) == 4
    separate_records(alias=twin, act=replace(act, at=at + timedelta(minutes=1)))
    assert (total(learner, at), total(twin, at)) == (Decimal(2), Decimal(2))
    assert (shown(learner, at), shown(twin, at)) == (2, 2)


def test_the_desk_counts_as_the_members_own_page_does(earn, learner, twin, secretary, act, at):
    earn(learner, "lecture:a")
    earn(twin, "lecture:a")
    earn(twin, "lecture:c")
    join_records(alias=twin, canonical=learner, act=act)
    report = desk_of(authority=authority_of(secretary, at=at), year=at.year, on=at.date())
    row = next(row for row in report.rows if row.number == learner.number)
    assert row.standing.credited == total(learner, at) == Decimal(2)
    assert twin.number not in {row.number for row in report.rows}


def test_after_joining_neither_record_is_credited_again(earn, learner, twin, act):
    earn(twin, "lecture:a")
    join_records(alias=twin, canonical=learner, act=act)
    assert earn(learner, "lecture:a") is None
    assert earn(twin, "lecture:a") is None
    assert earn(learner, "lecture:b") is not None
    assert earn(twin, "lecture:b") is None


def test_what_one_record_has_completed_is_completed_for_the_person(publish, learner, twin, secretary, act, at):
    first, second = publish(durations_ms=[120_000, 120_000])
    for member, lecture in ((twin, first), (learner, second)):
        complete_lecture(
            member_id=member.pk,
            lecture_id=lecture.pk,
            lecture_revision_id=lecture.revisions.get().pk,
            deciding_fact="register",
            deciding_id="x",
            at=at,
        )
    course = first.chapter.course
    join_records(alias=twin, canonical=learner, act=act)
    assert StandingCompletions().achieved(learner.pk, [first.pk, second.pk]).completed == {first.pk, second.pk}
    assert set(lecture_completions(learner.pk, [first.pk, second.pk])) == {first.pk, second.pk}
    assert course_standing(learner.pk, [course.pk])[course.pk].completed_lectures == 2
    separate_records(alias=twin, act=replace(act, at=at + timedelta(minutes=1)))
    assert StandingCompletions().achieved(learner.pk, [first.pk, second.pk]).completed == {second.pk}


def test_a_course_is_completed_by_both_records_together(publish, learner, twin, secretary, act, at):
    first, second = publish(durations_ms=[120_000, 120_000])
    join_records(alias=twin, canonical=learner, act=act)
    for member, lecture in ((twin, first), (learner, second)):
        complete_lecture(
            member_id=member.pk,
            lecture_id=lecture.pk,
            lecture_revision_id=lecture.revisions.get().pk,
            deciding_fact="register",
            deciding_id="x",
            at=at,
        )
    course = first.chapter.course
    roster = roster_of(course=course, authority=authority_of(secretary, at=at))
    completed = [row.number for row in roster.rows if row.completed_at is not None]
    assert completed == [learner.number]
    assert course_standing(learner.pk, [course.pk])[course.pk].percent == 100
    assert list(differences(at=at)) == []
    separate_records(alias=twin, act=replace(act, at=at + timedelta(minutes=1)))
    assert list(differences(at=at)) == [], "nothing earned is lost, and nothing contradicts it"


def test_own_pages_packet_and_desk_open_the_entries_of_both_records(
    earn, learner, twin, secretary, foreign_secretary, act, at, client_of
):
    entry = earn(twin, "lecture:c")
    join_records(alias=twin, canonical=learner, act=act)
    own, desk = client_of(learner), client_of(secretary)
    for page in (f"/year/?year={at.year}", f"/year/packet/{at.year}/"):
        assert f"/year/entries/{entry.public_id}/" in own.get(page).content.decode()
    assert own.get(f"/year/entries/{entry.public_id}/").status_code == 200
    assert (
        f"/desk/entries/{entry.public_id}/"
        in desk.get(f"/desk/members/{learner.public_id}/packet/{at.year}/").content.decode()
    )
    assert learner.name in desk.get(f"/desk/entries/{entry.public_id}/").content.decode()
    assert client_of(foreign_secretary).get(f"/desk/entries/{entry.public_id}/").status_code == 404
    assert desk.get(f"/desk/members/{twin.public_id}/packet/{at.year}/").status_code == 404


def test_the_desk_stays_within_its_budget_with_joined_records_below_it(
    earn, learner, twin, act, at, secretary, client_of, django_assert_max_num_queries
):
    earn(learner, "lecture:a")
    earn(twin, "lecture:b")
    join_records(alias=twin, canonical=learner, act=act)
    browser = client_of(secretary)
    browser.get("/desk/")
    with django_assert_max_num_queries(12):
        page = browser.get("/desk/")
    assert "经管第二支部" in page.context["place_name"]


def test_a_page_asks_for_the_records_of_the_reader_once(learner, twin, act, at, client_of, django_assert_num_queries):
    join_records(alias=twin, canonical=learner, act=act)
    with django_assert_num_queries(2):
        authority = authority_of(learner, at=at)
    assert set(authority.records) == {learner.pk, twin.pk}
    browser = client_of(learner)
    browser.get("/")
    with CaptureQueriesContext(connection) as captured:
        browser.get("/")
    assert sum('stands_for_id" =' in query["sql"] for query in captured) == 1
