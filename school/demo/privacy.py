"""What people of the demo find under "My data": who opened their record and took them into a file, and why."""

from __future__ import annotations

from datetime import timedelta

from school.demo.founding import College
from school.demo.roles import demo_roles
from school.demo.year import StudyYear
from school.organisation.acting import Act
from school.organisation.models import Member, Office, Role
from school.privacy.exports import open_export
from school.privacy.models import ExportKind, LookedAt, LookKind
from school.privacy.services.looking import record_look

FILE_DAYS_AGO, EXPORT_DAYS_AGO, REVEAL_DAYS_AGO = 3, 9, 20


def look_at_records(*, college: College, year: StudyYear) -> None:
    """The first branch's secretary prepared a meeting: she opened files, rang one member, took one list."""
    number = next(role.number for role in demo_roles() if role.key == "secretary")
    secretary = college.by_number()[number]
    office = secretary.offices.select_related("organisation").get(role=Role.BRANCH_SECRETARY)
    branch = Member.objects.affiliated_within(office.organisation.path, on=year.at.date())
    people = list(branch.exclude(pk=secretary.pk).order_by("number").values_list("pk", flat=True))
    _look(people, secretary, office, year, days=FILE_DAYS_AGO, kind=LookKind.FILE, what=LookedAt.MEMBER_FILE)
    _look(people, secretary, office, year, days=REVEAL_DAYS_AGO, kind=LookKind.REVEAL, what=LookedAt.PHONE)
    at = year.at - timedelta(days=EXPORT_DAYS_AGO)
    act = Act(secretary, at, office_id=office.pk, reason="支部大会前核对学时")
    open_export(act=act, kind=ExportKind.STUDY, paths=[office.organisation.path], rows=len(people), member_ids=people)


def _look(
    people: list[int], secretary: Member, office: Office, year: StudyYear, *, days: int, kind: LookKind, what: LookedAt
) -> None:
    record_look(
        member_ids=people,
        looker=secretary,
        office_id=office.pk,
        kind=kind,
        what=what,
        occasion=f"demo-{days}" if kind == LookKind.REVEAL else "",
        reason="通知支部大会改期" if kind == LookKind.REVEAL else "",
        at=year.at - timedelta(days=days),
    )
