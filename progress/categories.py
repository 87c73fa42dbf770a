"""The kinds of study that credit hours are counted under; policy sets bands and caps per category."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Category(models.TextChoices):
    SELF_PACED = "self_paced", _("self-paced study")
    COLLECTIVE = "collective", _("collective study")
    CENTRALISED = "centralised", _("centralised training")
    THEME_DAY = "theme_day", _("theme party day")
    PRACTICE = "practice", _("theme practice")
