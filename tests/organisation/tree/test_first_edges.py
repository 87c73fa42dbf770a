"""A database from before the edges: its nodes get their first one, closed nodes only for their days."""

from __future__ import annotations

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps

from school.organisation.models import Organisation, OrganisationEdge

from .conftest import day

pytestmark = [pytest.mark.django_db, pytest.mark.pg]
migration = import_module("school.organisation.migrations.0011_first_edges")


def test_every_node_gets_the_edge_of_its_days(college, economics, second_branch, third_branch):
    Organisation.objects.filter(pk=second_branch.pk).update(founded_on=day(1), closed_on=day(3))
    Organisation.objects.filter(pk=third_branch.pk).update(founded_on=day(1), closed_on=day(1))
    kept = OrganisationEdge.objects.get(organisation=college)
    OrganisationEdge.objects.exclude(pk=kept.pk).delete()
    migration.lay_edges(apps, None)
    told = {edge.organisation: edge for edge in OrganisationEdge.objects.select_related("organisation")}
    assert set(told) == {college, economics, second_branch}
    assert told[college] == kept
    assert (told[economics].parent, told[economics].starts_on) == (college, date(1949, 10, 1))
    assert (told[second_branch].starts_on, told[second_branch].ends_on) == (day(1), day(3))


def test_every_node_can_be_searched(second_branch):
    Organisation.objects.update(search_text="")
    migration.fill_search(apps, None)
    assert Organisation.objects.called("经管 第二").get() == second_branch
