"""What must be wired before the courses can be trusted is checked at the start."""

from __future__ import annotations

import pytest
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured

from courses import kinds, ports
from courses.kinds import Kind, UnknownKind, register_kind


def test_the_start_fails_without_a_provider_of_completion_facts(monkeypatch):
    assert not run_checks(tags=["courses"])
    monkeypatch.setattr(ports, "_providers", [])
    assert [message.id for message in run_checks(tags=["courses"])] == ["courses.E001"]
    with pytest.raises(ImproperlyConfigured):
        ports.completion_facts()


def test_the_kinds_of_all_apps_are_registered():
    assert {kind.code for kind in kinds.all_kinds()} >= {"video", "audio", "article", "quiz", "live_session"}


def test_a_code_belongs_to_one_kind():
    first = kinds.kind_of("article")
    register_kind(first)
    with pytest.raises(ValueError, match="article"):
        register_kind(Kind("article", "other", lambda lecture: [], lambda lecture: {}, "reading"))
    with pytest.raises(UnknownKind):
        kinds.kind_of("hologram")
