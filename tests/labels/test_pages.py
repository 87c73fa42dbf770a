"""With another pack on, no page shows a word that was replaced, whoever looks; what people wrote stays."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from school.organisation.models import Member
from school.policies.reading import policy
from school.policies.services.setting import set_policy
from tests.accounts.confirming import confirm, give_factor

pytestmark = pytest.mark.django_db

# What the cast is called in the register is data; in English every replaced word on a page is the interface's.
REPLACED = re.compile(
    r"\b(branch(es)?|secretar(y|ies)|party (school|lecture|committee|group|member)s?)\b", re.IGNORECASE
)
PAGES = {
    "learner": ("/", "/courses/", "/sessions/", "/year/", "/messages/", "/preferences/", "/people/me/", "/my-data/"),
    "secretary": ("/desk/", "/tasks/", "/people/", "/organisation/", "/offices/", "/sessions/new/", "/invitations/"),
    "officer": ("/organisation/", "/offices/", "/offices/new/", "/people/", "/imports/", "/exports/"),
    "instructor": ("/studio/", "/studio/courses/new/"),
}


class Words(HTMLParser):
    """The text that people read on a page, and what screen readers say instead of it."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.words += [value for name, value in attrs if name in {"aria-label", "placeholder", "title"} and value]


def replaced_words(client, path: str) -> list[str]:
    response = client.get(path)
    assert response.status_code == 200, (path, response.status_code, response.headers.get("Location"))
    parser = Words()
    parser.feed(response.content.decode())
    return [" ".join(words.split()) for words in parser.words if REPLACED.search(words)]


@pytest.fixture
def cast(learner, secretary, officer, instructor) -> dict[str, Member]:
    give_factor(officer)
    return {"learner": learner, "secretary": secretary, "officer": officer, "instructor": instructor}


@pytest.fixture
def everything(cast, client_of):
    """Path → replaced words found, over all pages of all roles."""

    def look() -> dict[str, list[str]]:
        found = {}
        for role, paths in PAGES.items():
            client = confirm(client_of(cast[role]), cast[role])
            client.cookies["school_language"] = "en"
            found |= {f"{role} {path}": replaced_words(client, path) for path in paths}
        return {page: words for page, words in found.items() if words}

    return look


@pytest.mark.parametrize("pack", ["union", "association"])
def test_no_page_shows_a_replaced_word(everything, pack, at):
    assert len(everything()) > 3, "or the pages never used these words"
    set_policy(key="labels.pack", value=pack, member=None, office_id=None, reason="we are no party", at=at)
    assert policy("labels.pack") == pack
    assert everything() == {}
