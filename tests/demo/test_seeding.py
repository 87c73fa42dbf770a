"""The command fills a database with a college whose every record holds."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import override_settings

from courses.models import Course
from progress.models import Exemption, LectureCompletion, LedgerEntry, RuleVersion, StudyRequirement
from progress.requirements import Status, judge_year
from progress.services.rebuilding import differences
from quizzes.answers import from_payload
from quizzes.grading import grade, total_of
from quizzes.models import Attempt, AttemptStep
from realtime.models import RegisterEntry, StudySession
from school.audit.models import AuditEntry
from school.audit.seals import chains
from school.demo.college import Study, plan_college
from school.demo.founding import DEMO_PASSWORD
from school.demo.roles import demo_roles
from school.organisation.authority import Right, authority_of
from school.organisation.models import ADMINISTRATORS, Affiliation, Member, Office, Organisation, Task

TODAY = date(2026, 11, 23)
PEOPLE = 120


@pytest.fixture(scope="module")
def seeded(django_db_setup, django_db_blocker):
    """One seeding for the whole file: nobody here writes."""
    with django_db_blocker.unblock(), override_settings(DEMO=True), transaction.atomic():
        call_command("seed_demo", people=PEOPLE, seed=1, today=TODAY, no_films=True, verbosity=0)
        yield plan_college(people=PEOPLE, seed=1, today=TODAY)
        transaction.set_rollback(True)


def in_role(key: str) -> Member:
    (number,) = [role.number for role in demo_roles() if role.key == key]
    return Member.objects.get(number=number)


def test_everybody_planned_is_there_and_belongs_to_the_planned_branch(seeded):
    assert Member.objects.canonical().count() == PEOPLE
    assert Organisation.objects.count() == 1 + 12 + 80
    places = dict(Affiliation.objects.filter(ends_on=None).values_list("member__number", "organisation__name"))
    assert places == {person.number: seeded.branches[person.branch].name for person in seeded.people}


def test_all_accounts_are_of_the_demo_and_share_its_password(seeded):
    assert Member.objects.filter(is_demo=False).count() == 0
    assert Member.objects.values("password").distinct().count() == 1
    assert Member.objects.first().check_password(DEMO_PASSWORD)


def test_every_role_of_the_sign_in_page_is_somebody_with_the_rights_of_that_role(seeded, at):
    learner, outsider = in_role("learner"), in_role("outsider")
    place = authority_of(learner, at=at).place
    assert authority_of(in_role("secretary"), at=at).covers(Right.CONFIRM_REGISTERS, place)
    assert authority_of(in_role("instructor"), at=at).has(Right.AUTHOR_COURSES)
    assert authority_of(in_role("host"), at=at).covers(Right.HOST_SESSIONS, place)
    assert authority_of(in_role("committee_officer"), at=at).covers(Right.OVERSEE_MEMBERS, place)
    assert authority_of(outsider, at=at).place[:8] != place[:8]
    assert not authority_of(outsider, at=at).grants


def test_the_learner_finds_all_courses_and_the_outsider_only_those_of_the_college(seeded, at):
    assert Course.objects.published().count() == 16
    seen = {
        key: Course.objects.visible_to(authority_of(in_role(key), at=at)).count() for key in ("learner", "outsider")
    }
    assert seen == {"learner": 16, "outsider": 13}
    assert Course.objects.editable_by(authority_of(in_role("instructor"), at=at)).count() == 6


def test_the_learner_has_begun_but_is_not_done(seeded):
    done = LectureCompletion.objects.filter(member=in_role("learner"))
    assert 0 < done.count() < 10


def test_the_learner_has_past_and_coming_sessions_that_the_outsider_does_not_see(seeded, at):
    sessions = StudySession.objects.visible_to(authority_of(in_role("learner"), at=at))
    assert sessions.past(at=at).count() == 11
    assert sessions.ahead(at=at).filter(starts_at__gt=at).count() >= 2
    foreign = StudySession.objects.visible_to(authority_of(in_role("outsider"), at=at))
    assert not sessions.values("pk").intersection(foreign.values("pk")).exists()


def test_every_seal_holds(seeded):
    assert [broken for chain in chains() for broken in chain.verify()] == []
    assert LedgerEntry.objects.count() > PEOPLE


def test_a_rebuild_from_the_facts_finds_nothing_to_mend(seeded, at):
    assert list(differences(at=at)) == []


def test_the_year_of_each_member_is_judged_as_it_was_planned(seeded):
    requirement, rules = StudyRequirement.objects.get(), RuleVersion.objects.first().rules
    credited = defaultdict(lambda: defaultdict(Decimal))
    for number, category, hours in LedgerEntry.objects.values_list("member__number", "category", "hours"):
        credited[number][category] += hours
    exempt = set(Exemption.objects.values_list("member__number", flat=True))
    wanted = {Study.ON_TRACK: Status.MET, Study.EXEMPT: Status.EXEMPT}
    for person in seeded.people:
        if person.is_member:
            standing = judge_year(
                required=requirement.hours,
                credited=credited[person.number],
                rules=rules,
                exempt=person.number in exempt,
            )
            assert standing.status == wanted.get(person.study, Status.NOT_YET), person
        if person.study == Study.NOTHING:
            assert not credited[person.number]


def test_every_credited_register_was_confirmed_and_the_audit_tells_of_it(seeded):
    present = RegisterEntry.objects.filter(standing="present").values_list("session__public_id", "member_id")
    credited = LedgerEntry.objects.filter(evidence_kind="register").values_list("evidence_id", "member_id")
    assert Counter(present) == Counter(credited)
    confirmed = StudySession.objects.filter(confirmed_at__isnull=False).count()
    assert AuditEntry.objects.filter(action="register.confirm").count() == confirmed == 80 * 9


def test_every_attempt_has_the_mark_that_its_steps_give(seeded):
    assert Attempt.objects.filter(passed=True).exists()
    answers = {step.item_id: step.payload for step in AttemptStep.objects.answers()}
    for attempt in Attempt.objects.select_related("lecture_revision"):
        graded = [
            grade(
                item.question_version.typed_content(),
                from_payload(item.question_version.question.kind, answers[item.pk]),
                max_mark=item.max_mark,
            )
            for item in attempt.items.in_order()
        ]
        total = total_of(graded, pass_percent=attempt.rules["pass_percent"])
        assert (attempt.mark, attempt.passed) == (total.mark, total.passed)


def test_nothing_happened_before_its_course_was_open_or_after_the_demo_day(seeded, at):
    opened = Course.objects.order_by("created_at").first().published_revision.published_at
    days = LectureCompletion.objects.values_list("completed_at", flat=True)
    assert opened < min(days)
    assert max(days) < at
    assert not LedgerEntry.objects.filter(recorded_at__gte=at).exists()


def test_a_second_seeding_is_refused_or_left_alone(seeded):
    before = Member.objects.count(), Course.objects.count(), LedgerEntry.objects.count()
    with pytest.raises(CommandError, match="already"):
        call_command("seed_demo", people=PEOPLE, no_films=True)
    call_command("seed_demo", people=PEOPLE, no_films=True, if_empty=True)
    assert (Member.objects.count(), Course.objects.count(), LedgerEntry.objects.count()) == before


def test_tasks_of_three_kinds_wait_at_the_desk_of_the_secretary_one_of_them_late(seeded, at):
    waiting = Task.objects.open().addressed_to(authority_of(in_role("secretary"), at=at))
    assert Counter(task.kind for task in waiting) == {"confirm_register": 2, "help_signing_in": 1, "correct_record": 1}
    assert waiting.filter(due_on__lt=TODAY).count() == 1


def test_an_office_was_handed_over_and_the_administrators_are_three_people(seeded, at):
    assert Office.objects.filter(follows__isnull=False).count() == 1
    guards = {key: in_role(key) for key in ADMINISTRATORS}
    assert len({guard.pk for guard in guards.values()}) == 3
    assert all({grant.role for grant in authority_of(guard, at=at).grants} == {key} for key, guard in guards.items())


@pytest.mark.django_db
def test_outside_demo_mode_nothing_is_seeded():
    with pytest.raises(CommandError, match="DEMO=1"):
        call_command("seed_demo", people=PEOPLE, no_films=True)
    assert not Organisation.objects.exists()


@pytest.mark.django_db
def test_the_college_can_begin_in_the_first_days_of_a_year(settings):
    settings.DEMO = True
    call_command("seed_demo", people=100, today=date(2026, 1, 2), no_films=True, verbosity=0)
    assert not StudySession.objects.filter(state="ended").exists()
    assert StudySession.objects.filter(state="scheduled").count() >= 80
