"""Language, text size and colour scheme, for members and for people who are not signed in."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db
CHOSEN = {"text_size": "large", "colour_scheme": "dark"}


def test_a_member_keeps_them_on_the_account(client_of, learner) -> None:
    client_of(learner).post(reverse("accounts:preferences"), CHOSEN)
    learner.refresh_from_db()
    assert (learner.text_size, learner.colour_scheme) == ("large", "dark")


def test_a_member_finds_them_on_another_device(client_of, learner) -> None:
    client_of(learner).post(reverse("accounts:preferences"), CHOSEN)
    page = client_of(learner).get(reverse("accounts:preferences")).content.decode()
    assert 'data-size="large"' in page
    assert 'data-scheme="dark"' in page


def test_somebody_not_signed_in_keeps_them_in_the_browser() -> None:
    client = Client()
    client.post(reverse("accounts:preferences"), CHOSEN)
    assert 'data-size="large"' in client.get(reverse("account_login")).content.decode()


def test_an_unknown_value_changes_nothing(client_of, learner) -> None:
    response = client_of(learner).post(reverse("accounts:preferences"), {"text_size": "huge", "colour_scheme": "dark"})
    learner.refresh_from_db()
    assert response.status_code == 422
    assert learner.colour_scheme == "auto"


def test_a_forged_cookie_does_not_reach_the_page() -> None:
    client = Client()
    client.cookies["school_size"] = '"><script>'
    assert 'data-size="normal"' in client.get(reverse("account_login")).content.decode()


def test_the_language_is_chosen_by_a_plain_form() -> None:
    client = Client()
    client.post(reverse("set_language"), {"language": "en", "next": reverse("accounts:preferences")})
    assert '<html lang="en"' in client.get(reverse("accounts:preferences")).content.decode()
