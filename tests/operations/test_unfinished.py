"""After a crash a person can ask what is left to do."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from school.audit.recording import record
from school.events.models import EventRecord
from school.operations.unfinished import unfinished_work

pytestmark = [pytest.mark.django_db, pytest.mark.pg]


def _listed() -> dict[str, int]:
    out = StringIO()
    call_command("unfinished", json=True, stdout=out)
    return {piece["kind"]: piece["count"] for piece in json.loads(out.getvalue())}


def test_nothing_unfinished_says_so():
    out = StringIO()
    call_command("unfinished", stdout=out)
    assert out.getvalue() == "Nothing is unfinished.\n"


def test_a_listener_that_failed_and_an_unsealed_entry_are_listed(secretary, at):
    before = _listed().get("audit entries not sealed", 0)
    EventRecord.objects.create(kind="a.Fact", payload={}, pending={"a.listener": "ValueError"}, is_pending=True)
    record(actor=secretary, action="test", subject_kind="member", subject_id="x", at=at)
    assert _listed() == {"facts not told": 1, "audit entries not sealed": before + 1}


def test_every_kind_is_always_counted_so_that_no_metric_disappears(at):
    kinds = [piece.kind for piece in unfinished_work(at=at + timedelta(days=1))]
    assert len(kinds) == len(set(kinds)) >= 7
