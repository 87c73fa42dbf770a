"""What notices keep about people."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from school.notices.models import Notice
from school.privacy.registry import Erasure, PersonalData, Retention, Row, public_ids
from school.privacy.rows import rows_of


def _notices(member_id: int) -> Iterator[Row]:
    for notice in Notice.objects.filter(member_id=member_id).order_by("pk").iterator(chunk_size=500):
        yield {"at": notice.at, "title": notice.title, "body": notice.body, "read_at": notice.read_at}


def _about(member_id: int) -> Q:
    """What tells others of this person."""
    return Q(object_kind="member", object_id__in=public_ids(member_id))


PERSONAL_DATA = (
    PersonalData(
        model="notices.Notice",
        fields=("member",),
        title=_("My messages"),
        why_kept=_("So that you can read again what you were told."),
        rows=_notices,
        headings={"at": _("When"), "title": _("What"), "body": _("Words"), "read_at": _("Read")},
        retention=Retention.days("retention.notices_days", "at", only=Q(unread__isnull=True)),
        erasure=Erasure.delete(),
    ),
    PersonalData(
        model="notices.NoticeMail",
        fields=("member",),
        title=_("Mails about messages"),
        why_kept=_("So that no mail is sent twice."),
        rows=rows_of("notices.NoticeMail", "member", ("created_at", _("Written")), ("sent_at", _("Sent"))),
        retention=Retention.days("retention.notices_days", "created_at"),
        erasure=Erasure.delete(),
    ),
    PersonalData(
        model="notices.KindPreference",
        fields=("member",),
        title=_("How I am told"),
        why_kept=_("So that you are told the way you chose."),
        rows=rows_of("notices.KindPreference", "member", ("kind", _("Kind")), ("by_mail", _("By mail"))),
        retention=Retention.as_long_as_the_record(),
        erasure=Erasure.delete(),
    ),
    PersonalData(
        model="notices.Rhythm",
        fields=("member",),
        title=_("My hours for mail"),
        why_kept=_("So that mail comes at the hours you chose."),
        rows=rows_of(
            "notices.Rhythm",
            "member",
            ("quiet_from", _("Quiet from")),
            ("quiet_until", _("Quiet until")),
            ("digest_at", _("Daily summary at")),
        ),
        retention=Retention.as_long_as_the_record(),
        erasure=Erasure.delete(),
    ),
    PersonalData(
        model="notices.Notice",
        fields=(),
        whose=_about,
        title=_("Messages to others about me"),
        exported=False,
        why_not=_("They are addressed to others."),
        retention=Retention.days("retention.notices_days", "at", only=Q(unread__isnull=True)),
        erasure=Erasure.delete(),
    ),
    PersonalData(
        model="notices.Outgoing",
        fields=(),
        whose=_about,
        title=_("Messages on their way"),
        exported=False,
        why_not=_("What is delivered stands in the inboxes."),
        retention=Retention.days("retention.notices_days", "created_at", only=Q(done_at__isnull=False)),
        erasure=Erasure.delete(),
    ),
)
