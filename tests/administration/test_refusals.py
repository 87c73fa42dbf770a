"""Being refused where it matters is written to the audit, once a minute and place."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.urls import reverse

from school.audit.models import AuditEntry

pytestmark = pytest.mark.django_db


def refusals():
    return AuditEntry.objects.filter(action="access.refused")


@pytest.mark.parametrize("page", ["administration:audit", "administration:home", "progress:desk_export"])
def test_a_member_who_is_refused_is_named(english_of, learner, page):
    assert english_of(learner).get(reverse(page)).status_code == 403
    entry = refusals().get()
    assert (entry.actor_id, entry.outcome, entry.details) == (learner.public_id, "refused", {"method": "GET"})


def test_an_administrator_in_another_ones_room_is_named_too(english_of, system):
    assert english_of(system).get("/administration/audit/").status_code == 403
    assert refusals().get().subject_id == "administration:audit"


def test_trying_again_and_again_leaves_one_entry_a_minute(english_of, learner):
    client = english_of(learner)
    for _try in range(5):
        client.get("/administration/audit/")
    assert refusals().count() == 1
    cache.clear()
    client.get("/administration/audit/")
    assert refusals().count() == 2


def test_everyday_refusals_and_strangers_leave_none(english_of, learner, client):
    english_of(learner).get("/desk/")
    client.get("/administration/audit/")
    assert not refusals().exists()
