"""Sessions from before there were tasks get theirs when the school is brought up to date."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps

from school.organisation.models import Role, Task

pytestmark = [pytest.mark.django_db, pytest.mark.pg]


def columns() -> list[tuple[object, ...]]:
    wanted = ("kind", "subject_kind", "subject_id", "organisation", "role", "facts", "search_text", "due_on", "state")
    return list(Task.objects.order_by("subject_id").values_list(*wanted))


def test_the_migration_asks_for_what_the_service_would_have_asked(
    hold, secretary, officer, make_member, foreign_branch, college, third_branch
):
    host = make_member("何晓峰", third_branch, Role.HOST)
    for title, by, place in (
        ("支部", secretary, None),
        ("全院", officer, college),
        ("无书记", host, third_branch),
    ):
        hold(title, by, **({"place": place} if place else {}))
    asked = columns()
    assert len(asked) == 3
    Task.objects.all().delete()
    migration = import_module("realtime.migrations.0002_registers_are_asked_for")
    migration.ask(apps, None)
    assert columns() == asked
    migration.ask(apps, None)
    assert columns() == asked
