"""Pages about people cost the same queries however many there are."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client

from school.organisation.models import Affiliation, Member
from school.organisation.services.chronicling import chronicle_first_events
from tests.conftest import FOUNDED

pytestmark = pytest.mark.django_db


@pytest.fixture
def crowd(second_branch):
    """crowd(n) → n more people in the second branch, every fifth of them a namesake."""

    def make(number: int) -> None:
        start = Member.objects.count()
        people = Member.objects.bulk_create(
            Member(number=f"C{start + place:05}", name="王芳" if place % 5 == 0 else f"李{place}", password="!")
            for place in range(number)
        )
        Affiliation.objects.bulk_create(
            Affiliation(member=person, organisation=second_branch, starts_on=FOUNDED) for person in people
        )
        chronicle_first_events(member_ids=[person.pk for person in people])

    return make


def pages(learner):
    base = f"/people/{learner.public_id}/"
    return ["/people/", "/people/?sort=place", "/people/?q=王&stage=full", base, f"{base}print/", "/people/duplicates/"]


@pytest.mark.parametrize("place", range(6))
def test_a_page_takes_at_most_twelve_and_as_many_with_a_crowd(
    client_of, secretary, learner, crowd, place, django_assert_max_num_queries
):
    path = pages(learner)[place]
    browser: Client = client_of(secretary)
    browser.get(path)
    for _round in range(2):
        crowd(40)
        with django_assert_max_num_queries(12):
            assert browser.get(path).status_code == 200
    cache.clear()


def test_the_picker_takes_at_most_six_besides_the_frame(client_of, secretary, crowd, django_assert_max_num_queries):
    browser = client_of(secretary)
    browser.get("/api/members")
    crowd(60)
    with django_assert_max_num_queries(9):
        found = browser.get("/api/members", {"query": "王芳", "size": 50}).json()
    assert found["total"] == 12
    assert all("（" in member["shown"] for member in found["members"])


def test_chronicling_a_thousand_costs_a_few_statements_a_batch(crowd, django_assert_max_num_queries):
    crowd(1)
    people = Member.objects.bulk_create(Member(number=f"D{n:05}", name=f"赵{n}", password="!") for n in range(1000))
    # SQLite takes fifty rows a statement.
    with django_assert_max_num_queries(40):
        assert chronicle_first_events(member_ids=[person.pk for person in people]) == 2000
    assert chronicle_first_events() == 0
