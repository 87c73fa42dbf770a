"""Every page and list of the world, read by who holds power there: no ID number, no phone or address in full.

Strangers are searched by the permission matrix itself, for which these details are canaries.
"""

from __future__ import annotations

import re

import pytest
from django.db import transaction

from school.organisation.models import Member
from tests.contracts.test_permission_matrix import ROUTES, send
from tests.contracts.world import build_world

ID_NUMBER = re.compile(
    r"(?<![\dA-Za-z])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dX](?![\dA-Za-z])"
)
PHONE = re.compile(r"(?<![\d.])1[3-9]\d{9}(?![\d.])")
ADDRESS = re.compile(r"[\w.+-]+@canary\.example")
READERS = ("secretary", "officer", "security_administrator")
# Where a detail may stand in full: to its owner, in the form that changes it, and in what she downloads.
ALLOWED = {
    "GET organisation:person_contact",  # the form that changes it
    "GET importing:batch",  # the sheet that the reader herself brought, line by line
}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Everybody has a phone number and an address of her own."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = build_world()
        for number, member in enumerate(Member.objects.order_by("pk")):
            Member.objects.filter(pk=member.pk).update(phone=f"139{number:08}", email=f"canary{number}@canary.example")
        yield world
        transaction.set_rollback(True)


def leaks(body: str) -> set[str]:
    return set(ID_NUMBER.findall(body)) | set(PHONE.findall(body)) | set(ADDRESS.findall(body))


@pytest.mark.parametrize("text", ["110101199001011237", "号码 13900000001。", "canary1@canary.example"])
def test_the_patterns_find_what_they_seek(text):
    assert leaks(text)


@pytest.mark.parametrize("text", ["•••••••0001", "2026-11-23 19:30", "c•••@canary.example", "1.13900000001e9"])
def test_the_patterns_pass_over_the_rest(text):
    assert not leaks(text)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "route", sorted(route for route in ROUTES if route.startswith("GET ") and route not in ALLOWED)
)
def test_no_answer_shows_a_contact_detail_in_full(world, route):
    found = {}
    for relation in READERS:
        response = send(world, route, relation)
        body = (b"".join(response.streaming_content) if response.streaming else response.content).decode(
            "utf-8", "replace"
        )
        reader = world.people[relation]
        reader.refresh_from_db()
        if seen := leaks(body) - {reader.phone, reader.email}:
            found[relation] = seen
    assert not found
