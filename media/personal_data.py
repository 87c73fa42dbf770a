"""What the media keep about people: who uploaded them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from school.privacy.registry import acts_on

PERSONAL_DATA = (acts_on("media.Asset", "uploaded_by", title=_("Recordings and files that I uploaded")),)
