"""How a member's present organisation is named in lists."""

from django.db.models import Case, F, When

SHORT_BRANCH = Case(
    When(affiliations__organisation__short_name="", then=F("affiliations__organisation__name")),
    default=F("affiliations__organisation__short_name"),
)
"""For querysets of members that are narrowed to their current affiliation."""
