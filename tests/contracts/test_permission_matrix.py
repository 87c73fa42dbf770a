"""The permission matrix: every route × every relation, against a table that people wrote (DESIGN §3.5).

The table says what must hold; it is never computed by the predicate under test. Strangers get 404, too little right
inside one's own scope gets 403, and what comes back to a stranger holds none of the foreign object's words.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from school.api import api
from tests.accounts.confirming import confirm
from tests.contracts.world import RELATIONS, World, build_world

TABLES = [
    tomllib.loads(path.read_text(encoding="utf-8"))
    for path in sorted((Path(__file__).parent / "matrix").glob("*.toml"))
]
CLASSES = {name: row for table in TABLES for name, row in table.get("class", {}).items()}
ROUTES = {name: row for table in TABLES for name, row in table.get("route", {}).items()}
ELSEWHERE = "203.0.113.9"
CASES = [(route, relation) for route in ROUTES for relation in RELATIONS]


def page_routes(resolver=None, prefix: str = "", namespace: str = "") -> dict[str, str]:
    """Name → path pattern of every page route, the API's own apart."""
    found: dict[str, str] = {}
    for pattern in (resolver or get_resolver()).url_patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            if pattern.namespace == "api":
                continue
            found |= page_routes(pattern, path, pattern.namespace or namespace)
        elif isinstance(pattern, URLPattern):
            found[f"{namespace}:{pattern.name}" if namespace else str(pattern.name)] = "/" + path
    return found


def api_routes() -> dict[str, str]:
    """`METHOD /api/path` → path of every operation."""
    return {
        f"{method} /api{path}": f"/api{path}"
        for path, operations in (
            (path.removeprefix("/api"), view.operations)
            for _prefix, router in api._routers
            for path, view in router.path_operations.items()
        )
        for operation in operations
        for method in operation.methods
    }


def test_every_page_route_is_in_the_table():
    named = {route.split(" ", 1)[1] for route in ROUTES if " /" not in route}
    assert named == set(page_routes()), "a route without a row, or a row without a route"


def test_every_api_operation_is_in_the_table():
    named = {route for route in ROUTES if " /api/" in route}
    assert named == set(api_routes()), "an operation without a row, or a row without an operation"


def test_every_class_is_used_and_speaks_of_every_relation():
    assert {row["class"] for row in ROUTES.values()} == set(CLASSES)
    for name, row in CLASSES.items():
        assert set(row) - {"meaning"} == set(RELATIONS), name


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Built once for the whole table; what a case writes is undone after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build_world()
        transaction.set_rollback(True)


def send(world: World, route: str, relation: str):
    method, target = route.split(" ", 1)
    row = ROUTES[route]
    path = target if target.startswith("/") else page_routes()[target]
    client = Client(raise_request_exception=False, REMOTE_ADDR=ELSEWHERE)
    if (member := world.people.get(relation)) is not None:
        client.force_login(member)
        confirm(client, member)
    options = {}
    if method in {"POST", "PUT", "PATCH"}:
        options["data"] = world.fill(row.get("body", {}))
        if target.startswith("/api/"):
            options["content_type"] = row.get("content_type", "application/json")
        if isinstance(options["data"], str):
            options["data"] = options["data"].encode()
    return getattr(client, method.lower())(
        world.path(path, row.get("ids", {})), headers=row.get("headers", {}), **options
    )


@pytest.mark.django_db
@pytest.mark.parametrize(("route", "relation"), CASES, ids=[f"{route} as {relation}" for route, relation in CASES])
def test_route_answers_as_the_table_says(world, route, relation):
    row = ROUTES[route]
    expected = row.get("except", {}).get(relation, CLASSES[row["class"]][relation])
    expected = expected or (401 if " /api/" in route else 302)
    response = send(world, route, relation)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    assert response.status_code == expected, body[:600].decode(errors="replace")
    if relation in world.strangers and relation not in row.get("reads", []):
        text = body.decode(errors="replace")
        leaked = [word for word in world.canaries if word in text and word not in row.get("public", [])]
        assert not leaked, f"{relation} reads {leaked}"
