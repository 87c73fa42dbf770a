"""One entry between its neighbours: the page of an entry says whether the chain holds there."""

from __future__ import annotations

import pytest

from school.audit.models import AuditEntry
from school.audit.neighbours import neighbourhood
from school.audit.recording import record
from school.audit.sealing import seal_entries

pytestmark = [pytest.mark.django_db, pytest.mark.pg]


@pytest.fixture
def entries(at):
    for number in range(5):
        record(actor=None, action="tested", subject_kind="member", subject_id=f"m{number}", at=at)
    seal_entries()
    return list(AuditEntry.objects.sealed())


def holds(entry) -> bool | None:
    return neighbourhood(AuditEntry.objects.get(pk=entry.pk)).holds


def test_every_untouched_entry_holds_between_its_neighbours(entries):
    assert [holds(entry) for entry in entries] == [True] * 5
    assert [near and near.pk for near in (neighbourhood(entries[0]).previous, neighbourhood(entries[0]).following)] == [
        None,
        entries[1].pk,
    ]


def test_a_changed_entry_fails_and_so_does_what_stands_before_it(entries):
    AuditEntry.objects.filter(pk=entries[2].pk).update(outcome="refused")
    assert [holds(entry) for entry in entries] == [True, False, False, True, True]


def test_beside_a_removed_entry_nothing_is_said_to_hold(entries):
    AuditEntry.objects.filter(pk=entries[2].pk).delete()
    assert not holds(entries[3])


def test_an_unsealed_entry_says_so(entries, at):
    assert holds(record(actor=None, action="late", subject_kind="member", subject_id="m1", at=at)) is None
