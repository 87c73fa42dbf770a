"""The demo college's register is whole: every timeline replays to its rows, one person has two records."""

from __future__ import annotations

import pytest

from school.demo.seeding import seed_college
from school.organisation.comparing import differences, state_on
from school.organisation.models import Member, MemberAlias

pytestmark = pytest.mark.django_db


def test_every_seeded_timeline_replays_to_its_rows(at):
    college = seed_college(people=400, seed=3, at=at)
    assert list(differences(today=at.date())) == []
    alias = MemberAlias.objects.get()
    assert alias.alias.stands_for == alias.canonical
    assert Member.objects.canonical().count() == len(college.members)
    probationary = Member.objects.filter(stage="probationary", joined_on__isnull=False).first()
    assert state_on(probationary.pk, probationary.joined_on.replace(day=1)).stage in {"candidate", "probationary"}
