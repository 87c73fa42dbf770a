"""What the reference promises to list, it lists."""

from __future__ import annotations

import re
from pathlib import Path

from django.core.management import get_commands

import school.asgi  # the wiring imports every app, so every error is known
import school.urls  # noqa: F401
from school.errors import SchoolError
from school.events import announcing

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "docs" / "reference"
OURS = ("school", "media", "courses", "quizzes", "progress", "realtime")


def subclasses(kind: type) -> set[type]:
    return {kind} | {found for child in kind.__subclasses__() for found in subclasses(child)}


def test_every_error_code_is_documented_once():
    text = (REFERENCE / "errors.md").read_text(encoding="utf-8")
    documented = re.findall(r"^\| `([a-z0-9-]+)` \|", text, re.MULTILINE)
    codes = {error.code for error in subclasses(SchoolError) if error.__module__.split(".")[0] in OURS}
    assert sorted(set(documented) - codes) == []
    assert sorted(codes - set(documented)) == []
    assert len(documented) == len(set(documented))


def test_every_event_and_who_listens_is_documented():
    text = (REFERENCE / "events.md").read_text(encoding="utf-8")
    documented = dict(re.findall(r"^\| `([\w.]+)` \| [^|]+ \| ([^|]+) \|", text, re.MULTILINE))
    heard = {kind: sorted(listeners) for kind, listeners in announcing._listeners.items() if kind.split(".")[0] in OURS}
    for kind, listeners in heard.items():
        assert sorted(re.findall(r"`([\w.]+)`", documented[kind])) == listeners, kind
    assert set(heard) <= set(documented)


def test_every_setting_stands_in_the_example_environment():
    settings = (ROOT / "school" / "settings.py").read_text(encoding="utf-8")
    read = set(re.findall(r"env\.\w+\(\s*\"([A-Z_]+)\"", settings)) | set(
        re.findall(r"_secret\(\"([A-Z_]+)\"", settings)
    )
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    listed = set(re.findall(r"^# (?:embedded|production):\s+([A-Z_]+)=", example, re.MULTILINE))
    assert read <= listed, read - listed


def test_every_command_is_documented():
    text = (REFERENCE / "commands.md").read_text(encoding="utf-8")
    ours = {name for name, app in get_commands().items() if app.split(".")[0] in OURS}
    assert ours == set(re.findall(r"^\| `manage\.py ([a-z_]+)", text, re.MULTILINE))


def test_every_link_between_documents_leads_somewhere():
    broken = []
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]:
        for target in re.findall(r"\]\(([^)#:]+?)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            if not (page.parent / target).exists():
                broken.append(f"{page.relative_to(ROOT)} → {target}")
    assert not broken
