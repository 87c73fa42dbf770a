from decimal import Decimal

import pytest

from progress.categories import Category
from progress.services.crediting import credit


@pytest.fixture
def credit_live(first_rules, learner, second_branch, at):
    """credit_live(item=…, …) → a line for an hour of collective study, unless told otherwise."""

    def write(**given):
        facts = {
            "member_id": learner.pk,
            "item": "session:abcdefghijkl",
            "category": Category.COLLECTIVE,
            "hours": Decimal(1),
            "earned_on": at,
            "evidence_kind": "register",
            "evidence_id": "abcdefghijkl",
            "title": "第四季度集中学习",
            "organisation_id": second_branch.pk,
            "at": at,
        }
        return credit(**(facts | given))

    return write
