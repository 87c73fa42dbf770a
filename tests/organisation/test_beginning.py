"""A school that has nothing begins on the server: a root, a first person, and her way in."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from school.organisation.authority import Right, authority_of
from school.organisation.comparing import differences
from school.organisation.models import Member, Organisation, OrganisationChange, OrganisationEdge

pytestmark = [pytest.mark.django_db, pytest.mark.pg]
BEGIN = ("begin_school", "云桥学院党委", "YQ0001", "阿依古丽•买买提")


def test_the_first_person_can_come_in_and_take_in_everybody_else(at):
    said = StringIO()
    call_command(*BEGIN, "--short-name", "党委", stdout=said)
    first, root = Member.objects.get(), Organisation.objects.get()
    assert (root.parent, root.name, str(root)) == (None, "云桥学院党委", "党委")
    assert (first.name, first.affiliations.get().organisation) == ("阿依古丽·买买提", root)
    day = first.offices.get().starts_on
    authority = authority_of(first, at=at.replace(year=day.year + 1))
    for right in (Right.MANAGE_TREE, Right.MANAGE_MEMBERS, Right.IMPORT_REGISTER, Right.APPOINT, Right.INVITE):
        assert authority.covers_everything(right), right
    assert OrganisationEdge.objects.get().starts_on == OrganisationChange.objects.get().on == day
    assert list(differences(today=day)) == []
    assert "manage.py invite YQ0001" in said.getvalue()
    code = StringIO()
    call_command("invite", "YQ0001", stdout=code)
    assert Client().post("/invitations/", {"code": code.getvalue().split()[0]}).status_code == 302
    call_command("appoint", "YQ0001", "security_administrator", stdout=StringIO())


def test_it_begins_once(college):
    with pytest.raises(CommandError):
        call_command(*BEGIN)
    assert Organisation.objects.get() == college
    assert not Member.objects.exists()


def test_what_is_no_name_begins_nothing(db):
    with pytest.raises(CommandError):
        call_command(*BEGIN[:3], "王2")
    assert not Organisation.objects.exists()
