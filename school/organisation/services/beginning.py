"""Beginning a school: its topmost organisation, and the first person, who takes in everybody else."""

from __future__ import annotations

from django.db import transaction

from school.organisation.acting import Act
from school.organisation.errors import SchoolBegun
from school.organisation.models import BuiltInKind, ChangeAct, Member, Organisation, Role
from school.organisation.services.appointing import appoint
from school.organisation.services.dating import record_change
from school.organisation.services.founding import found_organisation
from school.organisation.services.registering import Person, register_member


@transaction.atomic
def begin_school(*, name: str, short_name: str, person: Person, act: Act) -> Member:
    """Found the root as a committee; the person belongs to it and is its first officer. Everything begins today.

    Raises:
        SchoolBegun: when there is a root already.
        NotAName: when the person's name is none.
    """
    if Organisation.objects.filter(parent=None).exists():
        raise SchoolBegun
    root = found_organisation(
        parent=None, kind=BuiltInKind.COMMITTEE, name=name, short_name=short_name, founded_on=act.today
    )
    record_change(act=act, what=ChangeAct.FOUNDED, organisation=root, on=act.today, details={"name": name})
    first = register_member(person=person, organisation=root, on=act.today, act=act)
    appoint(member=first, organisation=root, role=Role.COMMITTEE_OFFICER, on=act.today, act=act)
    return first
