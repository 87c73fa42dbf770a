"""Settings that contradict each other stop the start."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from school.checks import unsafe_mixes

ROOT = Path(__file__).resolve().parents[2]
SOUND = {
    "HOME": "production",
    "DEMO": False,
    "DEBUG": False,
    "HTTPS": True,
    "SECRET_KEY": "x" * 50,
    "ALLOWED_HOSTS": ["school.example.edu"],
    "REDIS_URL": "redis://127.0.0.1:6379/0",
    "CELERY_TASK_ALWAYS_EAGER": False,
    "METRICS_TOKEN": "a long random text",
    "DATABASES": {"default": {"ENGINE": "django.db.backends.postgresql"}},
}


def _found(settings, **changes: object) -> set[str]:
    for name, value in (SOUND | changes).items():
        setattr(settings, name, value)
    return {message.id for message in unsafe_mixes(None)}


def test_a_sound_production_passes(settings):
    assert _found(settings) == set()


def test_the_embedded_home_on_this_machine_passes(settings):
    changes = {"HOME": "embedded", "DEMO": True, "HTTPS": False, "ALLOWED_HOSTS": ["127.0.0.1", "localhost", "[::1]"]}
    sqlite = {"default": {"ENGINE": "django.db.backends.sqlite3"}}
    assert _found(settings, **changes, REDIS_URL="", DATABASES=sqlite, METRICS_TOKEN="") == set()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"HOME": "embedded", "DEMO": True}, "school.E001"),
        ({"DEMO": True, "ALLOWED_HOSTS": ["localhost"]}, "school.E002"),
        ({"DEBUG": True}, "school.E003"),
        ({"SECRET_KEY": "short"}, "school.E004"),
        ({"DATABASES": {"default": {"ENGINE": "django.db.backends.sqlite3"}}}, "school.E005"),
        ({"REDIS_URL": ""}, "school.E006"),
        ({"ALLOWED_HOSTS": ["*"]}, "school.E007"),
        ({"CELERY_TASK_ALWAYS_EAGER": True}, "school.E008"),
        ({"ALLOWED_HOSTS": ["localhost"]}, "school.W001"),
        ({"HTTPS": False}, "school.W002"),
        ({"METRICS_TOKEN": ""}, "school.W003"),
    ],
)
def test_an_unsafe_mix_is_named(settings, changes, expected):
    assert expected in _found(settings, **changes)


@pytest.mark.parametrize("server", ["school.wsgi", "school.asgi"])
def test_a_server_does_not_start_on_an_unsafe_mix(server, tmp_path):
    """Granian and uvicorn import this module and run no checks of Django's."""
    unsafe = {"DEMO": "1", "ALLOWED_HOSTS": "school.example.edu", "DATA_DIR": str(tmp_path)}
    started = subprocess.run(
        [sys.executable, "-c", f"import {server}"],
        cwd=ROOT, env=os.environ | unsafe, check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert started.returncode
    assert "school.E001" in started.stderr


@pytest.mark.parametrize("process", ["worker", "beat"])
def test_a_celery_process_does_not_start_on_an_unsafe_mix(process, tmp_path):
    unsafe = {"DEMO": "1", "ALLOWED_HOSTS": "school.example.edu", "DATA_DIR": str(tmp_path)}
    pool = ["--pool", "solo"] if process == "worker" else ["--schedule", str(tmp_path / "schedule")]
    started = subprocess.run(
        [sys.executable, "-m", "celery", "-A", "school.celery", process, *pool],
        cwd=ROOT, env=os.environ | unsafe, check=False, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert started.returncode
    assert "school.E001" in started.stderr
