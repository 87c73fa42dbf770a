"""How dates and numbers are written; and what Django's own Chinese catalogues say too long (星期一) or too stiffly."""

from django.utils.translation import gettext_noop as _

SHORT_WEEKDAYS = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))
"""Named here so that our catalogues translate them: 周一, 週一."""

FORM_SENTENCES = (
    _("This field is required."),
    _("Enter a whole number."),
    _("Enter a number."),
    _("Enter a valid date/time."),
)
"""Django speaks of 字段 here; our catalogues ask politely instead: 请填写这一项。"""
