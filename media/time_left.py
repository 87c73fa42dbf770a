"""How long something will still take, as people say it. Pure but for the active language."""

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MINUTE: Final = 60
HOUR: Final = 3600


def time_left(seconds: int | None) -> str:
    """A short sentence, rounded up so that nobody is promised too much; empty when nothing is known."""
    if seconds is None:
        return ""
    if seconds < MINUTE:
        return _("Less than a minute left.")
    if seconds <= HOUR * 3 // 2:
        number = -(-seconds // MINUTE)
        return ngettext("About %(number)d minute left.", "About %(number)d minutes left.", number) % {"number": number}
    number = -(-seconds // HOUR)
    return ngettext("About %(number)d hour left.", "About %(number)d hours left.", number) % {"number": number}
