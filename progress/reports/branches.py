"""How a member's present organisation is named in lists."""

from django.db.models import Case, F, When

SHORT_BRANCH = Case(
    When(here__organisation__short_name="", then=F("here__organisation__name")),
    default=F("here__organisation__short_name"),
)
"""For querysets of members with their place of a day (`MemberQuerySet.with_place`)."""
