"""Details of audit entries are words: keys, codes, days, ids and the pages that were refused."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from django.urls import NoReverseMatch, get_resolver
from django.utils import timezone

from school.administration.audit_details import KEYS, PAGES, SUBJECTS, details_in_words
from school.administration.audit_rows import audit_rows
from school.audit.recording import record
from school.refusals import WATCHED_PAGES

from .test_audit_words import APPS, ROOT


def recorded(word: str) -> set[str]:
    """Every constant key of what is handed over as this argument, or every constant that is."""
    found: set[str] = set()
    for path in (path for app in APPS for path in (ROOT / app).rglob("*.py")):
        for call in ast.walk(ast.parse(Path(path).read_text(encoding="utf-8"))):
            for given in getattr(call, "keywords", ()) if isinstance(call, ast.Call) else ():
                if given.arg == word:
                    inner = list(ast.walk(given.value))
                    keys = [key for each in inner if isinstance(each, ast.Dict) for key in each.keys]
                    said = keys if word == "details" else inner
                    found |= {str(one.value) for one in said if isinstance(one, ast.Constant)}
    return found


def test_every_key_that_is_recorded_has_a_word():
    keys = recorded("details")
    assert len(keys) > 40, "or nothing was looked at"
    assert keys - KEYS.keys() == set()


def test_every_kind_of_subject_that_is_recorded_has_a_word():
    assert recorded("subject_kind") - SUBJECTS.keys() == set()


def test_every_watched_page_has_a_title():
    assert set(WATCHED_PAGES) <= PAGES.keys()
    known = {name for name in PAGES if _exists(name)}
    assert known == PAGES.keys()


def _exists(route: str) -> bool:
    namespace, _sign, name = route.partition(":")
    try:
        return name in get_resolver().namespace_dict[namespace][1].reverse_dict
    except (KeyError, NoReverseMatch):
        return False


@pytest.mark.usefixtures("_english")
@pytest.mark.parametrize(
    ("details", "words"),
    [
        ({"role": "branch_secretary"}, ("Office", "branch secretary")),
        ({"on": "2026-11-23"}, ("On", "23 November 2026")),
        ({"by_mail": False}, ("By mail", "no")),
        ({"before": None}, ("Before", "–")),
        ({"places": ["0001", "0002"]}, ("Where", "College, 0002")),
        ({"parts": ["email", "phone"]}, ("What was changed", "E-mail, Phone")),
        ({"outcome": "refused"}, ("Outcome", "refused")),
        ({"rows": 12}, ("Rows", "12")),
        ({"refusal": "too-many"}, ("Refused because", "too-many")),
    ],
)
def test_a_value_is_written_as_people_write_it(details, words):
    ((key, value),) = details_in_words(details, {"0001": "College"})
    assert (key, value) == words


@pytest.mark.django_db
def test_ids_within_details_and_refused_pages_have_names(learner, second_branch, officer):
    at = timezone.now()
    moved = record(
        actor=officer,
        action="member.affiliated",
        subject_kind="member",
        subject_id=learner.public_id,
        at=at,
        details={"from": second_branch.public_id, "on": "2026-11-23"},
    )
    refused = record(actor=learner, action="access.refused", subject_kind="page", subject_id="privacy:erasures", at=at)
    first, second = audit_rows([moved, refused])
    assert ("From where", str(second_branch)) in first.details
    assert "Erasures" in second.sentence
    assert second.subject_kind == "Page"
