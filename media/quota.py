"""How much room an organisation has for uploaded files, and how much of it is taken.

What counts is what was uploaded for this very organisation, not for those below it: one policy gives each of them the
same room, so that a busy branch cannot take a committee's. Renditions are the school's own doing and cost nobody.
"""

from dataclasses import dataclass
from typing import Final

from django.template.defaultfilters import filesizeformat

from media.models import Asset
from school.organisation.models import Organisation
from school.policies.reading import policy

GIGABYTE: Final = 1024**3


@dataclass(frozen=True)
class Quota:
    """Bytes taken and bytes allowed."""

    used: int
    allowed: int

    @property
    def free(self) -> int:
        """What may still be uploaded; 0 when the room was made smaller than what lies in it."""
        return max(0, self.allowed - self.used)

    @property
    def percent(self) -> int:
        """How full it is, at most 100."""
        return min(100, round(100 * self.used / self.allowed))

    def words(self) -> dict[str, str]:
        """The figures as people read them, in the active language."""
        return {name: filesizeformat(getattr(self, name)) for name in ("used", "allowed", "free")}


def quota_of(organisation: Organisation) -> Quota:
    """As things stand now. Two files of the same bytes are one; an unfinished upload counts as what it announced."""
    return Quota(
        used=Asset.objects.filter(organisation=organisation).bytes_kept(),
        allowed=policy("media.quota_gigabytes") * GIGABYTE,
    )
