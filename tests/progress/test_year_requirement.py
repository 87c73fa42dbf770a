"""Met, not yet or exempt: the rule itself."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progress.requirements import Status, applies, judge_year
from progress.rules import Rules
from progress.services.ruling import FIRST_RULES

RULES = Rules.model_validate(json.loads(FIRST_RULES.read_text(encoding="utf-8"))["rules"])
quarter_hours = st.integers(0, 400).map(lambda n: Decimal(n) / 4)
categories = st.dictionaries(st.sampled_from(["self_paced", "collective", "theme_day", "manual"]), quarter_hours)


@pytest.mark.parametrize(
    ("credited", "status", "missing"),
    [
        ({}, Status.NOT_YET, "32"),
        ({"collective": "18", "self_paced": "6.5", "theme_day": "2"}, Status.NOT_YET, "5.5"),
        ({"collective": "32"}, Status.MET, "0"),
        ({"collective": "12.8", "self_paced": "40"}, Status.MET, "0"),
        ({"self_paced": "100"}, Status.NOT_YET, "12.8"),
    ],
)
def test_thirty_two_hours_of_which_at_most_sixty_per_cent_alone(credited, status, missing):
    standing = judge_year(required=Decimal(32), credited={k: Decimal(v) for k, v in credited.items()}, rules=RULES)
    assert (standing.status, standing.missing) == (status, Decimal(missing))


def test_other_categories_may_have_a_share_too():
    rules = RULES.model_copy(update={"category_caps": {"theme_day": Decimal("0.25")}})
    credited = {"theme_day": Decimal(20), "self_paced": Decimal(20), "collective": Decimal(2)}
    standing = judge_year(required=Decimal(32), credited=credited, rules=rules)
    assert (standing.counted, standing.over_cap) == (Decimal("29.2"), Decimal("12.8"))


def test_an_exempt_member_is_exempt_whatever_was_credited():
    assert judge_year(required=Decimal(32), credited={}, rules=RULES, exempt=True).status == Status.EXEMPT


def test_without_a_requirement_nothing_is_missing():
    standing = judge_year(required=None, credited={"self_paced": Decimal(3)}, rules=RULES)
    assert (standing.status, standing.missing, standing.counted) == (Status.NO_REQUIREMENT, 0, 3)


@given(credited=categories, required=quarter_hours.filter(bool))
def test_every_credited_hour_is_accounted_for(credited, required):
    standing = judge_year(required=required, credited=credited, rules=RULES)
    assert standing.credited == standing.counted + standing.over_cap == sum(credited.values())
    assert (standing.missing == 0) == (standing.counted >= required)


@given(credited=categories, more=quarter_hours, required=quarter_hours.filter(bool))
def test_more_hours_never_make_more_missing(credited, more, required):
    before = judge_year(required=required, credited=credited, rules=RULES)
    for category in ("self_paced", "collective"):
        richer = credited | {category: credited.get(category, Decimal(0)) + more}
        assert judge_year(required=required, credited=richer, rules=RULES).missing <= before.missing


def test_an_audience_is_stages_and_roles():
    nobody = frozenset()
    assert applies(stages=[], roles=[], stage="full", held_roles=nobody)
    assert not applies(stages=["full"], roles=[], stage="activist", held_roles=nobody)
    assert applies(stages=[], roles=["host"], stage="full", held_roles=frozenset({"host"}))
    assert not applies(stages=["full"], roles=["host"], stage="full", held_roles=nobody)
