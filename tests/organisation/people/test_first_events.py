"""A database from before the timelines: its members get their first events, which replay to what the rows say."""

from __future__ import annotations

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps

from school.organisation.comparing import differences
from school.organisation.models import Affiliation, Member, MemberEvent, Office, Stage

pytestmark = [pytest.mark.django_db, pytest.mark.pg]
migration = import_module("school.organisation.migrations.0009_first_events_of_members")
TODAY = date(2026, 11, 23)


@pytest.fixture
def old_rows(learner, peer, secretary, third_branch) -> set[int]:
    """A move, an office that ended, a probationary member: rows alone, as issue 2 left them."""
    Affiliation.objects.filter(member=learner).update(ends_on=date(2020, 9, 1))
    Affiliation.objects.create(member=learner, organisation=third_branch, starts_on=date(2020, 9, 1))
    Office.objects.filter(member=secretary).update(ends_on=date(2024, 1, 1))
    Member.objects.filter(pk=peer.pk).update(stage=Stage.PROBATIONARY, joined_on=date(2026, 6, 1))
    MemberEvent.objects.all().delete()
    Member.objects.update(search_text="", sort_text="")
    return {learner.pk, peer.pk, secretary.pk}


def test_the_first_events_replay_to_what_the_rows_say(old_rows):
    assert list(differences(today=TODAY, member_ids=old_rows))
    migration.write_first_events(apps, None)
    assert list(differences(today=TODAY, member_ids=old_rows)) == []
    assert len(set(MemberEvent.objects.values_list("public_id"))) == MemberEvent.objects.count()


def test_what_is_told_is_not_told_twice(old_rows, learner):
    migration.write_first_events(apps, None)
    before = list(MemberEvent.objects.order_by("pk").values())
    migration.write_first_events(apps, None)
    assert list(MemberEvent.objects.order_by("pk").values()) == before
    told = MemberEvent.objects.filter(member=learner).order_by("on", "pk").values_list("kind", "on")
    assert ("left", date(2020, 9, 1)) in told
    assert {kind for kind, _on in told} == {"registered", "stage", "affiliated", "left"}


def test_everybody_is_found_and_ordered_as_the_services_write_it(old_rows, learner):
    migration.write_first_events(apps, None)
    written = Member.objects.values("search_text", "sort_text").get(pk=learner.pk)
    learner.save()
    assert Member.objects.values("search_text", "sort_text").get(pk=learner.pk) == written
    assert Member.objects.get_queryset().found_by(f"{learner.name} {learner.number}").get() == learner
