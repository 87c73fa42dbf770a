"""Nothing that only the author may know reaches a learner before it is released.

Keys that are words or numbers, variants, tolerances, remarks, explanations and sources are seeded as unique texts.
Every route of the URLconf, of pages and API, is asked as a learner of the audience, with the identifiers of this very
quiz, before, during and after an attempt; bodies and headers are searched. For keys that are choices, see
`test_what_is_sent_does_not_depend_on_the_key`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import product

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from quizzes.models import Attempt, AttemptItem
from tests.quizzes.conftest import answer_all
from tests.quizzes.five_questions import SECRETS, QuizWorld, draft_quiz

pytestmark = pytest.mark.django_db

METHODS = ("get", "post", "put", "patch", "delete")
# Leaving, and pages of the machinery: they neither know nor show a quiz.
NOT_ASKED = ("accounts/", "static/", "preferences/")
BODIES = ({}, {"act": "save"}, {"client_seq": 1, "answer": {"text": "不是数"}}, {"client_seq": "x"})


def routes(patterns=None, prefix: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every route of the URLconf with the names of its parameters."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        text = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, text)
        elif isinstance(pattern, URLPattern) and not text.startswith(NOT_ASKED):
            yield text, tuple(pattern.pattern.converters)


def addresses(known: dict[str, list[str]]) -> set[str]:
    """Routes filled with every identifier that a learner may have learned."""
    filled = set()
    everything = [ids[0] for ids in known.values()]
    for text, names in routes():
        # Names that no quiz has (of a file, a language …) all get the same identifier, one of each noun in turn.
        for stray in everything if set(names) - known.keys() else [""]:
            for values in product(*(known.get(name) or [stray] for name in names)):
                address = "/" + text
                for name, value in zip(names, values, strict=True):
                    for converter in ("slug", "str", "int", "path", "uuid"):
                        address = address.replace(f"<{converter}:{name}>", value)
                    address = address.replace(f"<{name}>", value)
                filled.add(address)
    return filled


def responses(client: Client, known: dict[str, list[str]], methods=METHODS) -> Iterator[tuple[str, str]]:
    """Everything the server says to this client, as (what was asked, head and body)."""
    for address, method in product(sorted(addresses(known)), methods):
        writes = method in {"post", "put"} and ("quiz" in address or "attempts" in address)
        for body in BODIES if writes else BODIES[:1]:
            kind = {} if method == "get" else {"data": json.dumps(body), "content_type": "application/json"}
            reply = getattr(client, method)(address, **kind)
            if reply.streaming:
                continue
            head = "".join(f"{name}: {value}\n" for name, value in reply.items())
            yield f"{method} {address} → {reply.status_code}", head + reply.content.decode("utf-8", "replace")


def leaks(everything: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [
        (asked, name)
        for asked, said in everything
        for name, secret in SECRETS.items()
        if secret in said or json.dumps(secret)[1:-1] in said
    ]


def identifiers(world: QuizWorld, attempt: Attempt | None = None) -> dict[str, list[str]]:
    known = {
        "lecture_id": [world.lecture.public_id],
        "course_id": [world.lecture.chapter.course.public_id],
        "chapter_id": [world.lecture.chapter.public_id],
        "item_id": list(world.quiz.items.values_list("public_id", flat=True)),
        "kind": ["single"],
    }
    return known | ({"attempt_id": [attempt.public_id]} if attempt else {})


@pytest.fixture
def world(economics, second_branch, instructor, at) -> QuizWorld:
    made = draft_quiz(
        owner=economics, instructor=instructor, audience=second_branch, at=at, attempts_allowed=2, release="after_last"
    )
    made.publish(at)
    return made


@pytest.fixture
def browser(client_of, learner) -> Client:
    client = client_of(learner)
    client.raise_request_exception = False
    return client


def begin(browser: Client, world: QuizWorld) -> Attempt:
    browser.post(f"/lectures/{world.lecture.public_id}/quiz/")
    return Attempt.objects.under_way().get()


def test_the_search_would_find_a_leak(world, client_of, instructor):
    found = leaks(responses(client_of(instructor), identifiers(world), ("get",)))
    assert {name for _asked, name in found} == set(SECRETS)


def test_nothing_leaks_before_an_attempt(world, browser):
    assert leaks(responses(browser, identifiers(world))) == []


def test_nothing_leaks_during_an_attempt_on_any_page_or_call(world, browser):
    attempt = begin(browser, world)
    said = list(responses(browser, identifiers(world, attempt), ("get", "put", "patch", "delete")))
    assert leaks(said) == []
    status = dict(asked.rsplit(" → ", 1) for asked, _said in said)
    assert status[f"get /attempts/{attempt.public_id}/"] == "200"
    assert status[f"get /api/attempts/{attempt.public_id}"] == "200"
    assert status[f"get /lectures/{world.lecture.public_id}/quiz/"] == "200"
    assert status[f"get /studio/lectures/{world.lecture.public_id}/quiz/"] == "403"
    # Posting may submit, so it comes last; the answers wait for the last attempt, so nothing is released even then.
    assert leaks(responses(browser, identifiers(world, attempt), ("post", "get"))) == []


def test_explanations_are_there_once_they_are_released(world, browser, at):
    for _time in range(2):
        attempt = begin(browser, world)
        answer_all(attempt, attempt.started_at)
        browser.post(f"/attempts/{attempt.public_id}/", {"act": "submit_with_blanks"})
    page = browser.get(f"/attempts/{attempt.public_id}/result/").content.decode()
    data = browser.get(f"/api/attempts/{attempt.public_id}").json()["review"]
    for number in range(1, 6):
        assert SECRETS[f"explanation {number}"] in page
        assert SECRETS[f"explanation {number}"] in json.dumps(data, ensure_ascii=False)


def test_a_released_attempt_tells_nobody_else(world, browser, client_of, peer, at):
    for _time in range(2):
        attempt = begin(browser, world)
        browser.post(f"/attempts/{attempt.public_id}/", {"act": "submit_with_blanks"})
    other = client_of(peer)
    other.raise_request_exception = False
    assert leaks(responses(other, identifiers(world, attempt), ("get",))) == []


def test_what_is_sent_does_not_depend_on_the_key(world, browser):
    """The same attempt, once with each possible key of its choices, byte by byte the same."""
    attempt = begin(browser, world)
    versions = {
        item.question_version.question.kind: item.question_version
        for item in AttemptItem.objects.in_order().filter(attempt=attempt)
    }

    def said() -> list[str]:
        data = browser.get(f"/api/attempts/{attempt.public_id}").json()
        page = browser.get(f"/attempts/{attempt.public_id}/").content.decode()
        main = page.split("<main", 1)[1].split("</main>")[0]
        return [json.dumps(data["questions"]), without_tokens(main)]

    before = said()
    assert attempt.seed not in "".join(before)
    manager = type(versions["single"])._base_manager
    for right in (0, 1):
        content = versions["single"].content | {"right": right}
        manager.filter(pk=versions["single"].pk).update(content=content)
        assert said() == before
    options = [option | {"share": "-1"} for option in versions["multiple"].content["options"]]
    options[3]["share"] = "1"
    manager.filter(pk=versions["multiple"].pk).update(content={"options": options})
    manager.filter(pk=versions["true_false"].pk).update(content={"right": False})
    assert said() == before


def without_tokens(page: str) -> str:
    """CSRF tokens are masked anew in every page."""
    return "\n".join(line for line in page.splitlines() if "csrfmiddlewaretoken" not in line)
