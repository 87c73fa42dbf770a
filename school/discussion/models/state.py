"""What a post is to those who did not write it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class PostState(models.TextChoices):
    """Only `visible` ones are served to everybody; the others to their author and to moderators."""

    VISIBLE = "visible", _("to be read")
    HELD = "held", _("waits for a moderator")
    HIDDEN = "hidden", _("taken away by a moderator")
    WITHDRAWN = "withdrawn", _("withdrawn by its author")
