"""Editorial review (三审三校, DOMAIN §3.4): what must have been read, and by whom, before members see it."""

from __future__ import annotations

from datetime import datetime

from courses.models import Course


def require_reviewed(*, course: Course, at: datetime) -> None:
    """Nothing, if the draft may be published as far as reviewing goes.

    Raises:
        NotReviewed: the rule of the owner asks for levels that this very draft has not passed.
    """
