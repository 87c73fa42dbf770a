"""A changed, removed, swapped, inserted or cut audit row is found and named."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from school.audit.models import Anchor, AuditEntry
from school.audit.recording import record
from school.audit.sealing import anchor_heads, breaks, seal_entries

pytestmark = [pytest.mark.django_db, pytest.mark.pg]


@pytest.fixture
def entries(at):
    for number in range(5):
        record(
            actor=None, action="tested", subject_kind="member", subject_id=f"m{number}", at=at, details={"n": number}
        )
    assert seal_entries() == 5
    anchor_heads(at=at)
    return list(AuditEntry.objects.sealed())


def audit_breaks() -> list[str]:
    return [place.reference for place in breaks() if place.chain == "audit"]


def test_an_untouched_chain_holds_and_sealing_again_changes_nothing(entries):
    assert seal_entries() == 0
    assert list(breaks()) == []
    call_command("verify_chains")


def test_a_changed_row_is_named(entries):
    AuditEntry.objects.filter(pk=entries[2].pk).update(reason="nothing to see")
    assert audit_breaks() == [f"#{entries[2].pk}"]
    with pytest.raises(CommandError):
        call_command("verify_chains")


def test_a_removed_row_is_seen_at_its_successor(entries):
    AuditEntry.objects.filter(pk=entries[1].pk).delete()
    assert audit_breaks() == [f"#{entries[2].pk}"]


def test_two_swapped_rows_are_seen(entries):
    AuditEntry.objects.filter(pk=entries[0].pk).update(subject_id="m3")
    AuditEntry.objects.filter(pk=entries[3].pk).update(subject_id="m0")
    assert set(audit_breaks()) == {f"#{entries[0].pk}", f"#{entries[3].pk}"}


def test_an_inserted_row_cannot_take_a_number_that_is_taken(entries, at):
    forged = record(actor=None, action="forged", subject_kind="member", subject_id="m9", at=at)
    with pytest.raises(IntegrityError), transaction.atomic():
        AuditEntry.objects.filter(pk=forged.pk).update(seal_number=3, hash="0" * 64)
    AuditEntry.objects.filter(pk=forged.pk).update(seal_number=6, hash="0" * 64)
    assert audit_breaks() == [f"#{forged.pk}"]


def test_a_cut_tail_is_seen_by_the_anchor(entries):
    AuditEntry.objects.filter(pk__in=[entries[3].pk, entries[4].pk]).delete()
    assert audit_breaks() == ["audit"]


def test_rows_sealed_anew_with_fitting_hashes_are_seen_by_the_anchor(entries):
    AuditEntry.objects.update(reason="nothing to see", seal_number=None, hash="")
    assert seal_entries() == 5
    assert audit_breaks() == ["audit"]


def test_a_changed_anchor_is_seen(entries):
    Anchor.objects.update(heads={"audit": {"audit": [3, "x"]}})
    assert [place.chain for place in breaks()] == ["anchors"]


def test_what_is_not_sealed_yet_is_counted(entries, at, capsys):
    record(actor=None, action="late", subject_kind="member", subject_id="m1", at=at)
    call_command("verify_chains")
    assert "1 not sealed yet" in capsys.readouterr().out
