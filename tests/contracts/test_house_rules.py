"""Rules of the house that a linter does not know."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import get_resolver

ROOT = Path(__file__).resolve().parents[2]
APPS = ("school", "media", "courses", "quizzes", "progress", "realtime")
SOURCES = [
    path
    for app in APPS
    for path in sorted((ROOT / app).rglob("*"))
    if path.suffix in {".py", ".html"} and "migrations" not in path.parts
]
SOURCES += [
    path
    for path in sorted((ROOT / "frontend").rglob("*"))
    if path.suffix in {".ts", ".css"} and "generated" not in path.parts and "dist" not in path.parts
]
BOX_TICKING = re.compile(r"leaderboard|排行榜|streak|连续签到|积分|打卡|online_minutes|在线时长统计", re.IGNORECASE)


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_a_file_is_short_enough_to_be_read(path):
    assert path.read_text(encoding="utf-8").count("\n") <= 300


def test_every_file_is_named_for_a_noun():
    nameless = [relative(path) for path in SOURCES if re.fullmatch(r"(utils?|helpers?|common|misc|base_.*)", path.stem)]
    assert not nameless


def service_functions():
    for path in SOURCES:
        if "services" not in path.parts or path.suffix != ".py":
            continue
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_"):
                yield relative(path), node


def test_public_services_take_keywords_only_and_are_annotated():
    services = list(service_functions())
    assert len(services) > 20
    positional = [f"{path}:{node.name}" for path, node in services if node.args.args or node.args.posonlyargs]
    unannotated = [
        f"{path}:{node.name}"
        for path, node in services
        if node.returns is None or any(arg.annotation is None for arg in node.args.kwonlyargs)
    ]
    assert not positional
    assert not unannotated


def test_there_is_no_digital_box_ticking_anywhere():
    """DESIGN principle 4: absent from the product, not switched off."""
    words = {
        relative(path): found.group()
        for path in SOURCES
        if "content" not in path.parts and (found := BOX_TICKING.search(path.read_text(encoding="utf-8")))
    }
    assert not words
    assert not BOX_TICKING.search(str(list(get_resolver().reverse_dict)))
    assert not any(BOX_TICKING.search(model._meta.db_table) for model in apps.get_models())


def test_templates_hold_no_inline_script_or_style():
    inline = re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*application/json)|\bstyle=|\son(?!e=)[a-z]+=|<style", re.IGNORECASE
    )
    found = {
        relative(path): m.group()
        for path in SOURCES
        if path.suffix == ".html" and (m := inline.search(path.read_text(encoding="utf-8")))
    }
    assert not found


def test_no_event_listener_hangs_on_saving_a_model():
    for path in SOURCES:
        assert "post_save" not in path.read_text(encoding="utf-8"), relative(path)


EDGE = {"views", "api", "consumers", "templatetags", "management", "forms"}
KNOWS_THE_WEB = {
    "school/accounts/requests.py",  # the typed request itself
    "school/accounts/sessions.py",  # reads a cookie header for native ASGI routes
    "school/accounts/authentication.py",
    "school/accounts/receivers.py",  # the signals of a sign-in carry its request
    "school/accounts/late_requests.py",  # is a middleware
    "school/accounts/held_forms.py",  # keeps what a request sent
    "school/accounts/factor_adapter.py",  # allauth's hooks take requests
    "school/accounts/factor_gate.py",  # is a middleware
    "school/accounts/factors.py",  # leads to where one confirms
    "school/accounts/adapter.py",
    "school/accounts/backends.py",
    "school/accounts/middleware.py",
    "school/accounts/preferences.py",
    "school/accounts/devices.py",  # the cookie of a browser
    "school/accounts/first_steps.py",  # what a session has to show first
    "school/organisation/middleware.py",
}


def test_domain_modules_know_no_web():
    """Rules that know HTTP cannot be used from a task or a command without faking a request."""
    kernel_and_apps = ("school/audit", "school/events", "school/organisation", "school/accounts", *APPS[1:])
    knowing = {
        relative(path)
        for path in SOURCES
        if path.suffix == ".py"
        and relative(path).startswith(kernel_and_apps)
        and not EDGE & set(path.parts)
        and re.search(
            r"^from django\.(http|shortcuts|views)|^import ninja|^from (ninja|channels)",
            path.read_text("utf-8"),
            re.MULTILINE,
        )
    }
    assert knowing <= KNOWS_THE_WEB
