"""What imports and exports keep about people."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import JSONField, Q, Value
from django.utils.translation import gettext_lazy as _

from school.importing.models import IdentityNumber
from school.importing.sealing import unseal
from school.privacy.masking import mask_identity
from school.privacy.registry import Erasure, PersonalData, Retention, Row, acts_on, public_ids
from school.privacy.rows import rows_of


def _about(member_id: int) -> Q:
    """Rows of sheets that speak of the person."""
    return Q(target__in=public_ids(member_id))


def _identity(member_id: int) -> Iterator[Row]:
    for kept in IdentityNumber.objects.filter(member=member_id):
        yield {"number": mask_identity(unseal(kept.sealed)), "recorded_at": kept.recorded_at}


PERSONAL_DATA = (
    acts_on("importing.ImportBatch", "by", "undo_by", title=_("Imports that I made")),
    PersonalData(
        model="importing.ExportJob",
        fields=("by",),
        title=_("Exports that I asked for"),
        why_kept=_("So that you can fetch the file; it is deleted after a day."),
        rows=rows_of(
            "importing.ExportJob",
            "by",
            ("created_at", _("Asked for")),
            ("kind", _("What")),
            ("reason", _("Reason")),
            ("state", _("State")),
        ),
        retention=Retention.as_long_as_the_record(),
        erasure=Erasure.delete(),
    ),
    PersonalData(
        model="importing.ImportRow",
        fields=(),
        whose=_about,
        title=_("Rows of sheets about me"),
        why_kept=_("So that a wrong import can be taken back within thirty days."),
        exported=False,
        why_not=_("What they led to stands in your record and your timeline; they are deleted after thirty days."),
        retention=Retention.by("school.importing.tasks.clear", _("Deleted thirty days after the import.")),
        erasure=Erasure.anonymise(
            title="", data=Value({}, JSONField()), before=Value({}, JSONField()), after=Value({}, JSONField())
        ),
    ),
    PersonalData(
        model="importing.IdentityNumber",
        fields=("member",),
        title=_("My ID number"),
        why_kept=_(
            "So that the same person is not registered twice. It is kept encrypted and shown to nobody in full."
        ),
        rows=_identity,
        headings={"number": _("ID number"), "recorded_at": _("Recorded")},
        retention=Retention.as_long_as_the_record(),
        erasure=Erasure.delete(),
    ),
)
