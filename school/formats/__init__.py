"""How dates and numbers are written; and short weekdays, which Django's own Chinese catalogues spell long (星期一)."""

from django.utils.translation import gettext_noop as _

SHORT_WEEKDAYS = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))
"""Named here so that our catalogues translate them: 周一, 週一."""
