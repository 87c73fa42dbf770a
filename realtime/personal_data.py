"""What the study sessions keep about people."""

from __future__ import annotations

from django.db.models import Case, F, JSONField, Value, When
from django.utils.translation import gettext_lazy as _

from realtime.models import EventKind
from school.privacy.registry import Erasure, PersonalData, Retention, acts_on
from school.privacy.rows import rows_of

PERSONAL_DATA = (
    PersonalData(
        model="realtime.PresenceInterval",
        fields=("member",),
        title=_("When I was in a room"),
        why_kept=_("The register of a session starts from who was there."),
        rows=rows_of(
            "realtime.PresenceInterval",
            "member",
            ("session__title", _("Session")),
            ("joined_at", _("Came")),
            ("left_at", _("Left")),
        ),
        retention=Retention.days("retention.presence_days", "last_seen_at"),
        erasure=Erasure.delete(),
    ),
    PersonalData(
        model="realtime.RoomEvent",
        fields=("member",),
        title=_("What I said in rooms"),
        why_kept=_("A session stays as a page that those who took part can read again."),
        rows=rows_of(
            "realtime.RoomEvent",
            "member",
            ("session__title", _("Session")),
            ("at", _("When")),
            ("kind", _("What")),
            ("payload", _("Words")),
        ),
        retention=Retention.as_long_as_the_record(),
        erasure=Erasure.anonymise(
            payload=Case(When(kind=EventKind.MESSAGE, then=Value({"text": "—"}, JSONField())), default=F("payload"))
        ),
    ),
    PersonalData(
        model="realtime.RegisterEntry",
        fields=("member",),
        title=_("Registers of attendance with me"),
        why_kept=_("The confirmed register is the evidence of hours studied together."),
        rows=rows_of(
            "realtime.RegisterEntry",
            "member",
            ("session__title", _("Session")),
            ("session__starts_at", _("When")),
            ("standing", _("Standing")),
            ("changed_at", _("Last changed")),
        ),
        retention=Retention.as_long_as_the_record(),
        erasure=Erasure.keep(_("The register of a session stays whole; by an opaque id only.")),
    ),
    acts_on(
        "realtime.StudySession",
        "host",
        "created_by",
        "confirmed_by",
        title=_("Sessions that I planned, hosted or confirmed"),
    ),
)
