"""Rules about how many levels of review an organisation asks for."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from courses.errors import ReviewRuleTooLax
from courses.models import ReviewRule
from school.errors import Invalid
from school.organisation.acting import Act
from school.organisation.models import Organisation
from school.organisation.tree_paths import prefixes


@transaction.atomic
def set_review_rule(*, organisation: Organisation, levels: int, starts_on: date, act: Act) -> ReviewRule:
    """From that day on, courses owned there and below are read on so many levels. Rules that were set
    stay as they were: another one for the same day follows the first.

    Raises:
        ReviewRuleTooLax: an organisation above asks for more on that day.
        Invalid: the day has passed, or there are no such levels.
    """
    if starts_on < act.today or not 0 <= levels <= 3 or act.member is None:
        raise Invalid
    Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    above = ReviewRule.objects.in_force(prefixes(organisation.path)[:-1], on=starts_on)
    strictest = max(above, key=lambda rule: rule.levels, default=None)
    if strictest is not None and strictest.levels > levels:
        raise ReviewRuleTooLax(levels=strictest.levels, organisation=str(strictest.organisation))
    before = ReviewRule.objects.in_force([organisation.path], on=starts_on)
    rule = ReviewRule.objects.create(
        organisation=organisation, starts_on=starts_on, levels=levels, set_by=act.member, set_at=act.at
    )
    act.record(
        "review_rule.set",
        subject_kind="organisation",
        subject_id=organisation.public_id,
        organisation_path=organisation.path,
        details={
            "levels": levels,
            "levels_before": before[0].levels if before else 0,
            "starts_on": starts_on.isoformat(),
        },
    )
    return rule
