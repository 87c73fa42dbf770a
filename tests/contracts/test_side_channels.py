"""What a stranger can learn without being let in: nothing. A foreign object answers exactly as one that never was."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.contracts.test_permission_matrix import CLASSES, ROUTES, send, world  # noqa: F401 - a fixture
from tests.contracts.world import STRANGERS, World

NOWHERE = "AAAAAAAAAAAA"
TOKENS = re.compile(r'name="csrf(middlewaretoken|-token)" (value|content)="[^"]+"')

# The request's own number and what follows from the address that was asked for.
DIFFERS = {"Content-Length", "Content-Security-Policy", "X-Request-ID"}

REFUSED = [
    (route, relation)
    for route, row in ROUTES.items()
    for relation in STRANGERS
    if relation != "anonymous" and row.get("except", {}).get(relation, CLASSES[row["class"]][relation]) == 404
]


class Elsewhere(World):
    """The same people before a world whose objects do not exist."""

    def path(self, pattern: str, others: dict[str, str]) -> str:
        real = super().path(pattern, others)
        for value in sorted(set(self.ids.values()), key=len, reverse=True):
            if len(value) == len(NOWHERE):
                real = real.replace(f"/{value}/", f"/{NOWHERE}/")
                real = re.sub(rf"/{re.escape(value)}$", f"/{NOWHERE}", real)
        return real

    def fill(self, body: Any) -> Any:
        if isinstance(body, dict):
            return {key: self.fill(value) for key, value in body.items()}
        return NOWHERE if isinstance(body, str) and body.startswith("@") else body


def seen(response, ids: dict[str, str]) -> tuple[int, str, list[tuple[str, str]]]:
    """Everything that reaches the stranger, without what differs between any two requests."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    text = TOKENS.sub("", body.decode(errors="replace"))
    for value in [*ids.values(), NOWHERE]:
        if len(value) == len(NOWHERE):
            text = text.replace(value, "")
    headers = [(key, value) for key, value in response.items() if key not in DIFFERS]
    return response.status_code, text, sorted(headers)


@pytest.mark.django_db
@pytest.mark.parametrize(("route", "relation"), REFUSED, ids=[f"{route} as {relation}" for route, relation in REFUSED])
def test_a_foreign_object_answers_like_one_that_never_was(world, route, relation):  # noqa: F811
    nowhere = Elsewhere(world.people, world.ids)
    assert seen(send(world, route, relation), world.ids) == seen(send(nowhere, route, relation), world.ids)


@pytest.mark.django_db
def test_the_comparison_would_see_a_difference(world):  # noqa: F811
    nowhere = Elsewhere(world.people, world.ids)
    route = "GET progress:evidence"
    assert seen(send(world, route, "learner"), world.ids) != seen(send(nowhere, route, "learner"), world.ids)
