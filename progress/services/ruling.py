"""Which rules hold, and installing the first ones."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from django.db import transaction

from progress.models.rule_set import RuleSet, RuleVersion
from progress.rules import Rules
from school.composed import Composed
from school.organisation.tree_paths import prefixes

FIRST_RULES = Path(__file__).resolve().parent.parent / "first_rules.json"


@transaction.atomic
def install_first_rules() -> RuleVersion:
    """Install the general rule set that comes with the product, once."""
    data = json.loads(FIRST_RULES.read_text(encoding="utf-8"))
    Rules.model_validate(data["rules"])
    rule_set, _created = RuleSet.objects.get_or_create(organisation=None, defaults={"title": data["title"]})
    version, _created = RuleVersion.objects.get_or_create(
        rule_set=rule_set,
        number=1,
        defaults={
            "effective_from": date.fromisoformat(data["effective_from"]),
            "source": data["source"],
            "body": data["rules"],
        },
    )
    return version


def rules_in_force(*, on: date, path: str = "") -> RuleVersion:
    """The version that holds at this place on this day.

    Raises:
        RuleVersion.DoesNotExist: before the first day of the oldest version.
    """
    for version in _IN_FORCE.rows(on=on, paths=prefixes(path)):
        return version
    raise RuleVersion.DoesNotExist(f"no rules for {on}")


# The pages of every member ask this.
_IN_FORCE: Composed[RuleVersion] = Composed(
    lambda given: RuleVersion.objects.in_force(on=given["on"], paths=given["paths"]).select_related("rule_set")[:1]
)
