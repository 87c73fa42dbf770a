"""Work about a person goes along with her, and ends when she departs; whoever no longer reaches her is not asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from school.organisation.acting import Act
from school.organisation.authority import authority_of
from school.organisation.models import Office, OrganisationChange, Role, Status, Task, TaskState
from school.organisation.services.developing import change_status
from school.organisation.services.joining import affiliate
from school.organisation.services.splitting import split_organisation
from school.organisation.services.taking_back import take_back
from school.organisation.services.undoing import undo_change

from .asking import ask_for_correction, ask_for_help

pytestmark = [pytest.mark.django_db, pytest.mark.pg]
BOTH = {"help_signing_in", "correct_record"}


@pytest.fixture
def act(officer, at) -> Act:
    return Act(member=officer, at=at, office_id=officer.offices.get().pk, reason="支部大会决议")


@pytest.fixture
def asked(secretary, learner, at) -> set[int]:
    """The learner waits for her secretary in two matters."""
    ask_for_help(learner, at=at)
    ask_for_correction(learner, at=at)
    assert waiting(secretary, at) == BOTH
    return set(Task.objects.values_list("pk", flat=True))


def waiting(member, at) -> set[str]:
    return set(Task.objects.open().addressed_to(authority_of(member, at=at)).values_list("kind", flat=True))


def move(learner, to, act) -> None:
    leaving = learner.affiliations.get(ends_on__isnull=True)
    affiliate(member=learner, organisation=to, on=act.today, act=act, leaving=leaving)


def test_who_moves_takes_it_along_and_a_move_taken_back_brings_it_back(
    asked, learner, secretary, foreign_secretary, foreign_branch, act
):
    move(learner, foreign_branch, act)
    assert (waiting(secretary, act.at), waiting(foreign_secretary, act.at)) == (set(), BOTH)
    take_back(member=learner, act=act)
    assert (waiting(secretary, act.at), waiting(foreign_secretary, act.at)) == (BOTH, set())
    assert set(Task.objects.values_list("pk", flat=True)) == asked


def test_what_waits_above_both_places_stays_and_an_office_elsewhere_hands_it_to_the_secretary(
    learner, officer, economics, college, foreign_branch, foreign_secretary, third_branch, make_member, act, at
):
    helper = make_member("何静", third_branch, Role.COMMITTEE_OFFICER, at_organisation=economics)
    ask_for_help(learner, at=at)
    task = Task.objects.get()
    assert waiting(helper, at) == {"help_signing_in"}
    move(learner, third_branch, act)
    assert waiting(helper, at) == {"help_signing_in"}
    learner.refresh_from_db()
    tomorrow = replace(act, at=at + timedelta(days=1))
    move(learner, foreign_branch, tomorrow)
    task.refresh_from_db()
    assert (task.organisation, task.role) == (foreign_branch, Role.BRANCH_SECRETARY)


def test_a_split_takes_it_along_and_its_undo_brings_it_back(asked, learner, second_branch, secretary, act):
    new = split_organisation(organisation=second_branch, name="新支部", members=[learner], on=act.today, act=act)
    assert set(Task.objects.open().values_list("organisation", flat=True)) == {new.pk}
    undo_change(change=OrganisationChange.objects.get(act="split"), act=act)
    assert waiting(secretary, act.at) == BOTH


@pytest.mark.parametrize("status", [Status.LEFT, Status.DECEASED])
def test_nothing_is_asked_about_who_departs(asked, learner, peer, secretary, status, act):
    ask_for_correction(peer, at=act.at)
    change_status(member=learner, status=status, on=act.today, act=act)
    about = Task.objects.filter(subject_id=learner.public_id)
    assert set(about.values_list("state", "closed_by", "closed_in_office")) == {
        (TaskState.WITHDRAWN, act.member.pk, Office.objects.get(member=act.member).pk)
    }
    assert waiting(secretary, act.at) == {"correct_record"}
