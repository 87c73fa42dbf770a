"""Whoever gives a draft another field says whether it travels."""

from __future__ import annotations

import pytest

from courses.models import Course, Lecture
from courses.roundtrip.manifest import LectureEntry, Manifest

CALLED_OTHERWISE = {"asset": "recording"}
STAYS_HERE = {
    # Identity, owner and place in this installation.
    *("id", "public_id", "organisation", "chapter", "position", "created_by", "created_at", "changed_at"),
    # What members see here, and what the studio keeps of its own work.
    *("state", "published_revision", "removed_at", "version", "outline_version", "reusable"),
}


@pytest.mark.parametrize(("model", "entry"), [(Course, Manifest), (Lecture, LectureEntry)])
def test_every_field_of_a_draft_travels_or_stays_for_a_reason(model, entry):
    fields = {field.name for field in model._meta.concrete_fields}
    travelling = {CALLED_OTHERWISE.get(name, name) for name in fields - STAYS_HERE}
    assert travelling - set(entry.model_fields) == set()
