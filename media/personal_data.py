"""What the media keep about people: who uploaded them, and who wrote their captions."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from school.privacy.registry import acts_on

PERSONAL_DATA = (
    acts_on("media.Asset", "uploaded_by", title=_("Recordings and files that I uploaded")),
    acts_on("media.Caption", "updated_by", title=_("Captions that I wrote")),
    acts_on("media.CaptionVersion", "made_by", title=_("Earlier versions of captions that I wrote")),
    acts_on("media.Transcription", "asked_by", title=_("Drafts of captions that I had made by machine")),
)
