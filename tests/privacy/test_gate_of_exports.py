"""Nothing about people leaves without a reason, below the limit, under a number."""

from __future__ import annotations

import pytest
from django.utils import translation

from school.audit.models import AuditEntry
from school.organisation.acting import Act
from school.organisation.models import Office
from school.policies.services.setting import set_policy
from school.privacy.errors import ExportTooLong, PurposeMissing, SecondFactorMissing
from school.privacy.exports import open_export
from school.privacy.models import ExportKind, ExportRecord, ExportState, Look
from tests.accounts.confirming import give_factor

pytestmark = pytest.mark.django_db


@pytest.fixture
def act(secretary, at):
    office = Office.objects.get(member=secretary)
    return Act(member=secretary, at=at, office_id=office.pk, reason="核对名册")


def opened(act, branch, *members, rows=None, kind=ExportKind.STUDY):
    return open_export(
        act=act,
        kind=kind,
        paths=[branch.path],
        rows=len(members) if rows is None else rows,
        member_ids=[member.pk for member in members],
    )


def test_an_export_is_numbered_marked_audited_and_seen_by_those_in_it(act, second_branch, secretary, learner, peer):
    with translation.override("en"):
        export = opened(act, second_branch, secretary, learner, peer)
    made = ExportRecord.objects.get()
    assert export.number == made.number == f"2026-{made.pk:06d}"
    assert export.watermark == (
        f"Export {made.number} · 刘建国 · branch secretary · 经管第二支部 · 2026-11-23 19:30 · Reason: 核对名册"
    )
    entry = AuditEntry.objects.get(action="export.made")
    assert (entry.actor_id, entry.reason, entry.details["rows"]) == (secretary.public_id, "核对名册", 3)
    assert {look.member_id for look in Look.objects.filter(occasion=made.number)} == {learner.pk, peer.pk}


def test_the_last_line_of_a_sheet_is_no_formula(act, second_branch, learner):
    (cell,) = opened(act, second_branch, learner).last_line
    assert cell.startswith("# ")


def test_without_a_reason_nothing_leaves(act, second_branch, learner, at):
    with pytest.raises(PurposeMissing):
        opened(Act(member=act.member, at=at, office_id=act.office_id), second_branch, learner)
    refused = ExportRecord.objects.get()
    assert (refused.state, refused.refusal) == (ExportState.REFUSED, "purpose-missing")
    assert not Look.objects.exists()


def test_a_list_beyond_the_limit_is_refused_and_the_refusal_is_audited(act, second_branch, secretary, at):
    set_policy(key="exports.row_limit", value=10, member=secretary, office_id=None, reason="试行", at=at)
    with translation.override("en"), pytest.raises(ExportTooLong, match="This list has 11 lines; one file may hold 10"):
        opened(act, second_branch, rows=11)
    assert AuditEntry.objects.get(action="export.refused").outcome == "refused"
    assert opened(act, second_branch, rows=10).number


def test_who_reaches_beyond_one_branch_needs_a_second_factor(officer, college, learner, at):
    act = Act(member=officer, at=at, office_id=Office.objects.get(member=officer).pk, reason="报送上级")
    with pytest.raises(SecondFactorMissing):
        opened(act, college, learner)
    assert ExportRecord.objects.get().refusal == "second-factor-missing"
    give_factor(officer)
    assert opened(act, college, learner).number


def test_a_file_without_people_leaves_no_look(act, second_branch, learner):
    opened(act, second_branch, learner, kind=ExportKind.ORGANISATIONS)
    assert not Look.objects.exists()
