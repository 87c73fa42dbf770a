"""The source of conditions on offices: courses that must be completed before an office may act on people's data."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.cache import cache
from django.urls import reverse

from courses.models import CourseState, OfficeCondition
from courses.ports import completion_facts
from school.organisation.conditions import Condition, HeldOffice

KEPT_SECONDS = 60
_KEY = "courses:office-conditions"


@dataclass(frozen=True)
class _Rule:
    role: str
    course_id: int
    public_id: str
    title: str
    grace_days: int
    starts_on: date
    ends_on: date | None

    def holds(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)

    def acts_on(self, office: HeldOffice) -> date:
        return max(self.starts_on, office.since) + timedelta(days=self.grace_days)


class CoursesToComplete:
    """No query while no rule exists, beyond reading the rules again every minute; one for who they touch."""

    def unmet(self, offices: Sequence[HeldOffice], *, records: Collection[int], on: date) -> Mapping[int, Condition]:
        """The rule that acts first, for each office that has one whose course is not completed."""
        rules = [rule for rule in _rules() if rule.holds(on)]
        touching = [(office, rule) for office in offices for rule in rules if rule.role == office.role]
        if not touching:
            return {}
        completed = completion_facts().courses_completed(records, {rule.course_id for _office, rule in touching})
        asked: dict[int, Condition] = {}
        for office, rule in sorted(touching, key=lambda pair: pair[1].acts_on(pair[0])):
            if rule.course_id not in completed:
                address = reverse("courses:course", args=[rule.public_id])
                asked.setdefault(office.office_id, Condition(rule.title, address, rule.acts_on(office)))
        return asked


def forget_rules() -> None:
    """Whoever sets or ends a rule makes the shared cache forget at once."""
    cache.delete(_KEY)


def _rules() -> list[_Rule]:
    rules: list[_Rule] | None = cache.get(_KEY)
    if rules is None:
        # A withdrawn course cannot be completed, so its rule rests.
        rows = OfficeCondition.objects.filter(course__state=CourseState.PUBLISHED).values_list(
            "role",
            "course",
            "course__public_id",
            "course__published_revision__title",
            "grace_days",
            "starts_on",
            "ends_on",
        )
        rules = [_Rule(*row) for row in rows]
        cache.set(_KEY, rules, KEPT_SECONDS)
    return rules
