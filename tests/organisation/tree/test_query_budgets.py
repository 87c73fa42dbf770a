"""Query budgets: at most twelve a page and six a call, and no more with thirty nodes than with one."""

from __future__ import annotations

import pytest

from school.organisation.models import BuiltInKind, OrganisationChange
from school.organisation.services.editing import edit_organisation
from school.organisation.services.founding import found_organisation
from tests.courses.test_query_budgets import CALL, PAGE, queries

from .conftest import day

pytestmark = pytest.mark.django_db


@pytest.fixture
def grow(second_branch, third_branch, make_member, act, kind_of):
    """grow(30) → so many more groups, members and changes at the second branch."""

    def more(count: int) -> None:
        for number in range(count):
            group = found_organisation(parent=second_branch, kind=BuiltInKind.GROUP, name=f"党小组{number}")
            make_member(f"组员{number}", group)
            edit_organisation(
                organisation=second_branch,
                name=f"第{number}名",
                short_name=f"改{OrganisationChange.objects.count()}",
                kind=kind_of("branch"),
                on=day(2),
                act=act,
            )

    return more


@pytest.mark.parametrize(
    ("address", "budget"),
    [
        ("/organisation/", PAGE),
        ("/organisation/?query=党", PAGE),
        ("/organisation/?on=2026-02-03", PAGE),
        ("/organisation/?on=2026-02-03&node={node}", PAGE),
        ("/organisation/{node}/", PAGE),
        ("/organisation/{node}/?closed=1", PAGE),
        ("/organisation/{node}/children/", PAGE),
        ("/organisation/{node}/history/", PAGE),
        ("/organisation/{node}/edit/", PAGE),
        ("/organisation/{node}/move/", PAGE),
        ("/organisation/{node}/merge/", PAGE),
        ("/organisation/{node}/split/", PAGE),
        ("/organisation/{node}/close/", PAGE),
        ("/api/organisations", CALL),
        ("/api/organisations?under={node}", CALL),
        ("/api/organisations?query=党", CALL),
        ("/api/organisations/{node}", CALL),
    ],
)
def test_pages_and_calls_of_the_tree(grow, second_branch, officer, client_of, address, budget):
    client, place = client_of(officer), address.format(node=second_branch.public_id)
    grow(1)
    one = queries(client, place)
    grow(20)
    assert queries(client, place) == one <= budget
