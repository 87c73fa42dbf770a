"""A path is written at the node alone, so a move leaves no stale one behind."""

from __future__ import annotations

from django.apps import apps

# What tells of the past keeps the path of its day; a file's path is none of the tree's.
HISTORY = {"audit.AuditEntry.organisation_path", "privacy.ExportRecord.organisation_path"}
FILES = {"media.Rendition.path"}


def test_no_other_column_holds_a_path_of_the_tree():
    named = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.fields
        if "path" in field.name
    }
    assert named - HISTORY - FILES == {"organisation.Organisation.path"}
