"""Whatever points at a member says what becomes of it; a model that forgets fails here, by name."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.test.utils import isolate_apps

from school.celery import app as celery
from school.policies.registry import policy_named
from school.privacy.registry import (
    Erasure,
    ErasureRule,
    PersonalData,
    Retention,
    personal_data,
    register_personal_data,
)

BY_MODEL: dict[str, list[PersonalData]] = {}
for _entry in personal_data():
    BY_MODEL.setdefault(_entry.model, []).append(_entry)


def columns_at_members(model) -> set[str]:
    member = get_user_model()
    return {
        field.name
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model is member
    }


def unregistered(model) -> set[str]:
    named = {name for entry in BY_MODEL.get(model._meta.label, []) for name in entry.fields}
    return columns_at_members(model) - named


def test_every_column_that_points_at_a_member_is_registered():
    missing = {m._meta.label: names for m in apps.get_models(include_auto_created=True) if (names := unregistered(m))}
    assert not missing, (
        f"say in <app>/personal_data.py what is kept, why, how long, and what an erasure does: {missing}"
    )


@isolate_apps("school.organisation")
def test_a_forgotten_model_is_found():
    class Planted(models.Model):
        friend = models.ForeignKey(get_user_model(), on_delete=models.CASCADE)

        class Meta:
            app_label = "organisation"

    assert unregistered(Planted) == {"friend"}


def opaque_columns(model) -> set[str]:
    """Columns that hold a member's public id, by the words this house uses for them."""
    words = ("actor_id", "on_behalf_of", "changed_by", "subject_id", "member_ids", "object_id")
    return {field.name for field in model._meta.concrete_fields if field.name in words and not field.is_relation}


def test_tables_that_know_people_by_public_id_are_registered_too():
    missing = {m._meta.label for m in apps.get_models() if opaque_columns(m) and m._meta.label not in BY_MODEL}
    assert not missing


def test_what_hangs_on_deleted_rows_is_registered():
    """A table whose rows go with a personal row holds personal rows itself."""
    deleted = {apps.get_model(entry.model) for entry in personal_data() if entry.erasure.rule == ErasureRule.DELETE}
    missing = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model in deleted and model._meta.label not in BY_MODEL
    }
    assert not missing


@pytest.mark.parametrize("entry", personal_data(), ids=lambda entry: f"{entry.model}:{','.join(entry.fields)}")
def test_a_registration_names_what_exists(entry):
    model = apps.get_model(entry.model)
    for name in entry.fields:
        assert model._meta.get_field(name).related_model is get_user_model()
    if entry.retention.policy:
        assert policy_named(entry.retention.policy).kind == "number"
    if entry.retention.elsewhere:
        assert entry.retention.elsewhere in celery.conf.beat_schedule, "a job that nothing runs keeps things for ever"
    if entry.retention.column:
        model._meta.get_field(entry.retention.column)
    for column in entry.erasure.changes:
        model._meta.get_field(column)
    assert str(entry.title)
    assert str(entry.why_kept) or not entry.exported, "a member wants to know what for"


@pytest.mark.django_db
@pytest.mark.parametrize("entry", [e for e in personal_data() if e.exported], ids=lambda entry: entry.model)
def test_exported_rows_are_the_columns_that_have_headings(entry, learner):
    for row in entry.rows(learner.pk):
        assert set(row) <= set(entry.words)
    assert entry.words
    assert entry.table.filter(entry.of(learner.pk)).count() >= 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"exported": False},
        {"rows": None},
        {"fields": ()},
        {"retention": Retention()},
        {"retention": Retention(policy="retention.looks_days")},
        {"erasure": Erasure(ErasureRule.KEEP)},
        {"erasure": Erasure(ErasureRule.ANONYMISE)},
    ],
    ids=["neither exported nor said why not", "no rows", "whose", "how long", "since when", "why kept", "what cleared"],
)
def test_an_incomplete_registration_is_refused(wrong):
    whole = {
        "model": "privacy.Look",
        "fields": ("member",),
        "title": "looks",
        "rows": lambda member_id: [],
        "retention": Retention.as_long_as_the_record(),
        "erasure": Erasure.delete(),
    }
    with pytest.raises(ValueError, match=r"privacy\.Look"):
        register_personal_data(PersonalData(**(whole | wrong)))


def test_headings_are_of_columns_that_the_table_has():
    for entry in personal_data():
        columns = getattr(entry.rows, "columns", ())
        model = apps.get_model(entry.model)
        for lookup, _heading in columns:
            try:
                model._meta.get_field(lookup.partition("__")[0])
            except FieldDoesNotExist:  # pragma: no cover - only when somebody renames a column
                pytest.fail(f"{entry.model} has no {lookup}")
