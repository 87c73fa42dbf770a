"""Every action that the program can record has a sentence and stands in a group of the search."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.utils import translation

from school.administration.audit_words import GROUPS, SENTENCES, actions_of, sentence_of
from school.audit.models import AuditEntry
from school.organisation.models import ChangeAct, TaskState

ROOT = Path(__file__).parents[2]
APPS = ("school", "media", "courses", "quizzes", "progress", "realtime")
ACTION = re.compile(r"[a-z_]+\.[a-z_]+")
RECORDING = re.compile(r"_?(record\w*|audit\w*|note_look)")
# Actions that are put together from a choice: what is recorded for which of its values.
PUT_TOGETHER = {
    *(f"organisation.{what}" for what in ChangeAct.values),
    *(f"task.{state}" for state in TaskState.values if state != TaskState.OPEN),
    *(f"member.{kind}" for kind in ("named", "numbered", "stage", "category", "status")),
}


def recorded_actions() -> Iterator[tuple[str, Path]]:
    """Every constant that stands where a call of the recording family takes an action."""
    for app in APPS:
        for path in (ROOT / app).rglob("*.py"):
            for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(call, ast.Call) and RECORDING.fullmatch(_name(call.func)):
                    given = [*call.args, *(word.value for word in call.keywords if word.arg == "action")]
                    for constant in (node for one in given for node in ast.walk(one)):
                        if isinstance(constant, ast.Constant) and ACTION.fullmatch(str(constant.value)):
                            yield constant.value, path.relative_to(ROOT)


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def test_every_recorded_action_has_a_sentence():
    found = dict(recorded_actions())
    assert len(found) > 40, "or nothing was looked at"
    known = {action for sentences in SENTENCES.values() for action in sentences}
    assert {action: str(path) for action, path in found.items() if action not in known} == {}
    assert known >= PUT_TOGETHER


def test_every_group_has_a_name_and_no_action_stands_in_two():
    assert set(GROUPS) == set(SENTENCES)
    everything = [action for group in GROUPS for action in actions_of(group)]
    assert len(everything) == len(set(everything))


def test_every_sentence_can_be_said():
    with translation.override("en"):
        for sentences in SENTENCES.values():
            for action in sentences:
                said = sentence_of(AuditEntry(action=action), actor="Liu", subject="Zhou")
                assert "%" not in said
                assert said.endswith(".")
